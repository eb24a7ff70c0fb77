import type { Schemas } from "../../api/client.ts";

/// A figure as the server tells it: every key is always there, and null means 'not of one' or 'has none'.
export type Figure = Schemas["FigureView"];
export type Unit = Figure["unit"];

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
type FigureKey = string;

const separator = "~";

export function key_of(figure: Pick<Figure, "measure" | "part" | "stage" | "goal" | "to">): FigureKey {
  const { measure, part, stage, goal, to } = figure;
  return [measure, part, stage, goal, to].map((word) => word ?? "").join(separator);
}

interface ReadKey extends Wanted {
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

/// How much the deals behind a figure amount to, a deal as often as it is counted: of a number of deals or visits the
/// number, of all else what it rests on. 0: no deal stands behind it.
export function counted_by(figure: Pick<Figure, "measure" | "unit" | "value" | "n" | "n_open">) {
  if (figure.unit === "deals" || figure.unit === "visits") return figure.value ?? 0;
  return figure.measure === "sales_velocity" ? figure.n + figure.n_open : figure.n;
}

/// Labels of the slices that an answer has, in its order.
export function slices_of(figures: readonly Figure[]) {
  return [...new Set(figures.flatMap((figure) => (figure.slice === null ? [] : [figure.slice])))];
}
