import {
  keepPreviousData,
  type QueryClient,
  queryOptions,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useNavigate, useRouterState } from "@tanstack/react-router";
import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import { $api } from "../../api/client.ts";
import type { Search } from "../../app/router.tsx";
import { after_frame } from "../../ui/frames.ts";
import { wish_heads } from "./board_batch.ts";
import { type BoardQuery, heads_init } from "./board_query.ts";
import { column_key, column_options } from "./column_hooks.ts";
import type { Column, Counts, DealRow } from "./column_model.ts";
import { type Pages, with_row, without_row } from "./pages_model.ts";

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

function heads_options(board: BoardQuery) {
  const { queryKey } = $api.queryOptions("get", "/api/processes/{process}/stage-counts", heads_init(board));
  return queryOptions({ queryKey, queryFn: () => wish_heads(board) });
}

function is_there(client: QueryClient, board: BoardQuery, columns: readonly Column[]) {
  const keys = [heads_options(board).queryKey, ...columns.map((column) => column_key(board, column))];
  return keys.every((key) => client.getQueryData(key) !== undefined);
}

function ask_for(client: QueryClient, board: BoardQuery, columns: readonly Column[]) {
  const heads = client.prefetchQuery(heads_options(board));
  const cards = columns.map((column) => client.prefetchInfiniteQuery(column_options(board, column)));
  return Promise.all([heads, ...cards]);
}

/// Asks for these columns of the board that an address is about to show, so that the answer is on its way while the page
/// deals with the input. `change` goes there; so does what this gives back.
export function useAhead(
  search: Search,
  to_board: (search: Search) => BoardQuery,
  columns: readonly Column[],
  change: (next: Search, replace?: boolean) => void,
) {
  const client = useQueryClient();
  const now = useRef({ search, to_board, columns });
  useLayoutEffect(() => {
    now.current = { search, to_board, columns };
  }, [search, to_board, columns]);
  return useCallback(
    (next: Search, replace?: boolean) => {
      const { search: before, to_board: of, columns: all } = now.current;
      const board = of({ ...before, ...next });
      if (all.length === 0 || is_there(client, board, all)) return change(next, replace);
      void ask_for(client, board, all);
      // A request leaves when the task that asks for it is over: the page is drawn in one of its own.
      setTimeout(() => change(next, replace));
    },
    [client, change],
  );
}

/// The board that was asked for, as soon as these columns of it are there; until then the one before, if any: all of it
/// changes at once, and is drawn once.
export function useShownBoard(asked: BoardQuery, columns: readonly Column[]): BoardQuery | undefined {
  const client = useQueryClient();
  const [shown, set_shown] = useState(() => (is_there(client, asked, columns) ? asked : undefined));
  useLayoutEffect(() => {
    let is_over = false;
    const show = () => {
      if (!is_over) set_shown(asked);
    };
    // The frame before shows that the input was taken.
    if (is_there(client, asked, columns)) after_frame(show);
    // What fails is said by what asks for it again to show it.
    else void ask_for(client, asked, columns).then(show);
    return () => {
      is_over = true;
    };
  }, [asked, columns, client]);
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
