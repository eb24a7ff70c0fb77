import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, renderHook, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { beforeEach, expect, test, vi } from "vitest";
import type { Search } from "../../app/router.tsx";
import { useAhead, useShownBoard } from "./board_hooks.ts";
import type { BoardQuery } from "./board_query.ts";
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
const talking: Column = { ...lead, id: "talking", kind: "stage", stage: "talking", statuses: ["open"] };
const all: BoardQuery = { process: 1, filters: {}, order: "stage" } as unknown as BoardQuery;
const of_ada: BoardQuery = { ...all, filters: { owner: [2] } };

function make_wrapper() {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: 60_000 } } });
  return ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  );
}

function begin(columns: readonly Column[]) {
  return renderHook(({ board }) => useShownBoard(board, columns), {
    wrapper: make_wrapper(),
    initialProps: { board: all },
  });
}

const board_path = "/api/processes/{process}/board";
const heads_path = "/api/processes/{process}/stage-counts";
const answer = (path: string, data: unknown) =>
  act(async () => {
    for (const one of asked.filter((wanted) => wanted.path === path)) one.answer(data);
    asked = asked.filter((wanted) => wanted.path !== path);
  });
const nothing = { stages: [], ages: [], columns: [] };

beforeEach(() => {
  asked = [];
});

test("a board is one request, and the one before is shown until it is answered", async () => {
  const hook = begin([lead, talking]);
  expect(hook.result.current).toBe(undefined);
  await waitFor(() => expect(asked.map(({ path }) => path)).toEqual([board_path]));
  await answer(board_path, nothing);
  await waitFor(() => expect(hook.result.current).toBe(all));
  hook.rerender({ board: of_ada });
  await waitFor(() => expect(asked.map(({ path }) => path)).toEqual([board_path]));
  expect(hook.result.current).toBe(all);
  await answer(board_path, nothing);
  await waitFor(() => expect(hook.result.current).toBe(of_ada));

  // What is known is asked for no more; the frame before shows that the input was taken.
  hook.rerender({ board: all });
  expect(hook.result.current).toBe(of_ada);
  await waitFor(() => expect(hook.result.current).toBe(all));
  expect(asked).toEqual([]);
});

test("what fails is shown, too, and of two that were asked for the last", async () => {
  const hook = begin([lead, talking]);
  await waitFor(() => expect(asked).toHaveLength(1));
  const of_ben = { ...all, filters: { owner: [3] } };
  hook.rerender({ board: of_ada });
  await waitFor(() => expect(asked).toHaveLength(2));
  hook.rerender({ board: of_ben });
  await waitFor(() => expect(asked).toHaveLength(3));
  await act(async () => {
    for (const one of asked) one.refuse();
  });
  await waitFor(() => expect(hook.result.current).toBe(of_ben));
});

test("without a column to wait for there are its counts alone", async () => {
  const hook = begin([]);
  await waitFor(() => expect(asked.map(({ path }) => path)).toEqual([heads_path]));
  await answer(heads_path, { stages: [], ages: [] });
  await waitFor(() => expect(hook.result.current).toBe(all));
});

test("a board is asked for before the address changes, once", async () => {
  const change = vi.fn();
  const to_board = (search: Search) => ({ ...all, filters: { owner: [Number(search.owner)] } });
  const { result } = renderHook(() => useAhead({ view: 7 }, to_board, [lead, talking], change), {
    wrapper: make_wrapper(),
  });
  result.current({ owner: 2 }, false);
  expect(change).not.toHaveBeenCalled();
  await Promise.resolve();
  expect(asked.map(({ path }) => path)).toEqual([board_path]);
  await waitFor(() => expect(change).toHaveBeenCalledWith({ owner: 2 }, false));
  await answer(board_path, nothing);
  change.mockClear();
  result.current({ owner: 2 });
  expect(change).toHaveBeenCalledOnce();
  expect(asked).toEqual([]);
});
