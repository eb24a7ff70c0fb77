import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useRouterState } from "@tanstack/react-router";
import { useCallback, useEffect, useLayoutEffect, useMemo, useState, useSyncExternalStore } from "react";
import { $api } from "../../api/client.ts";
import type { Search } from "../../app/router.tsx";
import { after_frame } from "../../ui/frames.ts";
import { type BoardQuery, column_key, column_options } from "./column_hooks.ts";
import type { Column, Counts, DealRow } from "./column_model.ts";
import { type Pages, with_row, without_row } from "./pages_model.ts";
import { to_filter } from "./search_model.ts";

/// What the address says, and a way to change some of it: undefined takes a word away.
export function useSearch() {
  const navigate = useNavigate();
  const search = useRouterState({ select: (state) => state.location.search as Search });
  const change = useCallback(
    (next: Search, replace = true) =>
      void navigate({
        to: ".",
        replace,
        resetScroll: false,
        search: ((before: Search) => ({ ...before, ...next })) as never,
      }),
    [navigate],
  );
  const set = useCallback(
    (next: Search) => void navigate({ to: ".", resetScroll: false, search: next as never }),
    [navigate],
  );
  return { search, change, set };
}

/// Whether the page is as narrow as a telephone.
export function useIsNarrow() {
  return useMedia("(max-width: 640px)");
}

function useMedia(query: string) {
  const media = useMemo(() => globalThis.matchMedia?.(query), [query]);
  return useSyncExternalStore(
    (act) => {
      media?.addEventListener("change", act);
      return () => media?.removeEventListener("change", act);
    },
    () => media?.matches ?? false,
  );
}

/// The time, told anew every ten minutes: ages are in days.
export function useNow() {
  const [now, set_now] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => set_now(new Date()), 600_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

function heads_options({ process, filters }: BoardQuery) {
  const filter = to_filter({ ...filters, status: ["lead", "open", "won"] });
  const init = { params: { path: { process }, query: { filter, ages: true } } };
  return $api.queryOptions("get", "/api/processes/{process}/stage-counts", init);
}

/// The board that was asked for, as soon as what is seen of it is there; until then the one before: all of it changes
/// at once, and is drawn once. `seen` are the columns that are in sight.
export function useShownBoard(asked: BoardQuery, seen: ReadonlySet<Column>): BoardQuery {
  const client = useQueryClient();
  const [shown, set_shown] = useState(asked);
  useLayoutEffect(() => {
    let is_over = false;
    const show = () => {
      if (!is_over) set_shown(asked);
    };
    const heads = heads_options(asked);
    const columns = [...seen].map((column) => column_options(asked, column));
    const is_there = ({ queryKey }: { queryKey: readonly unknown[] }) =>
      client.getQueryData(queryKey) !== undefined;
    // What fails is said by what asks for it again to show it.
    const missing = columns.filter((one) => !is_there(one));
    const was_counted = is_there(heads);
    // Asked for before the columns, which need more connections than a browser has.
    const counting = client.prefetchQuery(heads);
    const asking = missing.map((one) => client.prefetchInfiniteQuery(one));
    if (seen.size === 0) show();
    // The frame before shows that the input was taken.
    else if (was_counted && missing.length === 0) after_frame(show);
    else void Promise.all([counting, ...asking]).then(show);
    return () => {
      is_over = true;
    };
  }, [asked, seen, client]);
  return shown;
}

/// Deals, sums and median ages by stage, for the heads of columns, under the same filters as the cards.
export function useHeads(board: BoardQuery) {
  const options = useMemo(() => heads_options(board), [board]);
  const query = useQuery({ ...options, placeholderData: keepPreviousData });
  const { data } = query;
  const counts = useMemo((): Counts | undefined => data && { rows: data.stages, ages: data.ages }, [data]);
  return { query, counts };
}

/// Shows a move before the server has answered; what it gives back takes that away again.
export function useMoveInCache(board: BoardQuery) {
  const client = useQueryClient();
  return useCallback(
    async (row: DealRow, from: Column, to: Column) => {
      const keys = [column_key(board, from), column_key(board, to)] as const;
      await Promise.all(keys.map((queryKey) => client.cancelQueries({ queryKey })));
      const before = keys.map((key) => client.getQueryData<Pages>(key));
      const moved = { ...row, stage: to.stage, stage_entered_at: new Date().toISOString() };
      client.setQueryData<Pages>(keys[0], (pages) => without_row(pages, row.id));
      client.setQueryData<Pages>(keys[1], (pages) => with_row(pages, moved));
      return () => {
        for (const [i, key] of keys.entries()) client.setQueryData(key, before[i]);
      };
    },
    [client, board],
  );
}
