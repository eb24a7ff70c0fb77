import "./board.css";
import "./lanes.css";
import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../app/format.ts";
import type { MapIndex } from "../../app/process.tsx";
import type { Search } from "../../app/router.tsx";
import { useMay } from "../../app/session.tsx";
import { useNow } from "./board_hooks.ts";
import type { BoardQuery } from "./board_query.ts";
import type { CardSetting } from "./card.tsx";
import { BoardColumn } from "./column.tsx";
import {
  type Column,
  type Counts,
  type DealRow,
  folded_of,
  type Group,
  head_of,
  toggled,
  total_of,
} from "./column_model.ts";
import { GoalGroup } from "./goal_group.tsx";
import type { Target } from "./move_menu.tsx";
import { board_texts } from "./texts.ts";
import { useBoardKeys } from "./use_board_keys.ts";
import { useBoardMoves } from "./use_board_moves.ts";

const MoveMenu = lazy(() => import("./move_menu.tsx"));

type Dnd = typeof import("./dnd.ts");
let loaded_dnd: Dnd | undefined;

/// Dragging is loaded once the board is there: nobody drags in the first moment.
function useDnd() {
  // What was loaded once is there from the start: cards need not be drawn a second time for it.
  const [dnd, set_dnd] = useState(loaded_dnd);
  useEffect(() => {
    if (loaded_dnd) return undefined;
    let is_gone = false;
    void import("./dnd.ts").then((loaded) => {
      loaded_dnd = loaded;
      if (!is_gone) set_dnd(loaded);
    });
    return () => {
      is_gone = true;
    };
  }, []);
  return dnd;
}

interface Opened {
  row: DealRow;
  column: Column;
  anchor: HTMLElement;
}

interface Props {
  index: MapIndex;
  groups: Group[];
  board: BoardQuery;
  /// False until the first board is there, or has failed.
  is_there: boolean;
  /// Another board has been asked for and is not there yet.
  is_busy: boolean;
  counts: Counts | undefined;
  is_counted: boolean;
  search: Search;
  change: (search: Search, replace?: boolean) => void;
  is_filtered: boolean;
  /// On a narrow screen the one column that is shown.
  only: string | undefined;
}

