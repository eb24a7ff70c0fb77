import type { Column } from "./column_model.ts";
import { type DealQuery, type Order, orders, to_filter } from "./search_model.ts";

/// Deals of the first page of a column: what is seen of it, and some more to scroll to.
export const first_page_size = 12;

/// Which deals a board has, and in which order.
export interface BoardQuery {
  process: number;
  filters: DealQuery;
  order: Order;
}

/// The deals of a column as a list, without how many and from where.
export function column_query({ process, filters, order }: BoardQuery, column: Column) {
  const { status: _, ...narrowed } = filters;
  const stage = column.stage === "" ? {} : { stage: [column.stage] };
  return { ...narrowed, process, status: column.statuses, ...stage, ...orders[order] };
}

/// The same, as the filter of a board.
export function column_filter({ filters }: BoardQuery, { statuses, stage }: Column) {
  return to_filter({ ...filters, status: statuses, ...(stage === "" ? {} : { stage: [stage] }) });
}

/// What heads count.
export function heads_init({ process, filters }: BoardQuery) {
  return { params: { path: { process }, query: { filter: board_filter(filters), ages: true } } };
}

/// The deals of all columns of a board.
export function board_filter(filters: DealQuery) {
  return to_filter({ ...filters, status: ["lead", "open", "won"] });
}
