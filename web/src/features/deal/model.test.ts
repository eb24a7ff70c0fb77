import { describe, expect, it } from "vitest";
import { index_map } from "../../app/process.tsx";
import { type Member, met_day, picture_of } from "./buying_group_model.ts";
import { changed_values } from "./edit_model.ts";
import {
  type Deal,
  type DealView,
  date_changes,
  days_in_goal,
  days_per_stage,
  in_order,
  kept_of,
  next_promise,
  to_minor,
  with_latest,
} from "./model.ts";
import { before_discount, to_share } from "./quote_model.ts";
import { is_same_statement } from "./race.tsx";
import { parse_do } from "./use_do.ts";

type Visit = Deal["visits"][number];
type Promise = Deal["promises"][number];

function visit(stage: string, entered: string, left: string | null): Visit {
  return { stage, entered, left, entry: "forward" };
}

function promise(number: number, change: Partial<Promise>): Promise {
  return {
    number,
    side: "us",
    planned: "",
    text: `promise ${number}`,
    person: null,
    contacts: [],
    stage: "",
    made_at: "2026-01-01T00:00:00Z",
    first_due: "2026-01-10",
    due: "2026-01-10",
    moves: 0,
    judged_by: null,
    state: "open",
    ended_at: null,
    in_plan: false,
    confirmed: null,
    ...change,
  };
}

function deal_with(change: Partial<Deal>): Deal {
  return { name: "A", attributes: {}, promises: [], visits: [], ...change } as unknown as Deal;
}

describe("days per stage", () => {
  const now = new Date("2026-01-21T00:00:00Z");
  const visits = [
    visit("a", "2026-01-01T00:00:00Z", "2026-01-04T12:00:00Z"),
    visit("b", "2026-01-04T12:00:00Z", "2026-01-11T00:00:00Z"),
    visit("a", "2026-01-11T00:00:00Z", null),
  ];
  it("are summed over visits, the one that goes on up to now", () => {
    const days = days_per_stage(visits, now);
    expect(days.get("a")).toBeCloseTo(13.5);
    expect(days.get("b")).toBeCloseTo(6.5);
  });
  it("of a goal are those of its stages, beside what the map expects", () => {
    const index = index_map({
      stagecraft: 1,
      id: "m",
      name: "M",
      goals: [
        {
          id: "g",
          name: "G",
          stages: [
            { id: "a", name: "A", expected_days: 5 },
            { id: "x", name: "X", internal: true, expected_days: 9 },
            { id: "b", name: "B", expected_days: 7 },
          ],
        },
        { id: "h", name: "H", stages: [{ id: "c", name: "C" }] },
      ],
    } as unknown as Parameters<typeof index_map>[0]);
    const days = days_per_stage(visits, now);
    const [first, second] = index.goals;
    if (!first || !second) throw new Error("The map has two goals.");
    expect(days_in_goal(first, days, "a")).toEqual({ days: 20, expected: 12, is_here: true });
    expect(days_in_goal(second, days, "a")).toEqual({ days: undefined, expected: undefined, is_here: false });
  });
});

describe("promises of a deal", () => {
  const promises = [
    promise(1, { state: "kept", due: "2026-01-02" }),
    promise(2, { due: "2026-01-20" }),
    promise(3, { due: "2026-01-12", side: "customer" }),
    promise(4, { state: "withdrawn", due: "2026-01-05" }),
  ];
  it("stand open ones first by due day, then ended ones with the newest first", () => {
    expect(in_order(promises).map(({ number }) => number)).toEqual([3, 2, 4, 1]);
  });
  it("show of those that ended the latest first, the others when asked for", () => {
    const shown = with_latest(in_order(promises), 1);
    expect(shown.map(({ number }) => number)).toEqual([3, 2, 4]);
    expect(with_latest(in_order(promises))).toHaveLength(4);
  });
  it("make the open one that is due first the next step", () => {
    expect(next_promise(deal_with({ promises }))?.number).toBe(3);
    expect(next_promise(deal_with({}))).toBeUndefined();
  });
  it("count as due only when the server judged them", () => {
    const keeping = [
      { promise: 1, keeping: "late" },
      { promise: 2, keeping: "overdue" },
      { promise: 3, keeping: "open" },
      { promise: 4, keeping: "withdrawn" },
    ];
    const view = { deal: deal_with({ promises }), guide: { keeping } } as unknown as DealView;
    expect(kept_of(view, true)).toEqual({ kept: 1, due: 2 });
    expect(kept_of(view, false)).toEqual({ kept: 0, due: 0 });
  });
});

