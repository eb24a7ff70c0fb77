import { infiniteQueryOptions, useInfiniteQuery, useQueries } from "@tanstack/react-query";
import { useMemo, useRef } from "react";
import { $api, api } from "../../api/client.ts";
import { wish_first_page } from "./board_batch.ts";
import { type BoardQuery, column_query } from "./board_query.ts";
import { card_options, type DealCard } from "./card_batch.ts";
import type { Column, DealRow } from "./column_model.ts";
import { type DealPage, type Pages, rows_of } from "./pages_model.ts";

/// Of the pages behind the first.
const page_size = 30;

export function column_key(board: BoardQuery, column: Column) {
  const query = column_query(board, column);
  return $api.queryOptions("get", "/api/deals", { params: { query } }).queryKey;
}

export function column_options(board: BoardQuery, column: Column) {
  return infiniteQueryOptions<DealPage, Error, Pages, readonly unknown[], string>({
    queryKey: column_key(board, column),
    queryFn: async ({ pageParam, signal }) => {
      if (pageParam === "") return wish_first_page(board, column);
      const query = { ...column_query(board, column), limit: page_size, cursor: pageParam };
      const { data } = await api.GET("/api/deals", { params: { query }, signal });
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

/// Next step and what is missing, of the rows that are shown; those that came without it are asked for. What was known of a
/// deal stays while it is asked for anew.
export function useCards(rows: readonly DealRow[], first: number, last: number) {
  const known = useRef(new Map<number, DealCard>());
  const shown = rows.slice(first, last + 1);
  const cards = useQueries({
    queries: shown.filter((row) => !row.card).map((row) => card_options(row.id)),
    combine: (all) => all.map((answer) => answer.data),
  });
  for (const card of [...cards, ...shown.map((row) => row.card)])
    if (card) known.current.set(card.deal, card);
  return known.current;
}
