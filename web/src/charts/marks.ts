import { clamp, nice_ceiling, place, px } from "./geometry.ts";

interface IntervalShape {
  from: number;
  to: number;
  dot: number | null;
  before: number | null;
  target: number | null;
}

export interface IntervalFigures {
  value: number | null;
  low: number | null;
  high: number | null;
  before?: number | null | undefined;
  target?: number | null | undefined;
}

/// An interval with its point on a line of `width` pixels, with room for the dot at both ends.
export function draw_interval(
  of: IntervalFigures,
  domain: readonly [number, number],
  width: number,
): IntervalShape {
  const at = (value: number) => place(value, domain, [4, width - 4]);
  const maybe = (value: number | null | undefined) =>
    value === null || value === undefined ? null : at(value);
  const from = of.low ?? of.value;
  const to = of.high ?? of.value;
  return {
    from: from === null ? 4 : at(from),
    to: to === null ? 4 : at(to),
    dot: maybe(of.value),
    before: maybe(of.before),
    target: maybe(of.target),
  };
}

export interface BoxFigures {
  p10?: number | null | undefined;
  low: number | null;
  median: number | null;
  high: number | null;
  p90: number | null;
  expected?: number | null | undefined;
}

interface BoxShape {
  whisker: readonly [number, number] | null;
  box: readonly [number, number] | null;
  median: number | null;
  expected: number | null;
  /// The curve ends before this quantile: the box or whisker is open to the right.
  is_open: boolean;
}

/// The longest time that a chart of boxes has to hold, rounded up.
export function box_domain(boxes: readonly BoxFigures[]): readonly [number, number] {
  const all = boxes.flatMap((box) => [box.p90, box.high, box.median, box.expected]);
  const known = all.filter((value): value is number => typeof value === "number" && Number.isFinite(value));
  return [0, nice_ceiling(Math.max(0, ...known))];
}

export function draw_box(box: BoxFigures, domain: readonly [number, number], width: number): BoxShape {
  const at = (value: number | null | undefined) =>
    value === null || value === undefined ? null : place(value, domain, [4, width - 4]);
  const low = at(box.low);
  const median = at(box.median);
  const high = at(box.high);
  const p90 = at(box.p90);
  const edge = width - 4;
  const start = low ?? median;
  const is_open = start !== null && (high === null || p90 === null);
  return {
    whisker: start === null ? null : [at(box.p10) ?? start, p90 ?? edge],
    box: start === null ? null : [start, high ?? edge],
    median,
    expected: at(box.expected),
    is_open,
  };
}

export interface Flow {
  moved: number;
  inside: number;
  left: number;
}

/// Widths of moved on, inside and left on one scale: `most` deals are `width` pixels.
export function draw_flow(flow: Flow, most: number, width: number) {
  const scale = most > 0 ? width / most : 0;
  const moved = px(flow.moved * scale);
  const inside = px(flow.inside * scale);
  const left = px(flow.left * scale);
  return { moved, inside, left, inside_x: moved, left_x: px(moved + inside), end: px(moved + inside + left) };
}

interface Bar {
  x: number;
  width: number;
  up: { y: number; height: number };
  down: { y: number; height: number };
}

/// Bars from a common base: `up` above it, `down` below, both on one scale that begins at zero.
export function draw_bars(
  rows: readonly { up: number; down?: number }[],
  size: { width: number; height: number },
): { bars: Bar[]; base: number; most: number } {
  const most_up = Math.max(0, ...rows.map((row) => row.up));
  const most_down = Math.max(0, ...rows.map((row) => row.down ?? 0));
  const whole = most_up + most_down || 1;
  const scale = size.height / whole;
  const base = px(most_up * scale);
  const step = rows.length ? size.width / rows.length : 0;
  const gap = clamp(step * 0.25, 1, 8);
  const bars = rows.map((row, i) => ({
    x: px(i * step + gap / 2),
    width: px(Math.max(1, step - gap)),
    up: { y: px(base - row.up * scale), height: px(row.up * scale) },
    down: { y: base, height: px((row.down ?? 0) * scale) },
  }));
  return { bars, base, most: Math.max(most_up, most_down) };
}

/// Five shades from less to more; the figure is always printed on them.
export function shade_of(value: number, most: number) {
  if (!(value > 0) || !(most > 0)) return 0;
  return clamp(Math.ceil((value / most) * 4), 1, 4);
}
