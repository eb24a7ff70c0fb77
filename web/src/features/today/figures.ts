/// Of the figures that the server measures, those of one's own quarter.
export interface MeasuredFigure {
  measure: string;
  part: string | null;
  stage: string | null;
  slice: string | null;
  currency: string | null;
  value: number | null;
  low: number | null;
  high: number | null;
  n: number;
  state: string;
  reason: string | null;
}

export interface OwnFigures {
  win_rate?: MeasuredFigure | undefined;
  booked: MeasuredFigure[];
  /// Revenue of each week of the period, in the first currency that was booked.
  weeks: { week: string; value: number }[];
}

function is_figure(one: unknown): one is MeasuredFigure {
  return typeof one === "object" && one !== null && "measure" in one && "part" in one;
}

export function read_own_figures(answer: unknown): OwnFigures {
  const list = (answer as { figures?: unknown[] } | undefined)?.figures ?? [];
  const figures = list.filter(is_figure).filter((figure) => figure.slice === null && figure.stage === null);
  const booked = figures.filter((figure) => figure.measure === "booked_amount" && figure.part === null);
  const currency = booked[0]?.currency;
  return {
    win_rate: figures.find((figure) => figure.measure === "win_rate" && figure.part === null),
    booked,
    weeks: figures
      .filter(
        (figure) => figure.measure === "revenue" && figure.currency === currency && figure.part !== null,
      )
      .map((figure) => ({ week: figure.part ?? "", value: figure.value ?? 0 })),
  };
}

/// A share with its interval, as keeping and measures tell it.
export interface ShareFigure {
  value: number;
  low: number | null;
  high: number | null;
  n: number;
  is_thin: boolean;
}

/// Undefined where nothing is known yet.
export function share_of(figure: MeasuredFigure | undefined): ShareFigure | undefined {
  if (!figure || figure.value === null || figure.state === "undefined") return undefined;
  const { value, low, high, n } = figure;
  return { value, low, high, n, is_thin: figure.state === "too_thin" };
}
