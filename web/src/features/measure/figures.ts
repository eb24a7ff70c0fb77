/// What GET /api/processes/{process}/measures answers, exactly: every key is always there, and null means 'not of
/// one' (stage, goal, to, slice, currency) or 'has none' (value, low, high, reason, period). The same as
/// docs/schema/figures-1.schema.json; the OpenAPI document should name it as the answer, then this file goes.

export type Unit =
  | "deals"
  | "visits"
  | "share"
  | "days"
  | "working_days"
  | "money"
  | "money_per_day"
  | "per_week"
  | "per_month"
  | "ratio";

export type Method =
  | "none"
  | "wilson"
  | "wilson_effective"
  | "newcombe"
  | "greenwood"
  | "brookmeyer_crowley"
  | "garwood"
  | "bootstrap_deals"
  | "bootstrap_weeks";

export interface Figure {
  /// A page of docs/measures, or a measure of the map's own.
  measure: string;
  /// Which of the measure's figures: median, p90, returns, '2026-W05', '2026-01 month 3', 'first/median' …
  part: string | null;
  stage: string | null;
  goal: string | null;
  /// Stage, goal or outcome that it leads to.
  to: string | null;
  /// attribute=value; null: all deals.
  slice: string | null;
  unit: Unit;
  /// ISO 4217, of figures in money.
  currency: string | null;
  /// Shares 0 to 1, durations in days, money in **major** units. Null: undefined, never 0 in its place.
  value: number | null;
  low: number | null;
  high: number | null;
  /// The upper end was not reached: 'more than'.
  high_is_open: boolean;
  /// The value is 'at least'.
  value_is_bound: boolean;
  level: number;
  method: Method;
  /// Deals or visits that it rests on, and of these still open (censored).
  n: number;
  n_open: number;
  /// Reason -> how many were left out.
  excluded: Record<string, number>;
  state: "ok" | "too_thin" | "undefined";
  /// Why it is undefined or too thin, in words.
  reason: string | null;
  /// Half-open days; null: the whole history, or a stock.
  period: { from: string; to: string } | null;
  as_of: string;
  known_at: string;
  /// Map id and hash of its content.
  map_version: string;
  /// Name and revision: `win_rate@1`.
  definition: string;
  /// The deals behind, in words of the formula language.
  query: string;
  extras: Record<string, number>;
  remarks: string[];
}

export interface Place {
  stage?: string | undefined;
  goal?: string | undefined;
}

interface Wanted extends Place {
  measure: string;
  part?: string | undefined;
  to?: string | undefined;
}

/// Names one figure of an answer: what the address keeps of an opened figure.
export type FigureKey = string;

const separator = "~";

export function key_of(figure: Pick<Figure, "measure" | "part" | "stage" | "goal" | "to">): FigureKey {
  const { measure, part, stage, goal, to } = figure;
  return [measure, part, stage, goal, to].map((word) => word ?? "").join(separator);
}

export interface ReadKey extends Wanted {
  key: FigureKey;
}

export function read_key(key: FigureKey): ReadKey {
  const [measure = "", part, stage, goal, to] = key.split(separator);
  return {
    key,
    measure,
    part: part || undefined,
    stage: stage || undefined,
    goal: goal || undefined,
    to: to || undefined,
  };
}

/// The figures of one answer, of one slice, to look up by what they are.
export class FigureIndex {
  readonly all: readonly Figure[];
  private readonly by_key = new Map<FigureKey, Figure>();
  /// First figure of a measure, part and place, whatever it leads to: the next stage comes before won.
  private readonly firsts = new Map<FigureKey, Figure>();

  constructor(figures: readonly Figure[], slice: string | null = null) {
    this.all = figures.filter((figure) => figure.slice === slice);
    for (const figure of this.all) {
      const first = key_of({ ...figure, to: null });
      if (!this.firsts.has(first)) this.firsts.set(first, figure);
      // Money stands once a currency; the first is the one that most was sold in.
      const key = key_of(figure);
      if (!this.by_key.has(key)) this.by_key.set(key, figure);
    }
  }

  by(key: FigureKey) {
    return this.by_key.get(key);
  }
  find({ measure, part, stage, goal, to }: Wanted) {
    return this.by_key.get(
      key_of({ measure, part: part ?? null, stage: stage ?? null, goal: goal ?? null, to: to ?? null }),
    );
  }
  /// Of those that differ only in where they lead, the first: the next place.
  first({ measure, part, stage, goal }: Wanted) {
    return this.firsts.get(
      key_of({ measure, part: part ?? null, stage: stage ?? null, goal: goal ?? null, to: null }),
    );
  }
  of(measure: string) {
    return this.all.filter((figure) => figure.measure === measure);
  }
  get as_of() {
    return this.all[0]?.as_of;
  }
}

/// The figures of an answer whose shape the OpenAPI document does not state yet.
export function read_figures(answer: unknown): Figure[] {
  const figures = (answer as { figures?: Figure[] } | undefined)?.figures;
  return Array.isArray(figures) ? figures : [];
}

/// Labels of the slices that an answer has, in its order.
export function slices_of(figures: readonly Figure[]) {
  return [...new Set(figures.flatMap((figure) => (figure.slice === null ? [] : [figure.slice])))];
}
