import { describe, expect, it } from "vitest";
import { type BandGoal, draw_band, height_at } from "./band.ts";
import { nice_ceiling, place } from "./geometry.ts";
import { box_domain, draw_bars, draw_box, draw_flow, draw_interval, shade_of } from "./marks.ts";

const size = { width: 300, top: 18, bottom: 114 };

function goal(shares: (number | null)[], end: number | null, more: Partial<BandGoal> = {}): BandGoal {
  return {
    stages: shares.map((share, i) => ({
      id: `s${i}`,
      label: `s${i}`,
      count: 10 - i,
      share,
      inside: 0,
      left: 0,
      before: null,
      is_limit: false,
    })),
    end,
    end_before: null,
    target: null,
    ...more,
  };
}

describe("the band", () => {
  it("starts each goal at the top and falls to the share that goes on", () => {
    const drawn = draw_band(goal([1, 0.5, 0.25], 0.25), size);
    expect(drawn.area).toBe("M0 18 H91 L100 66 H191 L200 90 H291 L300 90 V114 H0 Z");
    expect(drawn.slabs.map((slab) => slab.y)).toEqual([18, 66, 90]);
  });
  it("draws what is inside apart, at the top of its own stage", () => {
    const of = goal([1, 0.5], 0.5);
    of.stages[0] = { ...of.stages[0], inside: 0.25 } as (typeof of.stages)[0];
    expect(draw_band(of, size).slabs[0]?.inside_height).toBe(24);
  });
  it("hatches at the limit only those that left, not those inside", () => {
    const of = goal([1, 0.5], 0.5);
    of.stages[0] = { ...of.stages[0], inside: 0.25, is_limit: true } as (typeof of.stages)[0];
    expect(draw_band(of, size).slabs[0]?.hatch).toEqual({ x: 141, y: 42, width: 150, height: 24 });
  });
  it("draws nothing beyond a stage whose share is not known", () => {
    const drawn = draw_band(goal([1, null, 0.2], 0.2), size);
    expect(drawn.slabs).toHaveLength(1);
    expect(drawn.area).toBe("M0 18 H91 L100 18 V114 H0 Z");
  });
  it("draws nothing of a goal that nobody entered", () => {
    expect(draw_band(goal([null, null], null), size)).toMatchObject({ area: "", before: "", slabs: [] });
  });
  it("keeps shares within the picture", () => {
    expect(height_at(1.2, size)).toBe(18);
    expect(height_at(-1, size)).toBe(114);
  });
});

describe("marks", () => {
  it("keep an interval's ends within the line", () => {
    expect(draw_interval({ value: 0.5, low: 0, high: 1 }, [0, 1], 72)).toEqual({
      from: 4,
      to: 68,
      dot: 36,
      before: null,
      target: null,
    });
  });
  it("show a point alone where there is no interval", () => {
    const drawn = draw_interval({ value: 0.5, low: null, high: null }, [0, 1], 72);
    expect([drawn.from, drawn.to, drawn.dot]).toEqual([36, 36, 36]);
  });
  it("leave a box open whose end was not seen", () => {
    const drawn = draw_box({ low: 10, median: 20, high: null, p90: null }, [0, 100], 108);
    expect(drawn).toMatchObject({ box: [14, 104], whisker: [14, 104], median: 24, is_open: true });
  });
  it("draw no box of nothing", () => {
    expect(draw_box({ low: null, median: null, high: null, p90: null }, [0, 1], 100)).toMatchObject({
      box: null,
      whisker: null,
      is_open: false,
    });
  });
  it("share one domain that holds the longest time", () => {
    expect(box_domain([{ low: 1, median: 2, high: 3, p90: 83, expected: 90 }])).toEqual([0, 100]);
    expect(box_domain([])).toEqual([0, 1]);
  });
  it("put moved, inside and left side by side on one scale", () => {
    expect(draw_flow({ moved: 58, inside: 9, left: 41 }, 108, 216)).toEqual({
      moved: 116,
      inside: 18,
      left: 82,
      inside_x: 116,
      left_x: 134,
      end: 216,
    });
    expect(draw_flow({ moved: 0, inside: 0, left: 0 }, 0, 216).end).toBe(0);
  });
  it("stand bars on zero, up and down on one scale", () => {
    const { bars, base } = draw_bars([{ up: 3, down: 1 }, { up: 0 }], { width: 80, height: 40 });
    expect(base).toBe(30);
    expect(bars[0]).toMatchObject({ up: { y: 0, height: 30 }, down: { y: 30, height: 10 } });
    expect(bars[1]).toMatchObject({ up: { y: 30, height: 0 } });
  });
  it("shade nothing at zero and the most at the most", () => {
    expect([0, 0.01, 0.5, 1].map((value) => shade_of(value, 1))).toEqual([0, 1, 2, 4]);
    expect(shade_of(1, 0)).toBe(0);
  });
});

describe("geometry", () => {
  it("rounds up to a number that reads well", () => {
    expect([0, 0.3, 7, 21, 83, 100].map(nice_ceiling)).toEqual([1, 0.5, 10, 25, 100, 100]);
  });
  it("keeps what lies outside at the border", () => {
    expect(place(5, [0, 1], [10, 20])).toBe(20);
    expect(place(5, [5, 5], [10, 20])).toBe(10);
  });
});
