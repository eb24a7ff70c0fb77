import { beforeEach, expect, test, vi } from "vitest";
import { api } from "../../api/client.ts";
import { wish_first_page, wish_heads } from "./board_batch.ts";
import type { BoardQuery } from "./board_query.ts";
import type { Column } from "./column_model.ts";

vi.mock("../../api/client.ts", () => ({ api: { GET: vi.fn() } }));
const get = vi.mocked(api.GET) as unknown as ReturnType<typeof vi.fn>;

const board: BoardQuery = { process: 1, filters: { owner: [2], status: ["open"] }, order: "amount" };
const column = (stage: string, ...statuses: string[]) => ({ stage, statuses }) as Column;
const lead = column("", "lead");
const needs = column("needs", "open");
const used = column("needs", "won");
const rows = (id: number) => ({ deals: [{ id }], next: `${id}` });

const answers: Record<string, unknown> = {
  "/api/processes/{process}/board": {
    stages: [{ deals: 7 }],
    ages: [],
    columns: [
      { status: "lead", stage: "", ...rows(1) },
      { status: "won", stage: "needs", ...rows(2) },
    ],
  },
  "/api/processes/{process}/stage-counts": { stages: [{ deals: 8 }], ages: [] },
  "/api/deals": rows(3),
};
const paths = () => get.mock.calls.map(([path]) => path);

beforeEach(() => {
  get.mockReset();
  get.mockImplementation((path) => Promise.resolve({ data: answers[path] }));
});

test("what is asked of a board in one turn is one request", async () => {
  const asked = [wish_heads(board), wish_first_page(board, lead), wish_first_page({ ...board }, needs)];
  const [heads, leads, none] = await Promise.all(asked);
  const [won] = await Promise.all([wish_first_page(board, used), wish_first_page(board, lead)]);
  expect([heads, leads, none, won]).toMatchObject([
    { stages: [{ deals: 7 }] },
    rows(1),
    { deals: [], next: "" },
    rows(2),
  ]);
  expect(paths()).toEqual(["/api/processes/{process}/board", "/api/processes/{process}/board"]);
  const [, init] = get.mock.calls[0] ?? [];
  expect(init.params.query).toEqual({
    filter: "owner=2&status=lead&status=open&status=won",
    order: "amount_minor",
    descending: true,
    limit: 12,
    // As many as a window of 1024 by 768 shows.
    cards: 3,
    card_stages: ["", "needs"],
  });
});

test("a single column is asked for by itself, and so is one of two statuses", async () => {
  const [heads, leads] = await Promise.all([wish_heads(board), wish_first_page(board, lead)]);
  expect([heads, leads]).toMatchObject([{ stages: [{ deals: 8 }] }, rows(1)]);
  const gone = column("gone", "open", "won");
  await Promise.all([wish_first_page(board, gone), wish_first_page(board, gone)]);
  expect(paths()).toEqual([
    "/api/processes/{process}/stage-counts",
    "/api/processes/{process}/board",
    "/api/deals",
    "/api/deals",
  ]);
  expect(get.mock.calls[1]?.[1].params.query).toMatchObject({ filter: "owner=2&status=lead", cards: 3 });
  await wish_first_page(board, used);
  expect(get.mock.lastCall?.[1].params.query.filter).toBe("owner=2&status=won&stage=needs");
});

test("boards of different filters are asked for apart, and what fails fails for all of its own", async () => {
  const other = { ...board, filters: {} };
  get.mockImplementationOnce(() => Promise.reject(new Error("away")));
  const all = await Promise.allSettled([
    wish_first_page(board, lead),
    wish_first_page(other, lead),
    wish_first_page(board, needs),
    wish_first_page(other, needs),
  ]);
  expect(all.map(({ status }) => status)).toEqual(["rejected", "fulfilled", "rejected", "fulfilled"]);
  expect(paths()).toHaveLength(2);
});
