import type { MapIndex, PlacedGoal, PlacedStage } from "../../app/process.tsx";
import type { BandGoal, BandStage } from "../../charts/band.ts";
import type { BoxFigures } from "../../charts/marks.ts";
import type { Figure, FigureIndex, Place } from "./figures.ts";

/// The figures that a place of the map shows; what is not there has not been measured.
interface PlaceFigures {
  entered?: Figure | undefined;
  conversion?: Figure | undefined;
  to_won?: Figure | undefined;
  median?: Figure | undefined;
  p90?: Figure | undefined;
  quarter?: Figure | undefined;
  three_quarters?: Figure | undefined;
  late?: Figure | undefined;
  inside?: Figure | undefined;
  left?: Figure | undefined;
}

export function figures_of(index: FigureIndex, place: Place): PlaceFigures {
  const time = (part: string) => index.find({ measure: "time_in_stage", part, ...place });
  return {
    entered: index.find({ measure: "entered", part: "first", ...place }),
    // Of a goal of the after-sale that nothing follows, the way to its last stage.
    conversion:
      index.first({ measure: "conversion", part: "reached", ...place }) ??
      (place.goal ? index.first({ measure: "goal_funnel", part: "to_end", goal: place.goal }) : undefined),
    to_won: index.find({ measure: "conversion", part: "reached", to: "won", ...place }),
    median: time("median"),
    p90: time("p90"),
    quarter: time("spread_low"),
    three_quarters: time("spread_high"),
    late: time("late_share"),
    inside: index.find({ measure: "in_stage", ...place }),
    left: index.find({ measure: "left", ...place }),
  };
}

export function customer_stages(goal: PlacedGoal) {
  return goal.stages.filter((stage) => !stage.is_internal);
}

export interface ShownGoal {
  goal: PlacedGoal;
  stages: PlacedStage[];
}

/// Goals that have stages of the customer's, in map order.
export function shown_goals(map: MapIndex): ShownGoal[] {
  return map.goals
    .map((goal) => ({ goal, stages: customer_stages(goal) }))
    .filter(({ stages }) => stages.length > 0);
}

/// The money open in the goal's stages, currency by currency; sums are never taken across currencies.
export function open_money(index: FigureIndex, stages: readonly PlacedStage[]) {
  const ids = new Set(stages.map((stage) => stage.id));
  const sums = new Map<string, { value: number; n: number; figures: Figure[] }>();
  for (const figure of index.of("pipeline")) {
    if (figure.stage === null || !ids.has(figure.stage) || figure.value === null) continue;
    const currency = figure.currency ?? "";
    const sum = sums.get(currency) ?? { value: 0, n: 0, figures: [] };
    sum.value += figure.value;
    sum.n += figure.n;
    sum.figures.push(figure);
    sums.set(currency, sum);
  }
  return [...sums].map(([currency, sum]) => ({ currency, ...sum })).sort((a, b) => b.n - a.n);
}

/// Of those that entered a stage in the period: what share went on by now, is inside, has left. They make up 1.
export function steps_of(
  conversion: Figure | undefined,
): { on: number; inside: number; left: number } | null {
  const { hits = 0, failures = 0, open = 0 } = conversion?.extras ?? {};
  const all = hits + failures + open;
  return all > 0 ? { on: hits / all, inside: open / all, left: failures / all } : null;
}

/// The funnel of a goal: of the deals that first entered it in the period, those that reached each stage, and what
/// became of them. A map without goals has the funnel of the deals that began.
function funnel_of(index: FigureIndex, { goal, stages }: ShownGoal) {
  const measure = goal.id ? "goal_funnel" : "funnel";
  const bars = stages.map((stage) => {
    const reached = index.find({ measure, part: "reached", stage: stage.id });
    const to_next = index.first({ measure, part: "to_next", stage: stage.id });
    return { stage, count: reached?.value ?? null, reached, to_next };
  });
  const entered = goal.id
    ? index.find({ measure, part: "entered", goal: goal.id })?.value
    : (bars[0]?.count ?? null);
  const to_end = index.first({ measure, part: "to_end", goal: goal.id });
  return { entered: entered ?? null, bars, to_end };
}

/// The same as shares of the deals that entered the goal.
function shares_of(index: FigureIndex, shown: ShownGoal) {
  const { entered, bars, to_end } = funnel_of(index, shown);
  const share = (count: number | null | undefined) =>
    entered ? (count === null || count === undefined ? null : count / entered) : null;
  const steps = bars.map(({ stage, count, to_next }) => ({
    stage,
    count,
    share: share(count),
    inside: share(to_next?.extras.open) ?? 0,
    left: share(to_next?.extras.failures) ?? 0,
  }));
  return { steps, end: share(bars.at(-1)?.to_next?.extras.hits), judged: to_end ?? bars[0]?.to_next };
}

interface BandInput {
  map: MapIndex;
  now: FigureIndex;
  before?: FigureIndex | undefined;
  limit?: string | undefined;
}

export function band_of(shown: ShownGoal, { map, now, before, limit }: BandInput): BandGoal {
  const { steps, end, judged } = shares_of(now, shown);
  const old = before ? shares_of(before, shown) : undefined;
  const band = steps.map(
    ({ stage, ...shares }, i): BandStage => ({
      id: stage.id,
      label: stage.number,
      ...shares,
      before: old?.steps[i]?.share ?? null,
      is_limit: stage.id === limit,
    }),
  );
  return {
    stages: band,
    end,
    end_before: old?.end ?? null,
    target: target_of(map, shown.goal.id, "conversion"),
    is_thin: judged?.state !== "ok",
  };
}

/// What the map aims at for a measure at a goal; null: nothing is stated.
export function target_of(map: MapIndex, goal: string, measure: string) {
  const stated = map.map.goals?.find((one) => one.id === goal)?.measures;
  return stated?.find((one) => one.measure === measure)?.target ?? null;
}

export function box_of(
  figures: PlaceFigures,
  expected: number | undefined,
  p10: number | null | undefined,
): BoxFigures {
  return {
    p10,
    low: figures.quarter?.value ?? null,
    median: figures.median?.value ?? null,
    high: figures.three_quarters?.value ?? null,
    p90: figures.p90?.value ?? null,
    expected,
  };
}
