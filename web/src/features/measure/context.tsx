import { createContext, type ReactNode, useContext } from "react";
import type { MapIndex } from "../../app/process.tsx";
import type { Figure, FigureIndex } from "./figures.ts";
import type { Period } from "./periods.ts";
import type { MeasureSearch } from "./question.ts";
import type { Report } from "./report.ts";

/// What every part of the page is about.
export interface Measured {
  process: number;
  map: MapIndex;
  search: MeasureSearch;
  /// Changes the address; what is undefined is dropped from it.
  set: (change: Partial<Record<keyof MeasureSearch, MeasureSearch[keyof MeasureSearch]>>) => void;
  now: FigureIndex;
  /// All deals that the condition keeps, where `now` is one slice.
  whole: FigureIndex;
  before: FigureIndex | undefined;
  period: Period;
  period_before: Period | undefined;
  names: { now: string; before: string; short_now: string; short_before: string };
  is_refining: boolean;
  /// Undefined until it is there.
  report: Report | undefined;
  /// The stage that the server names, and those that it cannot exclude.
  limit: string | undefined;
  possible: readonly string[];
}

const Context = createContext<Measured | undefined>(undefined);

export function MeasuredProvider({ value, children }: { value: Measured | undefined; children: ReactNode }) {
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

/// REQUIRES to be inside a measured page.
export function useMeasuredPage(): Measured {
  const value = useContext(Context);
  if (!value) throw new Error("There are no figures here.");
  return value;
}

/// The same figure of the compared period; a stock is of the instant alone and has none.
export function before_of(measured: Measured, figure: Figure) {
  if (figure.period === null) return undefined;
  return measured.before?.find({
    measure: figure.measure,
    part: figure.part ?? undefined,
    stage: figure.stage ?? undefined,
    goal: figure.goal ?? undefined,
    to: figure.to ?? undefined,
  });
}
