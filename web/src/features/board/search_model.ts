import { add_days, digits_of } from "../../app/format.ts";
import type { Search } from "../../app/router.tsx";

/// Which deals one looks at, as the address says it.
export interface Filters {
  /// One of these people.
  owner?: number[];
  team?: number;
  account?: number;
  channel?: string;
  offering?: string;
  campaign?: string;
  persona?: string;
  currency?: string;
  name?: string;
  /// Days; `close_before` is not included.
  close_from?: string;
  close_before?: string;
  /// In whole units of `currency`, without which they do not count.
  amount_from?: number;
  amount_before?: number;
  /// `none`: nothing is promised; else a day before which something is due.
  next?: string;
  /// These deals alone, numbers with commas: what another page links to.
  ids?: string;
  /// Of the list alone: lead, open, won, lost, no_decision; several with commas.
  status?: string;
}

const number_fields = ["team", "account", "amount_from", "amount_before"] as const;
const text_fields = [
  "channel",
  "offering",
  "campaign",
  "persona",
  "currency",
  "name",
  "close_from",
  "close_before",
  "next",
  "ids",
  "status",
] as const;
export const filter_fields = ["owner", ...number_fields, ...text_fields] as const;

/// Several ids stand in the address with commas: 3,5. A word that is none is left out.
function ids_in(text: Search[string]): number[] {
  const ids = `${text ?? ""}`.split(",").map(Number);
  return ids.filter((id) => Number.isInteger(id) && id > 0);
}

/// The other way round; nobody is everybody.
export function owner_text(owners: readonly number[]): string | number | undefined {
  return owners.length > 1 ? owners.join(",") : owners[0];
}

export function filters_of(search: Search): Filters {
  const filters: Filters = {};
  const owners = ids_in(search.owner);
  if (owners.length > 0) filters.owner = owners;
  for (const field of number_fields) {
    const value = Number(search[field]);
    if (search[field] !== undefined && Number.isFinite(value) && value >= 0) filters[field] = value;
  }
  for (const field of text_fields) {
    const value = search[field];
    if (value !== undefined && value !== "") filters[field] = `${value}`;
  }
  return filters;
}

/// How many filters are set, for 'no deal fits these filters'.
export function is_filtered(filters: Filters) {
  return filter_fields.some((field) => field !== "status" && filters[field] !== undefined);
}

export interface DealQuery {
  ids?: number[];
  process?: number;
  status?: string[];
  stage?: string[];
  owner?: number[];
  team?: number;
  account?: number;
  channel?: string[];
  offering?: string[];
  campaign?: string[];
  persona?: string[];
  currency?: string[];
  name?: string;
  amount_from?: string;
  amount_before?: string;
  expected_close_from?: string;
  expected_close_before?: string;
  next_due_before?: string;
  without_next_step?: boolean;
}

/// Whether a board under this query leaves deals out.
export function is_narrowed(query: DealQuery) {
  return Object.keys(query).some((field) => field !== "status");
}

const list_fields = ["channel", "offering", "campaign", "persona", "currency", "status"] as const;

function minor(units: number, currency: string) {
  return `${Math.round(units * 10 ** digits_of(currency))}`;
}

/// The deals that the address names.
export function ids_of(filters: Filters) {
  return ids_in(filters.ids);
}

/// The same as parameters of /api/deals.
export function to_query(filters: Filters): DealQuery {
  const query: DealQuery = {};
  const ids = ids_of(filters);
  if (ids.length > 0) query.ids = ids;
  if (filters.owner) query.owner = filters.owner;
  for (const field of ["team", "account"] as const)
    if (filters[field] !== undefined) query[field] = filters[field];
  for (const field of list_fields) {
    const value = filters[field];
    if (value) query[field] = value.split(",");
  }
  if (filters.name) query.name = filters.name;
  if (filters.close_from) query.expected_close_from = filters.close_from;
  if (filters.close_before) query.expected_close_before = filters.close_before;
  if (filters.next === "none") query.without_next_step = true;
  else if (filters.next) query.next_due_before = filters.next;
  const { currency } = filters;
  if (currency && filters.amount_from !== undefined) query.amount_from = minor(filters.amount_from, currency);
  if (currency && filters.amount_before !== undefined)
    query.amount_before = minor(filters.amount_before, currency);
  return query;
}

