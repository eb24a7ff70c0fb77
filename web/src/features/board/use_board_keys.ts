import { type KeyboardEvent, useCallback, useRef } from "react";
import { useShortcuts } from "../../app/keys.ts";
import type { ColumnHandle } from "./column.tsx";
import type { Column } from "./column_model.ts";

interface Place {
  column: number;
  card: number;
  element: HTMLElement | undefined;
  deal: number | undefined;
}

/// From card to card by arrow keys, from stage to stage by [ and ]; M opens the menu of the card that has the focus.
export function useBoardKeys(
  columns: readonly Column[],
  on_menu: (deal: number, anchor: HTMLElement) => void,
) {
  const handles = useRef(new Map<string, ColumnHandle>());
  const on_handle = useCallback((id: string, handle: ColumnHandle | null) => {
    if (handle) handles.current.set(id, handle);
    else handles.current.delete(id);
  }, []);
  const where = (): Place => {
    const focused = document.activeElement;
    const lane = focused?.closest<HTMLElement>("[data-column]");
    const element = focused?.closest<HTMLElement>("[data-deal]") ?? undefined;
    const column = columns.findIndex((one) => one.id === lane?.dataset.column);
    const deal = element ? Number(element.dataset.deal) : undefined;
    const rows = handles.current.get(lane?.dataset.column ?? "")?.rows ?? [];
    return { column, card: rows.findIndex((row) => row.id === deal), element, deal };
  };
  const focus = (column: number, card: number) => {
    const id = columns[column]?.id;
    if (id) handles.current.get(id)?.focus(card);
  };
  /// To the next column in this direction that has a card.
  const aside = ({ column, card }: Place, step: 1 | -1) => {
    for (let i = column + step; i >= 0 && i < columns.length; i += step) {
      const handle = handles.current.get(columns[i]?.id ?? "");
      if (handle && handle.rows.length > 0) return handle.focus(Math.max(0, card));
    }
  };
  const on_key = (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const place = where();
    if (place.column < 0) return;
    const acts: Record<string, () => void> = {
      ArrowDown: () => focus(place.column, place.card + 1),
      ArrowUp: () => focus(place.column, Math.max(0, place.card - 1)),
      ArrowRight: () => aside(place, 1),
      ArrowLeft: () => aside(place, -1),
      Home: () => focus(place.column, 0),
      End: () => focus(place.column, Number.MAX_SAFE_INTEGER),
    };
    const act = acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
  useShortcuts({
    "[": () => focus(Math.max(0, where().column - 1), 0),
    "]": () => focus(Math.min(columns.length - 1, where().column + 1), 0),
    m: () => {
      const { deal, element } = where();
      const link = element?.querySelector<HTMLElement>(".to-deal");
      if (deal !== undefined && link) on_menu(deal, link);
    },
  });
  return { handles, on_handle, on_key };
}
