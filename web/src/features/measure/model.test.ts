import { describe, expect, it } from "vitest";
import { Format } from "../../app/format.ts";
import { row_of } from "./deal_rows.ts";
import { csv_field, to_csv } from "./exports.ts";
import { FigureIndex } from "./figures.ts";
import { band_of, figures_of, open_money, shown_goals, steps_of, target_of } from "./model.ts";
import { a_year_before, first_choice, name_of, period_before, read_period, short_names } from "./periods.ts";
import { losing_exit } from "./place_panel.tsx";
import { periods_of, query_of, where_of } from "./question.ts";
import { change_of, gains_of, type Limit, main_changes, type Report, weeks_of } from "./report.ts";
import { a_figure, a_map } from "./sample_figures.ts";

const today = "2026-11-22";
const english = new Format("en-GB", "UTC");
const words = { whole: "all history", last_days: (days: number) => `last ${days} days` };

describe("a period", () => {
  it("is half-open, whatever kind it is", () => {
    expect(read_period("2026-Q4", today)).toMatchObject({ from: "2026-10-01", to: "2027-01-01" });
    expect(read_period("2026-12", today)).toMatchObject({ from: "2026-12-01", to: "2027-01-01" });
    expect(read_period("90d", today)).toMatchObject({ from: "2026-08-25", to: "2026-11-23" });
    expect(read_period("2026-01-01..2026-01-31", today)).toMatchObject({
      from: "2026-01-01",
      to: "2026-02-01",
    });
    expect(read_period("all", today)).toMatchObject({ from: null, to: null });
  });
  it("is refused where it is none", () => {
    for (const id of ["2026-Q5", "2026-13", "next", "2026-02-01..2026-01-01", ""])
      expect(read_period(id, today)).toBeUndefined();
  });
  it("is the newest whole quarter until another is chosen", () => {
    expect(first_choice(today).id).toBe("2026-Q3");
    expect(first_choice("2026-02-01").id).toBe("2025-Q4");
  });
  it("has one of its kind before it, and one a year before", () => {
    const of = (id: string) => read_period(id, today) as NonNullable<ReturnType<typeof read_period>>;
    expect(period_before(of("2026-Q1"))?.id).toBe("2025-Q4");
    expect(period_before(of("2026-01"))?.id).toBe("2025-12");
    expect(period_before(of("2026-01-11..2026-01-20"))?.id).toBe("2026-01-01..2026-01-10");
    expect(period_before(of("all"))).toBeUndefined();
    expect(a_year_before(of("2026-Q2"))?.id).toBe("2025-Q2");
    expect(a_year_before(of("2024-02-01..2024-02-29"))?.id).toBe("2023-02-01..2023-03-01");
  });
  it("has a name", () => {
    const name = (id: string) => name_of(read_period(id, today) ?? first_choice(today), english, words);
    expect(name("2026-Q3")).toBe("Q3 2026");
    expect(name("2026-07")).toBe("Jul 2026");
    expect(name("90d")).toBe("last 90 days");
    expect(name("2026-01-01..2026-01-31")).toBe("1 Jan 2026 → 31 Jan 2026");
    const heads = (now: string, against: string) =>
      Object.values(
        short_names(
          { now: read_period(now, today) ?? first_choice(today), before: read_period(against, today) },
          english,
          { now: "now", before: "before" },
        ),
      );
    expect(heads("2026-Q3", "2026-Q2")).toEqual(["Q3", "Q2"]);
    expect(heads("2026-Q3", "2025-Q3")).toEqual(["now", "before"]);
    expect(heads("90d", "2026-05-27..2026-08-24")).toEqual(["now", "before"]);
  });
});