/// The stages of a map side by side with the deals that stand in them.
export function Board({
  index,
  groups,
  board,
  is_there,
  is_busy,
  counts,
  is_counted,
  search,
  change,
  is_filtered,
  only,
}: Props) {
  const { t } = useTranslation(board_texts);
  const format = useFormat();
  const now = useNow();
  const may_move = useMay("deal.move");
  const navigate = useNavigate();
  const dnd = useDnd();
  const main = useRef<HTMLElement>(null);
  const [menu, set_menu] = useState<Opened>();
  const folded = folded_of(search.folded);
  // Without any lead their column is folded, until one opens it.
  const is_empty = (group: Group) =>
    group.id === "leads" && counts && total_of(counts, group.columns).deals === 0;
  const is_open = (group: Group) => only !== undefined || folded.has(group.id) === Boolean(is_empty(group));
  const shown = groups.filter(is_open).flatMap((group) => group.columns);
  const columns = only === undefined ? shown : shown.filter((column) => column.id === only);
  const all = useMemo(() => groups.flatMap((group) => group.columns), [groups]);
  // The same objects for the same counts, so that columns need not be drawn anew.
  const heads = useMemo(
    () => new Map(counts && all.map((column) => [column, head_of(counts, column)])),
    [counts, all],
  );
  const follow = useRef<{ deal: number; column: string }>(undefined);
  const on_refused = useCallback(
    (deal: number, to: string) => {
      // Moved by the panel in the end, the card has the focus where it stands then.
      follow.current = { deal, column: to };
      change({ panel: "move", deal, to }, false);
    },
    [change],
  );
  const { panel } = search;
  useEffect(() => {
    if (panel) return undefined;
    const timer = setTimeout(() => {
      follow.current = undefined;
    }, 3000);
    return () => clearTimeout(timer);
  }, [panel]);
  const on_close = useCallback(
    (deal: number, to: string) => change({ panel: "close", deal, to }, false),
    [change],
  );
  const { go, look_ahead, heard, set_heard } = useBoardMoves(board, on_refused, on_close);
  const on_menu = useCallback(
    (row: DealRow, column: Column, anchor: HTMLElement) => {
      look_ahead(row.id);
      set_menu({ row, column, anchor });
    },
    [look_ahead],
  );
  const keys = useBoardKeys(columns, (deal, anchor) => {
    const id = anchor.closest<HTMLElement>("[data-column]")?.dataset.column;
    const column = columns.find((one) => one.id === id);
    const row = keys.handles.current.get(id ?? "")?.rows.find((one) => one.id === deal);
    if (may_move && row && column) on_menu(row, column, anchor);
  });
  const choose = (target: Target) => {
    if (!menu) return;
    const { row, column: from } = menu;
    set_menu(undefined);
    if (target.kind === "end")
      return void navigate({
        to: "/deals/$deal",
        params: { deal: `${row.id}` },
        search: { do: `move:${target.id}` } as never,
      });
    const to = all.find((one) => one.target?.kind === target.kind && one.target.id === target.id);
    if (target.kind === "outcome") return on_close(row.id, target.id);
    if (!to) return on_refused(row.id, target.id);
    follow.current = { deal: row.id, column: to.id };
    void go({ row, from, to });
  };
  // A card that was moved by key or menu keeps the focus where it stands now.
  const handles = keys.handles;
  const held = search.panel === "move" || search.panel === "close" ? Number(search.deal) : undefined;
  const on_rows = useCallback(
    (column: Column, rows: readonly DealRow[]) => {
      // What the panel is about is seen beside it.
      if (held !== undefined && rows.some((row) => row.id === held))
        main.current
          ?.querySelector(`[data-column="${CSS.escape(column.id)}"]`)
          ?.scrollIntoView({ inline: "nearest", block: "nearest" });
      const wanted = follow.current;
      if (!wanted || wanted.column !== column.id) return;
      const i = rows.findIndex((row) => row.id === wanted.deal);
      if (i < 0) return;
      follow.current = undefined;
      requestAnimationFrame(() => handles.current.get(column.id)?.focus(i));
    },
    [handles, held],
  );
  useEffect(() => {
    if (!dnd || !main.current) return undefined;
    return dnd.watch(main.current, {
      on_start: (row) => {
        look_ahead(row.id);
        set_heard(t("picked_up", { deal: row.name }));
      },
      on_over: (_, column) =>
        column && set_heard(t(column.target ? "over" : "not_here", { stage: column.name })),
      on_drop: (row, from, to) => {
        if (to) void go({ row, from, to });
        else set_heard(t("let_go", { deal: row.name }));
      },
    });
  }, [dnd, go, look_ahead, set_heard, t]);
  useEffect(() => {
    if (search.goal)
      main.current
        ?.querySelector(`[data-goal="${CSS.escape(`${search.goal}`)}"]`)
        ?.scrollIntoView({ inline: "start", block: "nearest" });
  }, [search.goal]);
  const setting = useMemo(
    (): CardSetting => ({ t, format, now, may_move, make_draggable: dnd?.make_draggable, on_menu }),
    [t, format, now, may_move, dnd, on_menu],
  );
  const held_name = useHeldName(handles, held);
  return (
    <main id="main" className="bw" ref={main} onKeyDown={keys.on_key} tabIndex={-1} aria-busy={is_busy}>
      <h1 className="only-heard">{t("board_of", { map: index.map.name })}</h1>
      <p className="only-heard" id="board-keys">
        {t("keys_hint")}
      </p>
      <p className="only-heard" aria-live="assertive">
        {heard}
      </p>
      {groups.map((group) => {
        const inside = group.columns.filter((column) => columns.includes(column));
        if (only !== undefined && inside.length === 0) return null;
        return (
          <GoalGroup
            key={group.id}
            group={group}
            is_folded={!is_open(group)}
            head={counts && total_of(counts, group.columns)}
            on_fold={() => change({ folded: toggled(folded, group.id) })}
          >
            {inside.map((column) => (
              <BoardColumn
                key={column.id}
                column={column}
                board={is_there ? board : undefined}
                head={heads.get(column)}
                is_counted={is_counted}
                setting={setting}
                make_target={dnd?.make_target}
                held={held}
                slot={
                  search.panel === "move" && column.stage !== "" && column.stage === search.to
                    ? held_name
                    : undefined
                }
                is_filtered={is_filtered}
                on_handle={keys.on_handle}
                on_rows={on_rows}
              />
            ))}
          </GoalGroup>
        );
      })}
      {menu && (
        <Suspense>
          <MoveMenu
            row={menu.row}
            anchor={menu.anchor}
            index={index}
            on_choose={choose}
            on_close={() => set_menu(undefined)}
          />
        </Suspense>
      )}
    </main>
  );
}

type Handles = ReturnType<typeof useBoardKeys>["handles"];

/// The name of the deal whose move was refused, for the place where it was dropped.
function useHeldName(handles: Handles, deal: number | undefined) {
  if (deal === undefined) return undefined;
  for (const handle of handles.current.values()) {
    const row = handle.rows.find((one) => one.id === deal);
    if (row) return row.account_name || row.name;
  }
  return undefined;
}
