import { useFormat } from "../app/format.ts";

/// An amount with its currency's sign before it; a dash where none is stated.
export function Amount({
  minor,
  currency,
  short = false,
}: {
  minor: number | null | undefined;
  currency: string;
  short?: boolean;
}) {
  const format = useFormat();
  if (minor === null || minor === undefined) return <span className="q">–</span>;
  const { sign, number } = short
    ? format.money_short_parts(minor, currency)
    : format.money_parts(minor, currency);
  return (
    <span className="nw">
      {sign && <span className="u">{sign} </span>}
      {number}
    </span>
  );
}

/// A number and its unit.
export function Figure({
  value,
  unit,
  digits = 0,
}: {
  value: number | null | undefined;
  unit?: string;
  digits?: number;
}) {
  const format = useFormat();
  if (value === null || value === undefined || Number.isNaN(value)) return <span className="q">–</span>;
  return (
    <span className="nw">
      {format.number(value, digits)}
      {unit && <span className="u"> {unit}</span>}
    </span>
  );
}
