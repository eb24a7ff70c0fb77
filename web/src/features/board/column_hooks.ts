import { infiniteQueryOptions, useInfiniteQuery, useQueries } from "@tanstack/react-query";
import { useMemo, useRef } from "react";
import { $api, api, type Schemas } from "../../api/client.ts";
import type { Column } from "./column_model.ts";
import { type DealPage, type Pages, pages_in, rows_of } from "./pages_model.ts";
import { type DealQuery, type Order, orders } from "./search_model.ts";

export type DealCard = Schemas["Card"];

const page_size = 30;

export interface BoardQuery {
  process: number;
  filters: DealQuery;
  order: Order;
}

/// Without the cursor, which each page brings.
function column_query({ process, filters, order }: BoardQuery, column: Column) {
  const { status: _, ...narrowed } = filters;
  const stage = column.stage === "" ? {} : { stage: [column.stage] };
  return { ...narrowed, process, status: column.statuses, ...stage, ...orders[order], limit: page_size };
}

export function column_key(board: BoardQuery, column: Column) {
  const query = column_query(board, column);
  return $api.queryOptions("get", "/api/deals", { params: { query } }).queryKey;
}

export function column_options(board: BoardQuery, column: Column) {
  return infiniteQueryOptions<DealPage, Error, Pages, readonly unknown[], string>({
    queryKey: column_key(board, column),
    queryFn: async ({ pageParam, signal }) => {
      const asked = { ...column_query(board, column), ...(pageParam ? { cursor: pageParam } : {}) };
      const { data } = await api.GET("/api/deals", { params: { query: asked }, signal });
      return data as DealPage;
    },
    initialPageParam: "",
    getNextPageParam: (last) => last.next || undefined,
  });
}

/// The deals of a column, page by page.
export function useColumn(board: BoardQuery, column: Column) {
  const query = useInfiniteQuery({
    ...column_options(board, column),
    placeholderData: (before) => before,
  });
  const rows = useMemo(() => rows_of(query.data), [query.data]);
  return { query, rows };
}

/// Next step and what is missing, for the pages of a column of which something is seen: one request a page. What was
/// known of a deal stays while it is asked for anew.
export function useCards(pages: Pages | undefined, first: number, last: number) {
  const known = useRef(new Map<number, DealCard>());
  const sizes = pages?.pages.map((page) => page.deals.length) ?? [];
  const shown = pages_in(sizes, first, last);
  const answers = useQueries({
    queries: shown.map((page) => {
      const deals = pages?.pages[page]?.deals.map((row) => row.id) ?? [];
      return $api.queryOptions("get", "/api/deal-cards", { params: { query: { deals } } });
    }),
    combine: (all) => all.map((answer) => answer.data),
  });
  for (const answer of answers) for (const card of answer?.cards ?? []) known.current.set(card.deal, card);
  return known.current;
}
