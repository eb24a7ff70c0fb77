import { useNavigate, useRouterState } from "@tanstack/react-router";
import { useCallback } from "react";

export const views = ["goals", "lanes", "journey", "lists", "text"] as const;
export type View = (typeof views)[number];

/// What the address of the page says: which map, in which form, what is opened.
export interface MapSearch {
  process?: number;
  /// A published version, read-only; left out: the draft for who may edit, else the newest.
  version?: number;
  view?: View;
  goal?: string;
  /// The address of the selected element, and the field that one wants to go to.
  at?: string;
  field?: string;
  side?: "check" | "fields" | "publish" | "versions";
  /// Compared with this version.
  compare?: number;
  /// Ids of folded goals, with spaces between.
  fold?: string;
  persona?: string;
  list?: string;
  new?: boolean;
}

export function useMapSearch() {
  const search = useRouterState({ select: (state) => state.location.search as MapSearch });
  const navigate = useNavigate();
  const set = useCallback(
    (change: { [K in keyof MapSearch]?: MapSearch[K] | undefined }, is_new_place = false) =>
      void navigate({
        to: ".",
        search: ((before: MapSearch) => ({ ...before, ...change })) as never,
        replace: !is_new_place,
        resetScroll: false,
      }),
    [navigate],
  );
  return { search, set };
}

export function folded_of(search: MapSearch) {
  return new Set((search.fold ?? "").split(" ").filter(Boolean));
}
