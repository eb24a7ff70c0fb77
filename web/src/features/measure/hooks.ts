import { keepPreviousData } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "../../api/client.ts";
import { useFormat } from "../../app/format.ts";
import { show, type Words } from "./figure_text.ts";
import { type Figure, FigureIndex, type Place, slices_of } from "./figures.ts";
import type { Period, PeriodWords } from "./periods.ts";
import { type MeasureSearch, type Query, query_of, slice_of } from "./question.ts";
import { texts } from "./texts.ts";

const fresh_ms = 60_000;

type Intervals = "full" | "fast" | "none";

function useFigures(process: number | undefined, query: Query, intervals: Intervals, is_wanted: boolean) {
  const answer = $api.useQuery(
    "get",
    "/api/processes/{process}/measures",
    { params: { path: { process: process ?? 0 }, query: { ...query, intervals } } },
    {
      enabled: process !== undefined && is_wanted,
      staleTime: fresh_ms,
      gcTime: 300_000,
      // What was shown stays, marked as old, until the new figures are there.
      placeholderData: keepPreviousData,
    },
  );
  return { ...answer, figures: answer.data?.figures };
}

/// The figures of one period: first those that need no resampling, then the same with every interval. Values are alike,
/// so nothing that is shown moves but the intervals that come.
export function useMeasured(process: number | undefined, search: MeasureSearch, period: Period | undefined) {
  const query = query_of(search, period ?? { id: "", from: null, to: null });
  const fast = useFigures(process, query, "fast", period !== undefined);
  const full = useFigures(
    process,
    query,
    "full",
    period !== undefined && fast.isSuccess && !fast.isPlaceholderData,
  );
  const is_full = full.figures !== undefined && !full.isPlaceholderData;
  const figures = period === undefined ? undefined : is_full ? full.figures : fast.figures;
  const slice = slice_of(search);
  const index = useMemo(() => (figures ? new FigureIndex(figures, slice) : undefined), [figures, slice]);
  /// The limit is told of all deals that the condition keeps, never of a slice.
  const whole = useMemo(() => (figures ? new FigureIndex(figures) : undefined), [figures]);
  return {
    query: fast,
    figures,
    index,
    whole,
    is_stale: fast.isPlaceholderData,
    is_refining: fast.data !== undefined && !is_full && !full.error,
    refining_failed: full.error,
    refresh: () => Promise.all([fast.refetch(), full.refetch()]),
  };
}

/// The same figures by the values of one attribute.
export function useSegments(
  process: number | undefined,
  search: MeasureSearch,
  period: Period,
  by: string | undefined,
) {
  const query = {
    ...query_of(search, period),
    measure: ["win_rate", "booked_amount", "average_size", "sales_cycle", "sales_velocity"],
    ...(by ? { by: [by] } : {}),
  };
  return useFigures(process, query, "fast", by !== undefined);
}

/// What stands beside the figures: the limit in words, weeks, cohorts, and what differs from the compared period. The
/// limit is named only by the second answer, with its resamples.
export function useReport(
  process: number,
  search: MeasureSearch,
  periods: { now: Period; before?: Period | undefined },
  is_wanted: boolean,
) {
  const { from: against_from, to: against_to } = periods.before ?? {};
  const query = {
    ...query_of(search, periods.now),
    ...(against_from && against_to ? { against_from, against_to } : {}),
  };
  const ask = (intervals: Intervals) =>
    [
      "get",
      "/api/processes/{process}/measures/report",
      { params: { path: { process }, query: { ...query, intervals } } },
    ] as const;
  const options = { staleTime: fresh_ms, gcTime: 300_000, placeholderData: keepPreviousData };
  const fast = $api.useQuery(...ask("fast"), { ...options, enabled: is_wanted });
  const full = $api.useQuery(...ask("full"), {
    ...options,
    enabled: fast.isSuccess && !fast.isPlaceholderData,
  });
  const is_full = full.data !== undefined && !full.isPlaceholderData;
  return {
    report: is_full ? full.data : fast.data,
    is_full,
    error: full.error ?? fast.error,
    refresh: () => Promise.all([fast.refetch(), full.refetch()]),
  };
}

/// Names of the campaigns that deals came from: the map does not list them.
export function useCampaigns(process: number, is_wanted: boolean) {
  const answer = $api.useQuery(
    "get",
    "/api/processes/{process}/measures",
    { params: { path: { process }, query: { measure: ["win_rate"], by: ["campaign"], intervals: "none" } } },
    { enabled: is_wanted, staleTime: 600_000, retry: false },
  );
  return useMemo(
    () =>
      slices_of(answer.data?.figures ?? [])
        .filter((slice) => !slice.endsWith("=(not stated)"))
        .map((slice) => slice.slice("campaign=".length)),
    [answer.data],
  );
}

export function useDealsBehind(
  process: number,
  search: MeasureSearch,
  period: Period,
  figure: Pick<Figure, "measure" | "part" | "stage" | "goal" | "to" | "currency"> | undefined,
) {
  const slice = slice_of(search);
  return $api.useQuery(
    "get",
    "/api/processes/{process}/measures/deals",
    {
      params: {
        path: { process },
        query: {
          ...query_of(search, period),
          measure: figure?.measure ?? "",
          ...(figure?.part ? { part: figure.part } : {}),
          ...(figure?.stage ? { stage: figure.stage } : {}),
          ...(figure?.goal ? { goal: figure.goal } : {}),
          ...(figure?.to ? { target: figure.to } : {}),
          ...(slice ? { slice } : {}),
          ...(figure?.currency ? { currency: figure.currency } : {}),
        },
      },
    },
    { enabled: figure !== undefined, staleTime: fresh_ms },
  );
}

/// The cohorts of a stage or a goal: of the deals that first entered it in a month, what share went on.
export function usePlaceCohorts(process: number, search: MeasureSearch, period: Period, place: Place) {
  return $api.useQuery(
    "get",
    "/api/processes/{process}/measures/cohorts",
    {
      params: {
        path: { process },
        query: {
          ...query_of(search, period),
          ...(place.goal ? { goal: place.goal } : { stage: place.stage ?? "" }),
        },
      },
    },
    { staleTime: fresh_ms },
  );
}

export function useWords(): Words & PeriodWords {
  const { t } = useTranslation(texts);
  return useMemo(
    () => ({
      hours: t("unit_hours"),
      days: t("unit_days"),
      per_week: t("unit_per_week"),
      per_month: t("unit_per_month"),
      per_day: t("unit_per_day"),
      at_least: t("at_least"),
      more_than: t("more_than"),
      whole: t("whole"),
      last_days: (days: number) => t("last_days", { count: days }),
    }),
    [t],
  );
}

/// Writes figures in the reader's language.
export function useShow() {
  const format = useFormat();
  const words = useWords();
  return useMemo(() => (figure: Figure) => show(figure, format, words), [format, words]);
}