describe("a question", () => {
  it("joins what is chosen to one condition, and quotes it", () => {
    expect(where_of({ team: 2, campaign: "Ada's fair" })).toBe("team = '2' and campaign = 'Ada''s fair'");
    expect(where_of({})).toBe("");
  });
  it("asks as it stood only where that is chosen", () => {
    const period = first_choice(today);
    expect(query_of({ at: "2026-05-01" }, period)).toMatchObject({ at: "2026-05-01" });
    expect(query_of({ at: "2026-05-01" }, period)).not.toHaveProperty("known_at");
    expect(query_of({ at: "2026-05-01", known: "then" }, period)).toMatchObject({ known_at: "2026-05-01" });
  });
  it("compares with the period before unless told otherwise", () => {
    expect(periods_of({}, today).before?.id).toBe("2026-Q2");
    expect(periods_of({ against: "year" }, today).before?.id).toBe("2025-Q3");
    expect(periods_of({ against: "2025-Q1" }, today).before?.id).toBe("2025-Q1");
    expect(periods_of({ against: "none" }, today).before).toBeUndefined();
    expect(periods_of({ at: "2025-05-01" }, today).now.id).toBe("2025-Q1");
  });
});

describe("the measured map", () => {
  const conversion = a_figure({ extras: { hits: 50, failures: 40, open: 10 } });
  const goals = shown_goals(a_map);
  const first = goals[0] as (typeof goals)[0];

  it("shows the customer's stages of each goal", () => {
    expect(goals.map(({ stages }) => stages.map((stage) => stage.number))).toEqual([["1.1", "1.2"], ["2.1"]]);
  });
  it("divides those that entered into moved on, inside and left", () => {
    expect(steps_of(conversion)).toEqual({ on: 0.5, inside: 0.1, left: 0.4 });
    expect(steps_of(a_figure({ extras: {} }))).toBeNull();
  });
  it("draws the funnel of those that entered the goal, in shares of them", () => {
    const funnel = (part: string, of: Parameters<typeof a_figure>[0]) =>
      a_figure({ measure: "goal_funnel", part, to: null, unit: "deals", ...of });
    const index = new FigureIndex([
      conversion,
      funnel("entered", { stage: null, goal: "g", value: 200 }),
      funnel("reached", { stage: "a", value: 200 }),
      funnel("to_next", { stage: "a", to: "b", extras: { hits: 100, failures: 80, open: 20 } }),
      funnel("reached", { stage: "b", value: 100 }),
      funnel("to_next", { stage: "b", to: "h", extras: { hits: 50, failures: 30, open: 20 } }),
      funnel("to_end", { stage: null, goal: "g", to: "h" }),
    ]);
    const band = band_of(first, { map: a_map, now: index });
    expect(band.stages.map((stage) => stage.share)).toEqual([1, 0.5]);
    expect(band).toMatchObject({ end: 0.25, target: 0.2, is_thin: false });
    expect(band.stages[0]).toMatchObject({ inside: 0.1, left: 0.4, count: 200 });
  });
  it("tells of a goal that nothing follows how many reached its last stage", () => {
    const to_end = a_figure({ measure: "goal_funnel", part: "to_end", stage: null, goal: "h", to: "c" });
    expect(figures_of(new FigureIndex([to_end]), { goal: "h" }).conversion).toBe(to_end);
  });
  it("draws nothing of a goal that nobody entered", () => {
    const band = band_of(first, { map: a_map, now: new FigureIndex([]) });
    expect(band.stages.map((stage) => stage.share)).toEqual([null, null]);
    expect(band.is_thin).toBe(true);
  });
  it("never adds money of two currencies", () => {
    const pipeline = (stage: string, currency: string, value: number, n: number) =>
      a_figure({ measure: "pipeline", part: null, to: null, stage, currency, value, n, unit: "money" });
    const index = new FigureIndex([
      pipeline("a", "EUR", 10, 2),
      pipeline("b", "EUR", 5, 1),
      pipeline("a", "SEK", 100, 1),
      pipeline("c", "EUR", 7, 1),
    ]);
    expect(open_money(index, first.stages).map(({ currency, value, n }) => [currency, value, n])).toEqual([
      ["EUR", 15, 3],
      ["SEK", 100, 1],
    ]);
  });
  it("takes targets from the map", () => {
    expect(target_of(a_map, "g", "conversion")).toBe(0.2);
    expect(target_of(a_map, "h", "conversion")).toBeNull();
  });
  it("takes winning for no loss", () => {
    const left = (to: string, value: number) => a_figure({ measure: "left", part: "to", to, value });
    const kind = (to: string) => a_map.outcome_of(to)?.kind ?? "";
    expect(losing_exit([left("won", 9), left("lost", 2), left("b", 20)], { stage: "a" }, kind)?.to).toBe(
      "lost",
    );
    expect(losing_exit([left("won", 9)], { stage: "a" }, kind)).toBeUndefined();
  });
});

