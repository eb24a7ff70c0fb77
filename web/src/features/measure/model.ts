import type { MapIndex, PlacedGoal, PlacedStage } from "../../app/process.tsx";
import type { BandGoal, BandStage } from "../../charts/band.ts";
import type { BoxFigures } from "../../charts/marks.ts";
import type { Figure, FigureIndex, Place } from "./figures.ts";

/// The figures that a place of the map shows; what is not there has not been measured.
export interface PlaceFigures {
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
    conversion: index.first({ measure: "conversion", part: "reached", ...place }),
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

/// Shares of the goal's beginning, stage by stage: what is told of each stage, multiplied along the goal.
function chain(index: FigureIndex, stages: readonly PlacedStage[]) {
  let share: number | null = null;
  return stages.map((stage, i) => {
    const figures = figures_of(index, { stage: stage.id });
    const entered = figures.entered?.value ?? 0;
    if (i === 0) share = entered > 0 ? 1 : null;
    const here: number | null = share;
    const steps = here === null ? null : steps_of(figures.conversion);
    share = here === null || !steps ? null : here * steps.on;
    return { stage, here, steps, next: share, entered: figures.entered?.value ?? null };
  });
}

export interface BandInput {
  map: MapIndex;
  now: FigureIndex;
  before?: FigureIndex | undefined;
  limit?: string | undefined;
}

export function band_of({ goal, stages }: ShownGoal, { map, now, before, limit }: BandInput): BandGoal {
  const links = chain(now, stages);
  const old = before ? chain(before, stages) : [];
  const band = links.map(({ stage, here, steps, entered }, i): BandStage => {
    return {
      id: stage.id,
      label: stage.number,
      count: entered,
      share: here,
      inside: here !== null && steps ? here * steps.inside : 0,
      left: here !== null && steps ? here * steps.left : 0,
      before: old[i]?.here ?? null,
      is_limit: stage.id === limit,
    };
  });
  return {
    stages: band,
    end: links.at(-1)?.next ?? null,
    end_before: old.at(-1)?.next ?? null,
    target: target_of(map, goal.id, "conversion"),
    is_thin: figures_of(now, { stage: stages[0]?.id }).conversion?.state !== "ok",
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
