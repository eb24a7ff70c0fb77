import { describe, expect, it } from "vitest";
import {
  first_month_of,
  group_promises,
  next_visit,
  type PromiseLine,
  quarter_of,
  slip_dates,
  slip_span,
  week_of,
  x_of,
} from "./model.ts";

function line(due: string, more: Partial<PromiseLine> = {}): PromiseLine {
  return {
    deal: 1,
    deal_name: "Rail depots",
    number: 1,
    side: "us",
    planned: "",
    text: "Call",
    person: 1,
    account_name: "Ferrovie del Ticino SA",
    due,
    moves: 0,
    keeping: "open",
    days_late: 0,
    may_change: true,
    ...more,
  };
}

describe("promises by day", () => {
  const today = "2026-11-12";
  it("begin with the longest overdue and end with the last of the next days", () => {
    const lines = [
      line("2026-11-14"),
      line("2026-11-06", { keeping: "overdue" }),
      line("2026-11-12"),
      line("2026-11-05", { keeping: "overdue" }),
      line("2026-11-13"),
    ];
    const groups = group_promises(lines, today);
    expect(groups.overdue.map((one) => one.due)).toEqual(["2026-11-05", "2026-11-06"]);
    expect(groups.today.map((one) => one.due)).toEqual(["2026-11-12"]);
    expect(groups.next.map((one) => one.due)).toEqual(["2026-11-13", "2026-11-14"]);
  });
  it("are judged by the server: what is broken stands apart, what is kept nowhere", () => {
    const groups = group_promises(
      [line("2026-10-05", { keeping: "broken" }), line("2026-11-05", { keeping: "late" })],
      today,
    );
    expect(groups.broken).toHaveLength(1);
    expect(groups.overdue).toHaveLength(0);
  });
});

describe("the day", () => {
  it("is in the ISO week of its Thursday", () => {
    expect(week_of("2026-11-12")).toBe(46);
    expect(week_of("2027-01-03")).toBe(53);
    expect(week_of("2027-01-04")).toBe(1);
    expect(week_of("2024-12-30")).toBe(1);
  });
  it("counts from the first day of its quarter", () => {
    const quarter = quarter_of("2026-11-12");
    expect(quarter).toEqual({ number: 4, from: "2026-10-01", to: "2027-01-01", day: 43, days: 92 });
  });
  it("is in a quarter of the business year where that begins in another month", () => {
    expect(quarter_of("2026-11-12", 4)).toMatchObject({ number: 3, from: "2026-10-01", to: "2027-01-01" });
    expect(quarter_of("2026-01-31", 2)).toMatchObject({ number: 4, from: "2025-11-01", to: "2026-02-01" });
    expect(quarter_of("2026-02-01", 2)).toMatchObject({ number: 1, from: "2026-02-01", day: 1 });
  });
  it("takes the first month of the business year from the settings", () => {
    expect(first_month_of("stagecraft_settings: 1\nfiscal_year_starts: 4  # month\n")).toBe(4);
    expect(first_month_of("")).toBe(1);
  });
});

describe("dates of a slipping deal", () => {
  const move = (to: string | null) => ({
    from: null,
    to,
    at: "2026-10-01T08:00:00Z",
    person: null,
    reason: "",
  });
  it("are those that it moved to, but for taking the date away", () => {
    expect(slip_dates([move("2026-10-01"), move(null), move("2026-12-01")])).toEqual([
      "2026-10-01",
      "2026-12-01",
    ]);
  });
  it("share one line, on which today is too", () => {
    const span = slip_span(["2026-10-01", "2026-10-20"], "2026-11-12");
    expect(span).toEqual({ from: "2026-10-01", to: "2026-11-12" });
    expect(x_of("2026-10-01", span, 160)).toBe(5);
    expect(x_of("2026-11-12", span, 160)).toBe(155);
  });
});

describe("the last visit", () => {
  const kept = { since: "2026-11-11T08:00:00.000Z", seen_at: "2026-11-12T09:00:00.000Z" };
  it("goes on within half an hour", () => {
    expect(next_visit(kept, new Date("2026-11-12T09:20:00Z")).since).toBe(kept.since);
  });
  it("ends where one was last seen", () => {
    expect(next_visit(kept, new Date("2026-11-12T14:00:00Z")).since).toBe(kept.seen_at);
  });
  it("of who was never here is yesterday", () => {
    expect(next_visit(undefined, new Date("2026-11-12T14:00:00Z")).since).toBe("2026-11-11T14:00:00.000Z");
  });
});
