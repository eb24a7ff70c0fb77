import type { Schemas } from "../../api/client.ts";
import type { Figure, Place } from "./figures.ts";

export type Report = Schemas["MeasureReport"];
export type Change = Schemas["ChangeView"];
export type Limit = Schemas["LimitView"];

/// How a figure differs from the compared period, as the server tells it. It writes nothing where a figure says null.
export function change_of(report: Report | undefined, figure: Figure) {
  return report?.changes.find(
    (change) =>
      change.measure === figure.measure &&
      change.part === (figure.part ?? "") &&
      change.stage === (figure.stage ?? "") &&
      change.goal === (figure.goal ?? "") &&
      change.to === (figure.to ?? "") &&
      change.slice === (figure.slice ?? "") &&
      change.currency === (figure.currency ?? ""),
  );
}

/// What differs beyond chance, without the same told in other ways ('first/median').
export function main_changes(report: Report | undefined, slice: string | null) {
  return (report?.changes ?? []).filter(
    (change) => change.differs && !change.part.includes("/") && change.slice === (slice ?? ""),
  );
}

/// A difference as a figure, so that it is written like one; of shares in points.
export function difference_of(figure: Figure, change: Change): Figure {
  const { difference, low, high } = change;
  return { ...figure, value: difference, low, high, value_is_bound: false, high_is_open: false };
}

export interface Week {
  id: string;
  monday: string;
  is_full: boolean;
  value: number;
}

/// One quantity week by week; empty where the report does not tell it.
export function weeks_of(report: Report | undefined, measure: string, place: Place = {}): Week[] {
  const { stage = "", goal = "" } = place;
  const series = report?.trend.series.find(
    (one) => one.measure === measure && one.stage === stage && one.goal === goal,
  );
  if (!report || !series) return [];
  return report.trend.weeks.map(({ week, monday, is_full }, i) => ({
    id: week,
    monday,
    is_full,
    value: series.values[i] ?? 0,
  }));
}

export function box_at(report: Report | undefined, place: Place) {
  return place.goal
    ? report?.goal_boxes.find((box) => box.goal === place.goal)
    : report?.boxes.find((box) => box.stage === place.stage);
}

/// Stages in the server's order of what fewer losses would bring, each with its gains.
export function gains_of(limit: Limit) {
  return limit.ranking.flatMap((id) => limit.stages.find((stage) => stage.stage === id) ?? []);
}
