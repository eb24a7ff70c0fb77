import { describe, expect, it } from "vitest";
import { Format } from "../../app/format.ts";
import { show, text_of, type Words } from "./figure_text.ts";
import { counted_by, FigureIndex, key_of, read_key, slices_of } from "./figures.ts";
import { a_figure } from "./sample_figures.ts";

const words: Words = {
  hours: "h",
  days: "d",
  per_week: "a week",
  per_month: "a month",
  per_day: "a day",
  at_least: "at least",
  more_than: "more than",
};
const english = new Format("en-GB", "UTC");
const german = new Format("de-DE", "UTC");

function shown(of: Parameters<typeof a_figure>[0], format = english) {
  return text_of(show(a_figure(of), format, words));
}

describe("an index of figures", () => {
  const next = a_figure({ to: "b" });
  const won = a_figure({ to: "won", value: 0.1 });
  const sliced = a_figure({ slice: "team=1", value: 0.9 });
  const index = new FigureIndex([next, won, sliced]);

  it("finds a figure by all that names it, of one slice alone", () => {
    expect(index.find({ measure: "conversion", part: "reached", stage: "a", to: "won" })).toBe(won);
    expect(index.all).not.toContain(sliced);
    expect(new FigureIndex([next, sliced], "team=1").all).toEqual([sliced]);
  });
  it("finds the next place before won", () => {
    expect(index.first({ measure: "conversion", part: "reached", stage: "a" })).toBe(next);
  });
  it("opens a figure again from the key that the address keeps", () => {
    const key = key_of(won);
    expect(index.by(key)).toBe(won);
    expect(read_key(key)).toMatchObject({ measure: "conversion", stage: "a", goal: undefined, to: "won" });
  });
  it("tells its slices once each", () => {
    expect(slices_of([next, sliced, sliced])).toEqual(["team=1"]);
  });
  it("opens a count to as much as it counts, all else to what it rests on", () => {
    expect(counted_by(a_figure({ unit: "visits", value: 12, n: 100 }))).toBe(12);
    expect(counted_by(a_figure({ unit: "share", value: 0.5, n: 100 }))).toBe(100);
    expect(counted_by(a_figure({ measure: "sales_velocity", unit: "money_per_day", n: 9, n_open: 3 }))).toBe(
      12,
    );
    expect(counted_by(a_figure({ unit: "visits", value: null, n: 0 }))).toBe(0);
  });
});

describe("a figure as people read it", () => {
  it("carries as many digits as its n bears", () => {
    expect(shown({ value: 0.5862, n: 99 })).toBe("59 %");
    expect(shown({ value: 0.5862, n: 100 })).toBe("58.6 %");
    expect(shown({ value: 0.5862, n: 10_000 })).toBe("58.62 %");
  });
  it("never reads 0 or 100 per cent where it is neither", () => {
    expect(shown({ value: 0.001, n: 50 })).toBe("<1 %");
    expect(shown({ value: 0.999, n: 50 })).toBe(">99 %");
    expect(shown({ value: 0, n: 50 })).toBe("0 %");
    expect(shown({ value: 1, n: 50 })).toBe("100 %");
  });
  it("is a dash where it is undefined, never a zero", () => {
    const of = show(a_figure({ value: null, low: null, high: null, state: "undefined" }), english, words);
    expect(text_of(of)).toBe("–");
    expect(of.is_defined).toBe(false);
  });
  it("tells hours below two days, a decimal below ten", () => {
    expect(shown({ unit: "days", value: 1.5 })).toBe("36 h");
    expect(shown({ unit: "days", value: 9.94 })).toBe("9.9 d");
    expect(shown({ unit: "days", value: 33.4 })).toBe("33 d");
    expect(shown({ unit: "days", value: 33, value_is_bound: true })).toBe("at least 33 d");
  });
  it("writes money with its sign before, its size after", () => {
    const money = { unit: "money", currency: "EUR" } as const;
    expect(shown({ ...money, value: 2_400_000 })).toBe("€ 2.4 m");
    expect(shown({ ...money, value: 18_226 })).toBe("€ 18 k");
    expect(shown({ ...money, value: 3974.57 })).toBe("€ 3,975");
    expect(shown({ ...money, value: 1046.5, unit: "money_per_day" })).toBe("€ 1,047 a day");
  });
  it("says where the end of an interval was not seen", () => {
    const of = show(
      a_figure({ unit: "days", value: 116, low: 90, high: 122, high_is_open: true }),
      english,
      words,
    );
    expect([of.low, of.high]).toEqual(["90", "more than 122"]);
  });
  it("follows the reader's language", () => {
    expect(shown({ value: 0.281 }, german)).toBe("28,1 %");
    expect(shown({ unit: "money", currency: "EUR", value: 2_400_000 }, german)).toBe("€ 2,4 Mio.");
  });
  it("rounds half away from zero", () => {
    expect(shown({ unit: "ratio", value: -1.005 })).toBe("−1.01");
  });
});
