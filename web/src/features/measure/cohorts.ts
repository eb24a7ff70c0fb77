import type { Figure, FigureIndex } from "./figures.ts";

export interface Week {
  /// '2026-W05'.
  id: string;
  orders?: Figure | undefined;
  revenue?: Figure | undefined;
  is_unfinished: boolean;
}

const day_ms = 86_400_000;

/// The day after an ISO week's Sunday, in UTC; undefined for what is no week.
export function week_end(id: string) {
  const found = /^(\d{4})-W(\d\d)$/.exec(id);
  if (!found) return undefined;
  // The week with 4 January is the first.
  const fourth = Date.UTC(Number(found[1]), 0, 4);
  const monday = fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * day_ms;
  return monday + Number(found[2]) * 7 * day_ms;
}

/// A week that the figures' instant, or the period's end, falls into is not over: it is drawn hollow.
export function is_unfinished(week: string, as_of: string, period: Figure["period"]) {
  const end = week_end(week);
  if (end === undefined) return false;
  const begins = end - 7 * day_ms;
  const cut = period !== null && Date.parse(period.to) < end;
  const late = period !== null && Date.parse(period.from) > begins;
  return Date.parse(as_of) < end || cut || late;
}

export function weeks_of(index: FigureIndex): Week[] {
  const weeks = new Map<string, Week>();
  for (const measure of ["orders", "revenue"] as const)
    for (const figure of index.of(measure)) {
      if (!figure.part) continue;
      const week = weeks.get(figure.part) ?? {
        id: figure.part,
        is_unfinished: is_unfinished(figure.part, figure.as_of, figure.period),
      };
      week[measure] ??= figure;
      weeks.set(figure.part, week);
    }
  return [...weeks.values()].sort((a, b) => a.id.localeCompare(b.id));
}

export interface CohortRow {
  id: string;
  n: number;
  /// By age in lengths.
  cells: Map<number, Figure>;
}

/// The cohort table: parts are '2026-01 month 3'.
export function cohorts_of(index: FigureIndex): { rows: CohortRow[]; columns: number[] } {
  const rows = new Map<string, CohortRow>();
  let last = 0;
  for (const figure of index.of("cohort")) {
    const found = /^(\S+) \w+ (\d+)$/.exec(figure.part ?? "");
    if (!found?.[1]) continue;
    const row = rows.get(found[1]) ?? { id: found[1], n: figure.n, cells: new Map<number, Figure>() };
    row.cells.set(Number(found[2]), figure);
    rows.set(found[1], row);
    last = Math.max(last, Number(found[2]));
  }
  const sorted = [...rows.values()].sort((a, b) => a.id.localeCompare(b.id));
  return { rows: sorted, columns: Array.from({ length: last }, (_, i) => i + 1) };
}
