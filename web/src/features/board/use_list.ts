import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { $api, api } from "../../api/client.ts";
import type { Search } from "../../app/router.tsx";
import { type DealPage, type Pages, rows_of } from "./pages_model.ts";
import { type DealQuery, to_filter } from "./search_model.ts";

/// Columns that the server can sort by, and what needs attention first: their field there.
const sort_fields = {
  attention: "attention",
  name: "name",
  amount: "amount_minor",
  close: "expected_close",
  in_stage: "stage_entered_at",
  next_due: "next_due",
  changed: "last_event_at",
} as const;
export type SortField = keyof typeof sort_fields;

export interface Sort {
  field: SortField;
  is_descending: boolean;
}

/// Of the address: 'amount', or '-amount' for the largest first.
export function sort_of(search: Search): Sort {
  const text = `${search.sort ?? "-changed"}`;
  const field = text.replace(/^-/, "");
  if (!(field in sort_fields)) return { field: "changed", is_descending: true };
  return { field: field as SortField, is_descending: text.startsWith("-") };
}

export function sort_text({ field, is_descending }: Sort) {
  return is_descending ? `-${field}` : field;
}

/// One click sorts, the next turns it round. Amounts and changes begin with the largest and latest.
export function next_sort(now: Sort, field: SortField): Sort {
  if (now.field === field) return { field, is_descending: !now.is_descending };
  return { field, is_descending: field === "amount" || field === "changed" };
}

/// The deals of the list, page by page, sorted by the server.
export function useDealList(filters: DealQuery, sort: Sort) {
  const query = {
    ...filters,
    order: sort_fields[sort.field],
    ...(sort.is_descending ? { descending: true } : {}),
    limit: 100,
  };
  const answer = useInfiniteQuery<DealPage, Error, Pages, readonly unknown[], string>({
    queryKey: $api.queryOptions("get", "/api/deals", { params: { query } }).queryKey,
    queryFn: async ({ pageParam, signal }) => {
      const asked = pageParam ? { ...query, cursor: pageParam } : query;
      const { data } = await api.GET("/api/deals", {
        params: { query: asked },
        signal,
      });
      return data as DealPage;
    },
    initialPageParam: "",
    getNextPageParam: (last) => last.next || undefined,
    placeholderData: keepPreviousData,
  });
  const rows = useMemo(() => rows_of(answer.data), [answer.data]);
  return { answer, rows, filter: to_filter(filters) };
}
