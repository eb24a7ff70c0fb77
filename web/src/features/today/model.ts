import { days_between } from "../../app/format.ts";

/// A promise as Today shows it; names come where the server gives them.
export interface PromiseLine {
  deal: number;
  deal_name: string;
  account_name?: string;
  number: number;
  side: string;
  planned: string;
  text: string;
  person: number | null;
  person_name?: string;
  contact_names?: string[];
  due: string;
  moves: number;
  keeping?: string;
}

export interface PromiseGroups {
  overdue: PromiseLine[];
  today: PromiseLine[];
  next: PromiseLine[];
}

/// By due day, the longest overdue first. What has ended is left out, also where it was never kept.
export function group_promises(lines: readonly PromiseLine[], today: string): PromiseGroups {
  const groups: PromiseGroups = { overdue: [], today: [], next: [] };
  for (const line of lines) {
    if (line.keeping && !["overdue", "open"].includes(line.keeping)) continue;
    const days = days_between(today, line.due);
    (days < 0 ? groups.overdue : days === 0 ? groups.today : groups.next).push(line);
  }
  for (const group of Object.values(groups) as PromiseLine[][])
    group.sort((a, b) => a.due.localeCompare(b.due) || a.deal - b.deal || a.number - b.number);
  return groups;
}

/// Whose promise it is, for the arrow: ours goes out, theirs comes in.
export function is_ours(side: string) {
  return side === "us" || side === "ours";
}

export function plus_days(day: string, days: number) {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/// The ISO week of a day: weeks begin on Monday, the first has the year's first Thursday.
export function week_of(day: string) {
  const date = new Date(`${day}T00:00:00Z`);
  const thursday = plus_days(day, 4 - (date.getUTCDay() || 7));
  const first = `${thursday.slice(0, 4)}-01-01`;
  return Math.floor(days_between(first, thursday) / 7) + 1;
}

export interface Quarter {
  /// 1 to 4, of the business year.
  number: number;
  from: string;
  /// First day after it.
  to: string;
  /// Which day of it `today` is, from 1.
  day: number;
  days: number;
}

/// The quarter around a day, of a business year that begins with `first_month` (1 to 12).
export function quarter_of(today: string, first_month = 1): Quarter {
  const year = Number(today.slice(0, 4));
  const month = Number(today.slice(5, 7));
  const since = (month - first_month + 12) % 12;
  const begin = month - (since % 3);
  const from = first_of(year, begin);
  const to = first_of(year, begin + 3);
  return {
    number: Math.floor(since / 3) + 1,
    from,
    to,
    day: days_between(from, today) + 1,
    days: days_between(from, to),
  };
}

/// `month` may be below 1 or above 12.
function first_of(year: number, month: number) {
  return new Date(Date.UTC(year, month - 1, 1)).toISOString().slice(0, 10);
}

/// The month that business years begin with, as the settings for figures say it; January where they do not.
export function first_month_of(settings: string) {
  const stated = /^fiscal_year_starts:\s*(\d+)/m.exec(settings);
  return stated ? Number(stated[1]) : 1;
}

export interface Slip {
  first: string | null;
  last: string | null;
  /// Every date in its order, where the server tells them.
  dates?: string[];
}

/// The days that a chart of slipping deals has to show: all their dates, and today.
export function slip_span(slips: readonly Slip[], today: string) {
  const days = slips.flatMap((slip) => slip_dates(slip)).concat(today);
  const sorted = days.toSorted();
  return { from: sorted[0] ?? today, to: sorted.at(-1) ?? today };
}

export function slip_dates({ first, last, dates }: Slip): string[] {
  if (dates && dates.length > 0) return dates;
  return [first, last].filter((day) => day !== null).filter((day, i, all) => day !== all[i - 1]);
}

/// The x of a day between `from` and `to`, on a line of `width` with a margin at both ends.
export function x_of(day: string, span: { from: string; to: string }, width: number, margin = 5) {
  const days = Math.max(1, days_between(span.from, span.to));
  return margin + (days_between(span.from, day) / days) * (width - 2 * margin);
}

/// Since when changes are news: a visit ends after half an hour without one.
export interface Visit {
  since: string;
  seen_at: string;
}

const visit_ends_ms = 30 * 60_000;

/// The visit that runs at `now`; of the first one, changes of the last day are news.
export function next_visit(kept: Visit | undefined, now: Date): Visit {
  const seen_at = now.toISOString();
  if (!kept) return { since: new Date(now.getTime() - 86_400_000).toISOString(), seen_at };
  const is_new = now.getTime() - Date.parse(kept.seen_at) > visit_ends_ms;
  return { since: is_new ? kept.seen_at : kept.since, seen_at };
}
