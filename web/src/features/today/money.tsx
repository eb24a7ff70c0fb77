import { digits_of } from "../../app/format.ts";
import { Amount } from "../../ui/figures.tsx";
import type { MeasuredFigure } from "./figures.ts";

/// A measured amount, which comes in whole units of its currency.
export function Money({ figure }: { figure: MeasuredFigure }) {
  const currency = figure.currency ?? "";
  const minor = figure.value === null ? null : Math.round(figure.value * 10 ** digits_of(currency));
  return <Amount minor={minor} currency={currency} short />;
}