/// The query string of a list of deals, as counts and bulk changes take it.
export function to_filter(query: DealQuery): string {
  const words = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== undefined && one !== false) words.append(name, `${one}`);
  return words.toString();
}

/// Ways to order deals: the server's field, and which way.
export const orders = {
  attention: { order: "attention", descending: false },
  waiting: { order: "stage_entered_at", descending: false },
  due: { order: "next_due", descending: false },
  amount: { order: "amount_minor", descending: true },
  close: { order: "expected_close", descending: false },
  changed: { order: "last_event_at", descending: true },
  created: { order: "created_at", descending: true },
  name: { order: "name", descending: false },
} as const;
export type Order = keyof typeof orders;
const first_order: Order = "waiting";

export function order_of(search: Search): Order {
  const asked = `${search.order ?? ""}`;
  return asked in orders ? (asked as Order) : first_order;
}

type ViewQuery = Record<string, string[]>;

/// What a saved view keeps: the list's own parameters, so that any client understands it.
export function to_view_query(filters: Filters, order: Order): ViewQuery {
  const kept: ViewQuery = {};
  for (const [name, value] of Object.entries({ ...to_query(filters), ...orders[order] }))
    if (value !== undefined && value !== false)
      kept[name] = Array.isArray(value) ? value.map((one) => `${one}`) : [`${value}`];
  return kept;
}

const renamed: Record<string, keyof Filters> = {
  expected_close_from: "close_from",
  expected_close_before: "close_before",
  next_due_before: "next",
};

/// The other way round: what the address says when a saved view is chosen. Fields that this page cannot show are left
/// out.
export function search_of_view(query: ViewQuery): Search {
  const search: Search = {};
  const first = (name: string) => query[name]?.[0];
  for (const [name, values] of Object.entries(query)) {
    const field = renamed[name] ?? name;
    if (values.length === 0 || name.startsWith("amount_")) continue;
    if ((filter_fields as readonly string[]).includes(field)) search[field] = values.join(",");
  }
  if (first("without_next_step") === "true") search.next = "none";
  const currency = first("currency") ?? "";
  for (const field of ["amount_from", "amount_before"] as const) {
    const value = first(field);
    if (currency && value) search[field] = Number(value) / 10 ** digits_of(currency);
  }
  const order = Object.entries(orders).find(([, one]) => one.order === first("order"))?.[0];
  if (order) search.order = order;
  return search;
}

/// The address without any filter, view or order.
export function without_filters(search: Search): Search {
  const kept: Search = { ...search };
  for (const field of [...filter_fields, "view", "order"]) delete kept[field];
  return kept;
}

/// Times until a deal closes that have a name of their own.
export const close_choices = ["any_day", "overdue_close", "this_month", "next_30", "next_90"] as const;

function last_of_month(day: string) {
  const [year, month] = day.split("-").map(Number);
  return new Date(Date.UTC(year ?? 2000, month ?? 1, 0)).toISOString().slice(0, 10);
}

type Days = Pick<Filters, "close_from" | "close_before">;

function days(id: string, today: string): Days {
  switch (id) {
    case "overdue_close":
      return { close_before: today };
    case "this_month":
      return { close_before: add_days(last_of_month(today), 1) };
    case "next_30":
      return { close_before: add_days(today, 31) };
    case "next_90":
      return { close_before: add_days(today, 91) };
    default:
      return {};
  }
}

export const days_of_choice = {
  /// Both words are always named, so that what stood there before goes.
  days: (id: string, today: string): Search => ({
    close_from: undefined,
    close_before: undefined,
    ...days(id, today),
  }),
  /// The last day that `close_before` includes.
  before: (day: string) => add_days(day, -1),
};

/// Which of the named times the filters say; `days` for any other.
export function close_choice(filters: Filters, today: string) {
  const found = close_choices.find((id) => {
    const named = days(id, today);
    return named.close_from === filters.close_from && named.close_before === filters.close_before;
  });
  return found ?? "days";
}
