import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, renderHook, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { beforeEach, expect, test, vi } from "vitest";
import { useShownBoard } from "./board_hooks.ts";
import type { BoardQuery } from "./column_hooks.ts";
import type { Column } from "./column_model.ts";

/// What the server has been asked for and has not answered.
let asked: { path: string; answer: (data: unknown) => void; refuse: () => void }[] = [];

vi.mock("../../api/client.ts", () => {
  const ask = (path: string) =>
    new Promise((answer, refuse) => asked.push({ path, answer, refuse: () => refuse(new Error("away")) }));
  return {
    $api: {
      queryOptions: (method: string, path: string, init: unknown) => ({
        queryKey: [method, path, init],
        queryFn: () => ask(path),
      }),
    },
    api: { GET: async (path: string) => ({ data: await ask(path) }) },
  };
});

const lead: Column = {
  id: "lead",
  kind: "lead",
  number: "",
  name: "Leads",
  stage: "",
  statuses: ["lead"],
  target: null,
  expected_days: undefined,
  late_after_days: undefined,
};
const all: BoardQuery = { process: 1, filters: {}, order: "stage" } as unknown as BoardQuery;
const of_ada: BoardQuery = { ...all, filters: { owner: [2] } };

function begin(seen: ReadonlySet<Column>) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: 60_000 } } });
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  );
  return renderHook(({ board }) => useShownBoard(board, seen), { wrapper, initialProps: { board: all } });
}

const heads = "/api/processes/{process}/stage-counts";
const answer = (path: string, data: unknown) =>
  act(async () => {
    for (const one of asked.filter((wanted) => wanted.path === path)) one.answer(data);
    asked = asked.filter((wanted) => wanted.path !== path);
  });

beforeEach(() => {
  asked = [];
});

test("the board before is shown until heads and cards in sight of the next one are there", async () => {
  const hook = begin(new Set([lead]));
  await answer(heads, { stages: [], ages: [] });
  await answer("/api/deals", { deals: [], next: "" });
  hook.rerender({ board: of_ada });
  expect(asked.map(({ path }) => path)).toEqual([heads, "/api/deals"]);
  await answer("/api/deals", { deals: [], next: "" });
  expect(hook.result.current).toBe(all);
  await answer(heads, { stages: [], ages: [] });
  await waitFor(() => expect(hook.result.current).toBe(of_ada));

  hook.rerender({ board: all });
  expect(asked).toEqual([]);
  expect(hook.result.current).toBe(of_ada);
  await waitFor(() => expect(hook.result.current).toBe(all));
});

test("what fails is shown, too, and of two that were asked for the last", async () => {
  const hook = begin(new Set([lead]));
  hook.rerender({ board: of_ada });
  const of_ben = { ...all, filters: { owner: [3] } };
  hook.rerender({ board: of_ben });
  await act(async () => {
    for (const one of asked) one.refuse();
  });
  await waitFor(() => expect(hook.result.current).toBe(of_ben));
});

test("without a column in sight there is nothing to wait for", () => {
  const hook = begin(new Set());
  hook.rerender({ board: of_ada });
  expect(hook.result.current).toBe(of_ada);
});
