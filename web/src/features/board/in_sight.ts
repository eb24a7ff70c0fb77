import { useEffect } from "react";
import { first_page_size } from "./board_query.ts";
import type { Column } from "./column_model.ts";

/// Of columns that are seen now.
const seen = new Set<string>();

/// Height of most cards with the gap below, width of most columns, and what stands above the cards.
const [card_height, lane_width, above] = [170, 200, 300];

/// Tells of a column for as long as it is seen.
export function useTellSeen({ id }: Column, is_seen: boolean) {
  useEffect(() => {
    if (!is_seen) return undefined;
    seen.add(id);
    return () => void seen.delete(id);
  }, [id, is_seen]);
}

/// Those that are seen and, as a board is drawn in two frames, those that have room in the window from the first seen on.
export function columns_in_sight(columns: readonly Column[]) {
  const first = Math.max(
    columns.findIndex(({ id }) => seen.has(id)),
    0,
  );
  const room = Math.ceil(innerWidth / lane_width);
  return columns.filter(({ id }, i) => seen.has(id) || (i >= first && i < first + room));
}

/// So many cards of a column are seen at most, before it is scrolled.
export function cards_in_sight() {
  return Math.min(Math.max(Math.ceil((innerHeight - above) / card_height), 1), first_page_size);
}
