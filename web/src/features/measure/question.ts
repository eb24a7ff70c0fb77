import { a_year_before, first_choice, type Period, period_before, read_period, whole } from "./periods.ts";

/// What the address asks: everything of the page that can be sent to a colleague.
export interface MeasureSearch {
  process?: number;
  period?: string;
  /// 'none', 'year', or a period; left out: the one before.
  against?: string;
  /// A day of the past: as of its end.
  at?: string;
  /// 'then': as it stood on that day, not as known now.
  known?: string;
  team?: number;
  owner?: number;
  channel?: string;
  offering?: string;
  persona?: string;
  campaign?: string;
  /// The map version that deals ran on; `version` is the one that they are measured on.
  ran_on?: number;
  /// 'lower third' …; a slice, not a condition.
  size?: string;
  /// Attribute of the table of segments.
  by?: string;
  version?: number;
  goal?: string;
  stage?: string;
  fig?: string;
  /// The opened figure is of the compared period.
  earlier?: boolean;
}

/// Attributes of a deal that `where` compares with a text.
const slicers = ["team", "owner", "channel", "offering", "persona", "campaign", "ran_on"] as const;
export type Slicer = (typeof slicers)[number];

/// What the server calls it, where that is another word.
const fields: Partial<Record<Slicer, string>> = { ran_on: "version" };

export interface Query {
  version?: number;
  from?: string;
  to?: string;
  at?: string;
  known_at?: string;
  where?: string;
  by?: string[];
  measure?: string[];
}

function quoted(text: string) {
  return `'${text.replaceAll("'", "''")}'`;
}

/// The condition of all that is chosen; empty: all deals.
export function where_of(search: MeasureSearch) {
  return slicers
    .flatMap((name) => {
      const value = search[name];
      return value === undefined || value === "" ? [] : [`${fields[name] ?? name} = ${quoted(`${value}`)}`];
    })
    .join(" and ");
}

export function periods_of(
  search: MeasureSearch,
  today: string,
): { now: Period; before?: Period | undefined } {
  const day = search.at ?? today;
  const now = read_period(search.period, day) ?? first_choice(day);
  if (search.against === "none" || now.id === whole.id) return { now };
  if (search.against === "year") return { now, before: a_year_before(now) };
  return { now, before: read_period(search.against, day) ?? period_before(now) };
}

export function query_of(search: MeasureSearch, period: Period): Query {
  const where = where_of(search);
  return {
    ...(search.version ? { version: search.version } : {}),
    ...(period.from && period.to ? { from: period.from, to: period.to } : {}),
    ...(search.at ? { at: search.at } : {}),
    ...(search.at && search.known === "then" ? { known_at: search.at } : {}),
    ...(where ? { where } : {}),
    ...(search.size ? { by: ["size"] } : {}),
  };
}

/// The slice whose figures the page shows; null: all deals that the condition keeps.
export function slice_of(search: MeasureSearch) {
  return search.size ? `size=${search.size}` : null;
}
