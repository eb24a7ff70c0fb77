import { describe, expect, it } from "vitest";
import { index_map, type ProcessMap } from "../../app/process.tsx";
import {
  age_of,
  type Column,
  type Counts,
  type DealRow,
  folded_of,
  gone_stages,
  groups_of,
  head_of,
  toggled,
  total_of,
} from "./column_model.ts";
import { type Pages, rows_of, with_row, without_row } from "./pages_model.ts";

const index = index_map({
  id: "m",
  name: "M",
  goals: [
    {
      id: "a",
      name: "A",
      stages: [
        { id: "a1", name: "A1", expected_days: 7 },
        { id: "in", name: "Inside", internal: true },
        { id: "a2", name: "A2", expected_days: 10, late_after_days: 12 },
      ],
    },
    { id: "b", name: "B", stages: [{ id: "b1", name: "B1" }] },
  ],
  outcomes: [{ id: "won", name: "Agreed", kind: "won", on_leaving: "a2" }],
} as unknown as ProcessMap);

const counted = ["a1", "gone", "", "gone"].map((stage) => ({
  status: "open",
  stage,
  currency: "",
  deals: 1,
  amount_minor: 0,
}));
const gone = gone_stages(index, { rows: counted, ages: [] });
const groups = groups_of(index, gone, { leads: "Leads" });
const columns = groups.flatMap((group) => group.columns);
const of = (id: string) => columns.find((column) => column.id === id) as Column;

describe("columns of a board", () => {
  it("are leads, the customer's stages, what is won before the stages after the sale, and stages that are gone", () => {
    expect(groups.map((group) => [group.id, group.columns.map((column) => column.id)])).toEqual([
      ["leads", ["lead"]],
      ["a", ["a1", "a2"]],
      ["b", ["won won", "b1"]],
      ["others", ["other gone"]],
    ]);
  });
  it("hold open deals before the win and won ones after it", () => {
    expect(of("a2").statuses).toEqual(["open"]);
    expect(of("b1").statuses).toEqual(["won"]);
    expect(of("won won")).toMatchObject({ stage: "a2", target: { kind: "outcome", id: "won" } });
  });
  it("of a map without a win before its end have none for what is won", () => {
    const plain = index_map({
      id: "p",
      name: "P",
      stages: [{ id: "s", name: "S" }],
    } as unknown as ProcessMap);
    expect(groups_of(plain, [], { leads: "" }).map((group) => group.columns.map((one) => one.id))).toEqual([
      ["lead"],
      ["s"],
    ]);
  });
});

const rows = [
  { stage: "a1", status: "open", currency: "EUR", deals: 3, amount_minor: 900 },
  { stage: "a1", status: "open", currency: "SEK", deals: 5, amount_minor: 100 },
  { stage: "a2", status: "open", currency: "EUR", deals: 2, amount_minor: 50 },
  { stage: "a2", status: "won", currency: "EUR", deals: 1, amount_minor: 70 },
  { stage: "", status: "lead", currency: "", deals: 4, amount_minor: 0 },
];
const counts: Counts = { rows, ages: [{ stage: "a2", status: "open", deals: 2, median_days: 4 }] };

describe("the head of a column", () => {
  it("counts over currencies and never adds them", () => {
    expect(head_of(counts, of("a1"))).toEqual({
      deals: 8,
      sums: [
        { currency: "SEK", minor: 100 },
        { currency: "EUR", minor: 900 },
      ],
      median_days: undefined,
    });
  });
  it("tells what is won in a stage from what is open there", () => {
    expect(head_of(counts, of("a2"))).toMatchObject({ deals: 2, median_days: 4 });
    expect(head_of(counts, of("won won")).deals).toBe(1);
  });
  it("of all together counts each deal once", () => {
    expect(total_of(counts, columns).deals).toBe(15);
  });
});

describe("time in a stage", () => {
  const now = new Date("2026-11-22T12:00:00Z");
  const row = (since: string | null) =>
    ({
      status: since ? "open" : "lead",
      stage_entered_at: since,
      created_at: "2026-11-20T12:00:00Z",
    }) as DealRow;
  it("is late after what the map says, or twice the expected", () => {
    expect(age_of(row("2026-11-08T11:00:00Z"), of("a1"), now)).toEqual({
      days: 14,
      expected: 7,
      is_late: false,
      share: 1,
    });
    expect(age_of(row("2026-11-09T11:00:00Z"), of("a2"), now)?.is_late).toBe(true);
  });
  it("is judged by the server where it has answered", () => {
    expect(age_of(row("2026-11-21T12:00:00Z"), { expected_days: 3, is_late: true }, now)).toMatchObject({
      expected: 3,
      is_late: true,
    });
  });
  it("of a lead is its age, of anything else without a stage unknown", () => {
    expect(age_of(row(null), of("lead"), now)?.days).toBe(2);
    expect(age_of({ ...row(null), status: "won" }, of("a1"), now)).toBeUndefined();
  });
});

describe("folded goals", () => {
  it("are words of the address that come and go", () => {
    expect(toggled(folded_of("a"), "b")).toBe("a,b");
    expect(toggled(folded_of("a"), "a")).toBeUndefined();
  });
});

describe("pages of a column", () => {
  const page = (...ids: number[]) => ({ deals: ids.map((id) => ({ id }) as DealRow), next: "" });
  const pages: Pages = { pages: [page(1, 2), page(3)], pageParams: ["", "x"] };
  it("let a card go and take one on top", () => {
    expect(rows_of(without_row(pages, 2)).map((row) => row.id)).toEqual([1, 3]);
    expect(rows_of(with_row(pages, { id: 3 } as DealRow)).map((row) => row.id)).toEqual([3, 1, 2]);
    expect(with_row(undefined, { id: 3 } as DealRow)).toBeUndefined();
  });
});
