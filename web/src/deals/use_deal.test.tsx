import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { useDealLinks } from "./use_deal.ts";

const { asked } = vi.hoisted(() => ({ asked: vi.fn() }));
vi.mock("../api/client.ts", () => ({
  $api: {
    queryOptions: (method: string, path: string, init: unknown) => ({ queryKey: [method, path, init] }),
  },
  api: { GET: asked },
}));
vi.mock("../app/process.tsx", () => ({ useMap: vi.fn() }));

function Page() {
  useDealLinks();
  return (
    <>
      <a href="/deals/7">
        <b>Plant 7</b>
      </a>
      <a href="/deals/7/plan">Plan</a>
      <button type="button">Move</button>
    </>
  );
}

const eve = { id: 4, name: "Eve" };
const whole = {
  deal: { deal: { buying_group: [], promises: [], objections: [], touchpoints: [], literature: [] } },
  plan: { steps: [] },
  history: { events: [{ details: { contacts: [4, 9] } }, { details: { contacts: [4] } }] },
  buying_group: { members: [] },
  attachments: { attachments: [] },
  contacts: [eve],
};
let client: QueryClient;

beforeEach(() => {
  asked.mockReset().mockResolvedValue({ data: whole });
  client = new QueryClient({ defaultOptions: { queries: { staleTime: 60_000, retry: false } } });
  render(
    <QueryClientProvider client={client}>
      <Page />
    </QueryClientProvider>,
  );
});

const press = (name: string, pointerType: string, button = 0) => {
  const event = new MouseEvent("pointerdown", { bubbles: true, button });
  fireEvent(screen.getByText(name), Object.assign(event, { pointerType }));
};

test("a deal is asked for when a link to it is pressed, and not again when it is followed", () => {
  press("Plant 7", "mouse");
  fireEvent.click(screen.getByText("Plant 7"));
  expect(asked).toHaveBeenCalledTimes(1);
  expect(asked).toHaveBeenCalledWith("/api/deals/{deal}/whole", { params: { path: { deal: 7 } } });
});

/// What is kept of a part of deal 7.
const kept = (path: string) => client.getQueryData(["get", path, { params: { path: { deal: 7 } } }]);

test("one answer is found by each part of the page", async () => {
  press("Plant 7", "mouse");
  await waitFor(() => expect(kept("/api/deals/{deal}")).toBe(whole.deal));
  expect(kept("/api/deals/{deal}/plan")).toBe(whole.plan);
  expect(kept("/api/deals/{deal}/events")).toBe(whole.history);
  expect(kept("/api/deals/{deal}/buying-group")).toBe(whole.buying_group);
  expect(kept("/api/deals/{deal}/attachments")).toBe(whole.attachments);
});

const contacts = () => client.getQueriesData({ queryKey: ["get", "/api/contacts"] });

test("contacts are kept as the page asks for them, where all that it names are there", async () => {
  press("Plant 7", "mouse");
  await waitFor(() => expect(kept("/api/deals/{deal}")).toBeDefined());
  expect(contacts().filter(([, data]) => JSON.stringify(data).includes("Eve"))).toEqual([]);
  client.clear();
  const zoe = { id: 9, name: "Zoe" };
  asked.mockResolvedValue({ data: { ...whole, contacts: [eve, zoe] } });
  press("Plant 7", "mouse");
  await waitFor(() => expect(kept("/api/deals/{deal}")).toBeDefined());
  const key = ["get", "/api/contacts", { params: { query: { ids: [4, 9], limit: 100 } } }];
  expect(client.getQueryData(key)).toEqual({ contacts: [eve, zoe], next: "" });
});

test("a request that failed is made again", async () => {
  asked.mockRejectedValueOnce(new Error("away"));
  press("Plant 7", "mouse");
  await waitFor(() => expect(client.isFetching()).toBe(0));
  press("Plant 7", "mouse");
  await waitFor(() => expect(kept("/api/deals/{deal}/plan")).toBe(whole.plan));
  expect(asked).toHaveBeenCalledTimes(2);
});

test("a finger that comes down, another button and another link ask for nothing; a key does", () => {
  press("Plant 7", "touch");
  press("Plant 7", "mouse", 2);
  press("Plan", "mouse");
  press("Move", "mouse");
  expect(asked).not.toHaveBeenCalled();
  fireEvent.click(screen.getByText("Plant 7"));
  expect(asked).toHaveBeenCalled();
});
