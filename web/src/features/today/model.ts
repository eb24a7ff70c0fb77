import type { Schemas } from "../../api/client.ts";
import { add_days, days_between } from "../../app/format.ts";

/// As much of a row of promises as Today shows.
export type PromiseLine = Pick<
  Schemas["ListedPromise"],
  | "deal"
  | "deal_name"
  | "account_name"
  | "number"
  | "side"
  | "planned"
  | "text"
  | "person"
  | "due"
  | "moves"
  | "keeping"
  | "days_late"
  | "may_change"
>;

export interface PromiseGroups {
  overdue: PromiseLine[];
  today: PromiseLine[];
  next: PromiseLine[];
  /// Overdue for so long that the server calls them broken; their deals are still open.
  broken: PromiseLine[];
}

/// As the server judges them, and by due day; the longest overdue first.
export function group_promises(lines: readonly PromiseLine[], today: string): PromiseGroups {
  const groups: PromiseGroups = { overdue: [], today: [], next: [], broken: [] };
  for (const line of lines) {
    if (line.keeping === "overdue" || line.keeping === "broken") groups[line.keeping].push(line);
    else if (line.keeping === "open") (line.due <= today ? groups.today : groups.next).push(line);
  }
  for (const group of Object.values(groups) as PromiseLine[][])
    group.sort((a, b) => a.due.localeCompare(b.due) || a.deal - b.deal || a.number - b.number);
  return groups;
}

/// Whose promise it is, for the arrow: ours goes out, theirs comes in.
export function is_ours(side: string) {
  return side === "us" || side === "ours";
}

/// The ISO week of a day: weeks begin on Monday, the first has the year's first Thursday.
export function week_of(day: string) {
  const date = new Date(`${day}T00:00:00Z`);
  const thursday = add_days(day, 4 - (date.getUTCDay() || 7));
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

/// The days that a deal was expected to close on, in their order.
export function slip_dates(moves: readonly Schemas["DateMove"][]): string[] {
  return moves.map((move) => move.to).filter((day) => day !== null);
}

/// The days that a chart of slipping deals has to show: all their dates, and today.
export function slip_span(dates: readonly string[], today: string) {
  const sorted = [...dates, today].toSorted();
  return { from: sorted[0] ?? today, to: sorted.at(-1) ?? today };
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
