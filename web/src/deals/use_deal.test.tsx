import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { useDealLinks } from "./use_deal.ts";

const { asked } = vi.hoisted(() => ({ asked: vi.fn(() => Promise.resolve({})) }));
vi.mock("../api/client.ts", () => ({
  $api: {
    queryOptions: (method: string, path: string, init: unknown) => ({
      queryKey: [method, path, init],
      queryFn: asked,
    }),
  },
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

beforeEach(() => {
  asked.mockClear();
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: 60_000 } } });
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
  const parts = asked.mock.calls.length;
  expect(parts).toBeGreaterThan(1);
  fireEvent.click(screen.getByText("Plant 7"));
  expect(asked).toHaveBeenCalledTimes(parts);
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