describe("a report", () => {
  const change = {
    measure: "conversion",
    part: "reached",
    stage: "a",
    goal: "",
    to: "b",
    slice: "",
    currency: "",
  };
  const of = (changes: object[]) =>
    ({
      changes,
      trend: {
        weeks: [{ week: "2026-W01", monday: "2025-12-29", is_full: false }],
        series: [{ measure: "entered", stage: "a", goal: "", unit: "visits", currency: "", values: [12] }],
      },
    }) as unknown as Report;

  it("tells the change of the very figure", () => {
    const report = of([
      { ...change, to: "won" },
      { ...change, difference: -0.05 },
    ]);
    expect(change_of(report, a_figure())?.difference).toBe(-0.05);
    expect(change_of(report, a_figure({ stage: "c" }))).toBeUndefined();
    expect(change_of(undefined, a_figure())).toBeUndefined();
  });
  it("lists what differs, once", () => {
    const report = of([
      { ...change, differs: true },
      { ...change, part: "first/median", differs: true },
      { ...change, stage: "b", differs: false },
    ]);
    expect(main_changes(report, null)).toHaveLength(1);
    expect(main_changes(report, "team=1")).toHaveLength(0);
  });
  it("has weeks of a stage, and none of what it does not tell", () => {
    expect(weeks_of(of([]), "entered", { stage: "a" })).toEqual([
      { id: "2026-W01", monday: "2025-12-29", is_full: false, value: 12 },
    ]);
    expect(weeks_of(of([]), "left", { stage: "a" })).toEqual([]);
  });
  it("keeps the server's order of gains", () => {
    const limit = { ranking: ["b", "a", "gone"], stages: [{ stage: "a" }, { stage: "b" }] } as Limit;
    expect(gains_of(limit).map((stage) => stage.stage)).toEqual(["b", "a"]);
  });
});

describe("what is taken along", () => {
  it("is safe in a spreadsheet and in full precision", () => {
    expect(csv_field("=1+1")).toBe("'=1+1");
    expect(csv_field(-0.1234567)).toBe("-0.1234567");
    expect(csv_field('a "b", c')).toBe('"a ""b"", c"');
    expect(csv_field(null)).toBe("");
    expect(to_csv([a_figure({ value: 0.123456789 })]).split("\r\n")[1]).toContain("0.123456789");
  });
});

describe("a deal behind a figure", () => {
  const deal = {
    name: "Orto Mills",
    created_at: "2026-01-01T00:00:00Z",
    stage: "b",
    visits: [
      { stage: "a", entered: "2026-01-01T00:00:00Z", left: "2026-01-11T00:00:00Z", entry: "begin" },
      { stage: "b", entered: "2026-01-11T00:00:00Z", left: null, entry: "forward" },
    ],
    closing: null,
    attributes: { amount: "20200.00", currency: "EUR" },
  } as unknown as Parameters<typeof row_of>[0];
  const as_of = "2026-01-31T00:00:00Z";

  it("tells the days of its stay in the figure's place", () => {
    expect(row_of(deal, { stage: "a", goal: null, as_of }, a_map)).toMatchObject({
      days: 10,
      at: "Second",
      amount_minor: 2_020_000,
    });
    expect(row_of(deal, { stage: null, goal: "g", as_of }, a_map).days).toBe(30);
    expect(row_of(deal, { stage: "c", goal: null, as_of }, a_map).days).toBeNull();
  });
  it("tells the days of the whole deal where the figure is of no place, and where it ended", () => {
    const closed = {
      ...deal,
      closing: { outcome: "lost", reason: "price", at: "2026-01-21T00:00:00Z" },
    } as typeof deal;
    expect(row_of(closed, { stage: null, goal: null, as_of }, a_map)).toMatchObject({
      days: 20,
      at: "Lost",
      reason: "price",
    });
  });
});
