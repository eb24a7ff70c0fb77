import type { InfiniteData } from "@tanstack/react-query";
import type { DealRow } from "./column_model.ts";

export interface DealPage {
  deals: DealRow[];
  /// Cursor of the page behind it; empty: there is none.
  next: string;
}
export type Pages = InfiniteData<DealPage, string>;

export function rows_of(pages: Pages | undefined): DealRow[] {
  return pages?.pages.flatMap((page) => page.deals) ?? [];
}

export function without_row(pages: Pages | undefined, deal: number): Pages | undefined {
  if (!pages) return pages;
  return {
    ...pages,
    pages: pages.pages.map((page) => ({ ...page, deals: page.deals.filter((row) => row.id !== deal) })),
  };
}

/// The row on top of the column, until the server says where its order puts it.
export function with_row(pages: Pages | undefined, row: DealRow): Pages | undefined {
  const [first, ...others] = without_row(pages, row.id)?.pages ?? [];
  if (!pages || !first) return pages;
  return { ...pages, pages: [{ ...first, deals: [row, ...first.deals] }, ...others] };
}