describe("moves of the close date", () => {
  const event = (id: number, from: string, to: string, note = "", reason = "") => ({
    id,
    deal: 1,
    kind: "attribute_changed" as const,
    symbol: "expected_close",
    from,
    to,
    actor: 2,
    at: "2026-01-01T00:00:00Z",
    precision: "time" as const,
    recorded_at: "2026-01-01T00:00:00Z",
    details: reason ? { reason } : {},
    note,
    import: null,
  });
  const changes = date_changes([
    event(1, "", "2026-09-30"),
    event(2, "2026-09-30", "2026-10-31", "budget round moved"),
    event(3, "2026-10-31", "2026-10-15", "", "plant_stop"),
    { ...event(4, "", "x"), symbol: "amount" },
  ]);
  it("tell why, by what was typed or by the word", () => {
    expect(changes.map(({ why }) => why)).toEqual(["", "budget round moved", "plant stop"]);
  });
});

describe("the picture of a buying group", () => {
  const member = (
    contact: number,
    weight: Member["weight"],
    view = "",
    reached_at: string | null = null,
  ): Member => ({
    contact,
    weight,
    roles: [],
    since: "2026-01-01T00:00:00Z",
    reached_at,
    view,
    need: "",
  });
  it("goes from against over undecided to for", () => {
    const rows = picture_of([
      member(1, "decide", "agrees"),
      member(2, "decide"),
      member(3, "shape", "against"),
    ]);
    expect(rows[0]?.cells.map(({ members }) => members.map(({ contact }) => contact))).toEqual([
      [],
      [2],
      [1],
    ]);
    expect(rows[1]?.cells[0]?.members.map(({ contact }) => contact)).toEqual([3]);
  });
  it("counts the day of the first meeting from the deal's first day as 1", () => {
    const created = "2026-01-01T10:00:00Z";
    expect(met_day(member(1, "live", "", "2026-01-01T15:00:00Z"), created)).toBe(1);
    expect(met_day(member(1, "live", "", "2026-01-12T12:00:00Z"), created)).toBe(12);
    expect(met_day(member(1, "live"), created)).toBeUndefined();
  });
});

describe("what is typed", () => {
  it("becomes minor units of the currency", () => {
    expect(to_minor("17300.00", "EUR")).toBe(1_730_000);
    expect(to_minor("500", "JPY")).toBe(500);
    expect(to_minor("", "EUR")).toBeUndefined();
  });
  it("is sent only where it differs from what is stated", () => {
    const deal = deal_with({ attributes: { amount: "17300.00", channel: "direct" } });
    expect(changed_values({ amount: "17300", channel: "partner", name: "A " }, deal)).toEqual([
      { name: "channel", value: "partner" },
    ]);
    expect(changed_values({ amount: "" }, deal)).toEqual([{ name: "amount", value: "" }]);
  });
  it("of a discount is a share without the dust of division", () => {
    expect(to_share("5.9")).toBe(0.059);
    expect(to_share("5,9")).toBe(0.059);
  });
  it("tells what a quote was before its discount to the whole unit", () => {
    expect(before_discount(18_600_000, 0.059)).toBe(19_766_200);
    expect(before_discount(18_600_000, 0)).toBeUndefined();
  });
});

describe("an edit", () => {
  it("has not raced while what is stated is the same", () => {
    const a = deal_with({ attributes: { amount: "1" } });
    expect(is_same_statement(a, deal_with({ attributes: { amount: "1" }, event_count: 9 }))).toBe(true);
    expect(is_same_statement(a, deal_with({ attributes: { amount: "1", team: "2" } }))).toBe(false);
  });
});

describe("the address of the page", () => {
  it("says what is done and to what", () => {
    expect(parse_do("keep:3")).toEqual({ name: "keep", arg: "3" });
    expect(parse_do("touch")).toEqual({ name: "touch", arg: "" });
    expect(parse_do(undefined)).toEqual({ name: "", arg: "" });
  });
});
