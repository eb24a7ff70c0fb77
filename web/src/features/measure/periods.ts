import { add_days, days_between, type Format } from "../../app/format.ts";

/// Half-open days. A period is kept in the address as '2026-Q3', '2026-07', '90d', 'all' or '2026-07-01..2026-08-15'
/// (the last day included, as people say it).
export interface Period {
  id: string;
  /// Null: the whole history.
  from: string | null;
  to: string | null;
}

export const whole: Period = { id: "all", from: null, to: null };

function pad(number: number, digits = 2) {
  return `${number}`.padStart(digits, "0");
}

/// The first day of a month; `month` may be past 12 or before 1.
function first_day(year: number, month: number) {
  const all = year * 12 + (month - 1);
  return `${pad(Math.floor(all / 12), 4)}-${pad((all % 12) + 1)}-01`;
}

function quarter(year: number, number: number): Period {
  const months = year * 4 + (number - 1);
  const of_year = Math.floor(months / 4);
  const of_number = (months % 4) + 1;
  return {
    id: `${of_year}-Q${of_number}`,
    from: first_day(of_year, of_number * 3 - 2),
    to: first_day(of_year, of_number * 3 + 1),
  };
}

function month(year: number, number: number): Period {
  const from = first_day(year, number);
  return { id: from.slice(0, 7), from, to: first_day(year, number + 1) };
}

export function own(from: string, last: string): Period {
  return { id: `${from}..${last}`, from, to: add_days(last, 1) };
}

function last_days(days: number, today: string): Period {
  return { id: `${days}d`, from: add_days(today, 1 - days), to: add_days(today, 1) };
}

function parts(day: string) {
  return { year: Number(day.slice(0, 4)), month: Number(day.slice(5, 7)) };
}

function quarter_of(day: string) {
  const { year, month: number } = parts(day);
  return quarter(year, Math.ceil(number / 3));
}

const day_pattern = /^\d{4}-\d\d-\d\d$/;

/// Undefined for what is no period. `today` is the day of which 'last 90 days' is told.
export function read_period(id: string | undefined, today: string): Period | undefined {
  if (!id) return undefined;
  if (id === "all") return whole;
  const in_quarter = /^(\d{4})-Q([1-4])$/.exec(id);
  if (in_quarter) return quarter(Number(in_quarter[1]), Number(in_quarter[2]));
  const in_month = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(id);
  if (in_month) return month(Number(in_month[1]), Number(in_month[2]));
  const in_days = /^(\d{1,3})d$/.exec(id);
  if (in_days) return last_days(Number(in_days[1]), today);
  const [from = "", last = ""] = id.split("..");
  return day_pattern.test(from) && day_pattern.test(last) && from <= last ? own(from, last) : undefined;
}

/// The newest quarter that is over.
export function first_choice(today: string) {
  const here = quarter_of(today);
  return period_before(here) ?? here;
}

/// The period of the same kind before it; of own days, as many days before. The whole history has none.
export function period_before(period: Period): Period | undefined {
  const in_quarter = /^(\d{4})-Q([1-4])$/.exec(period.id);
  if (in_quarter) return quarter(Number(in_quarter[1]), Number(in_quarter[2]) - 1);
  const in_month = /^(\d{4})-(\d\d)$/.exec(period.id);
  if (in_month) return month(Number(in_month[1]), Number(in_month[2]) - 1);
  if (!period.from || !period.to) return undefined;
  const days = days_between(period.from, period.to);
  return own(add_days(period.from, -days), add_days(period.from, -1));
}

export function a_year_before(period: Period): Period | undefined {
  const in_quarter = /^(\d{4})-Q([1-4])$/.exec(period.id);
  if (in_quarter) return quarter(Number(in_quarter[1]) - 1, Number(in_quarter[2]));
  const in_month = /^(\d{4})-(\d\d)$/.exec(period.id);
  if (in_month) return month(Number(in_month[1]) - 1, Number(in_month[2]));
  if (!period.from || !period.to) return undefined;
  const back = (day: string) => `${pad(Number(day.slice(0, 4)) - 1, 4)}${day.slice(4)}`;
  // 29 February has no day a year before: the day after stands for it.
  const real = (day: string) => add_days(`${day.slice(0, 8)}01`, Number(day.slice(8)) - 1);
  return own(real(back(period.from)), real(back(add_days(period.to, -1))));
}

export function recent_quarters(today: string, count: number) {
  const { year, month: number } = parts(today);
  return Array.from({ length: count }, (_, i) => quarter(year, Math.ceil(number / 3) - i));
}

export function recent_months(today: string, count: number) {
  const { year, month: number } = parts(today);
  return Array.from({ length: count }, (_, i) => month(year, number - i));
}

export interface PeriodWords {
  whole: string;
  last_days: (days: number) => string;
}

/// 'Q3 2026', 'Jul 2026', 'last 90 days', '1 Jul to 15 Aug 2026'.
export function name_of(period: Period, format: Format, words: PeriodWords) {
  if (period.id === "all") return words.whole;
  const in_quarter = /^(\d{4})-Q([1-4])$/.exec(period.id);
  if (in_quarter) return `Q${in_quarter[2]} ${in_quarter[1]}`;
  if (/^\d{4}-\d\d$/.test(period.id)) return format.month(`${period.id}-01`);
  const in_days = /^(\d{1,3})d$/.exec(period.id);
  if (in_days) return words.last_days(Number(in_days[1]));
  return days_of(period, format);
}

/// Its days in full: '1 Jul 2026 – 30 Sep 2026' without a dash that could be a minus.
export function days_of(period: Period, format: Format) {
  if (!period.from || !period.to) return "";
  const [from, last] = [period.from, add_days(period.to, -1)];
  return from === last ? format.full_day(from) : `${format.full_day(from)} → ${format.full_day(last)}`;
}

/// Heads of the two columns. The same of two years ('Q1' and 'Q1') reads 'now' and 'before'.
export function short_names(
  periods: { now: Period; before?: Period | undefined },
  format: Format,
  otherwise: { now: string; before: string },
) {
  const short_now = short_name(periods.now, format, otherwise.now);
  const short_before = periods.before ? short_name(periods.before, format, otherwise.before) : "";
  return short_now === short_before
    ? { short_now: otherwise.now, short_before: otherwise.before }
    : { short_now, short_before };
}

/// Short enough for a column's head: 'Q3', 'Jul', else `otherwise`.
function short_name(period: Period, format: Format, otherwise: string) {
  const in_quarter = /^\d{4}-(Q[1-4])$/.exec(period.id);
  if (in_quarter?.[1]) return in_quarter[1];
  if (/^\d{4}-\d\d$/.test(period.id)) return format.month(`${period.id}-01`, false);
  return otherwise;
}
