import { digits_of, type Format } from "../../app/format.ts";
import type { Figure, Unit } from "./figures.ts";

/// A figure in pieces, so that a page can set the unit apart (measures.md, 1.18). Rounded once, here.
interface Shown {
  sign: string;
  value: string;
  unit: string;
  low: string;
  high: string;
  is_defined: boolean;
  is_thin: boolean;
}

export interface Words {
  hours: string;
  days: string;
  per_week: string;
  per_month: string;
  per_day: string;
  at_least: string;
  more_than: string;
}

const two_days = 2;
const ten_days = 10;
const hours_a_day = 24;

/// Whole per cent below n = 100, one decimal to 9,999, two above.
export function share_digits(n: number) {
  return n < 100 ? 0 : n < 10_000 ? 1 : 2;
}

/// Half away from zero, as all figures.
function round(value: number, digits: number) {
  const factor = 10 ** digits;
  return (Math.sign(value) * Math.round(Math.abs(value) * factor + 1e-9)) / factor;
}

function number(format: Format, value: number, digits: number) {
  return format.fixed(round(value, digits), digits);
}

/// A share that is not exactly 0 or 1 never reads 0 or 100.
function share(format: Format, value: number, digits: number) {
  const percent = round(value * 100, digits);
  const least = 10 ** -digits;
  if (percent <= 0 && value > 0) return `<${number(format, least, digits)}`;
  if (percent >= 100 && value < 1) return `>${number(format, 100 - least, digits)}`;
  return number(format, percent, digits);
}

type Write = (value: number) => string;

interface Style {
  write: Write;
  unit: string;
  sign: string;
}

function days_style(format: Format, value: number, words: Words): Style {
  if (Math.abs(value) < two_days && value !== 0)
    return { write: (days) => number(format, days * hours_a_day, 0), unit: words.hours, sign: "" };
  const digits = Math.abs(value) < ten_days ? 1 : 0;
  return { write: (days) => number(format, days, digits), unit: words.days, sign: "" };
}

/// Thousands and millions, of the size of the value, so that interval and value read alike.
function money_style(format: Format, value: number, currency: string, unit: string): Style {
  const size = Math.abs(value);
  const { sign } = format.money_short_parts(0, currency);
  if (size >= 999_500)
    return {
      sign,
      unit: `${format.millions}${unit}`,
      write: (money) => number(format, money / 1e6, size < 99_950_000 ? 1 : 0),
    };
  if (size >= 9_950) return { sign, unit: `k${unit}`, write: (money) => number(format, money / 1e3, 0) };
  return { sign, unit: unit.trim(), write: (money) => number(format, money, 0) };
}

function rate_digits(value: number) {
  return Math.abs(value) < 10 ? 1 : 0;
}

function style_of(figure: Figure, format: Format, words: Words): Style {
  const value = figure.value ?? figure.low ?? figure.high ?? 0;
  const plain = (digits: number, unit: string): Style => ({
    write: (one) => number(format, one, digits),
    unit,
    sign: "",
  });
  const styles: Record<Unit, () => Style> = {
    deals: () => plain(0, ""),
    visits: () => plain(0, ""),
    share: () => ({ write: (one) => share(format, one, share_digits(figure.n)), unit: "%", sign: "" }),
    days: () => days_style(format, value, words),
    working_days: () => days_style(format, value, words),
    money: () => money_style(format, value, figure.currency ?? "", ""),
    money_per_day: () => money_style(format, value, figure.currency ?? "", ` ${words.per_day}`),
    per_week: () => plain(rate_digits(value), words.per_week),
    per_month: () => plain(rate_digits(value), words.per_month),
    ratio: () => plain(2, ""),
  };
  return styles[figure.unit]();
}

export function show(figure: Figure, format: Format, words: Words): Shown {
  const { write, unit, sign } = style_of(figure, format, words);
  const { value, low, high } = figure;
  const is_defined = value !== null;
  const bound = figure.value_is_bound ? `${words.at_least} ` : "";
  const more = figure.high_is_open ? `${words.more_than} ` : "";
  return {
    sign: is_defined ? sign : "",
    value: is_defined ? `${bound}${write(value)}` : "–",
    unit: is_defined ? unit : "",
    low: low === null ? "" : write(low),
    high: high === null ? "" : `${more}${write(high)}`,
    is_defined,
    is_thin: figure.state === "too_thin",
  };
}

/// '€ 2.4 m', '19 d', '24.3 %'.
export function text_of(shown: Shown) {
  return [shown.sign, shown.value, shown.unit].filter(Boolean).join(" ");
}

/// Major units, as figures have them, in the minor units that amounts of the API have.
export function digits_minor(major: number, currency: string) {
  return Math.round(major * 10 ** digits_of(currency));
}
