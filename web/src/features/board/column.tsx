import { measureElement, useVirtualizer } from "@tanstack/react-virtual";
import {
  type CSSProperties,
  type FocusEvent,
  Fragment,
  memo,
  type RefObject,
  useEffect,
  useImperativeHandle,
  useRef,
  useState,
} from "react";
import { Failed, Loading } from "../../ui/states.tsx";
import type { BoardQuery } from "./board_query.ts";
import { Card, type CardSetting } from "./card.tsx";
import { useCards, useColumn } from "./column_hooks.ts";
import type { Column, DealRow, Head } from "./column_model.ts";
import { useTellSeen } from "./in_sight.ts";
import { useInTurn, useSeenRect } from "./in_view.ts";

/// What the board asks of a column for its keys.
export interface ColumnHandle {
  rows: readonly DealRow[];
  /// Scrolls there and focuses the card's link; a column without cards focuses its head.
  focus: (i: number) => void;
}

interface ColumnProps {
  column: Column;
  /// Undefined while its first cards are asked for.
  board: BoardQuery | undefined;
  head: Head | undefined;
  setting: CardSetting;
  /// Whether what its head counts has come, or will not.
  is_counted: boolean;
  make_target: ((lane: HTMLElement, list: HTMLElement, column: Column) => () => void) | undefined;
  held: number | undefined;
  /// The deal that was dropped here and refused.
  slot: string | undefined;
  is_filtered: boolean;
  on_handle: (id: string, handle: ColumnHandle | null) => void;
  on_rows: (column: Column, rows: readonly DealRow[]) => void;
}

const gap = 8;
const estimated_height = 142;

type Measure = typeof measureElement<HTMLLIElement>;

/// Cards stand in the flow, so their heights are wanted for what is out of sight alone: they are told by the browser once it has
/// laid out the frame, and nothing is laid out to ask for them.
const measured_in_its_frame: Measure = (element, entry, virtual) => {
  if (entry) return measureElement(element, entry, virtual);
  const key = virtual.options.getItemKey(virtual.indexFromElement(element));
  return virtual.itemSizeCache.get(key) ?? estimated_height;
};

/// Focus goes to an element that the virtual list is about to make.
function focus_when_there(find: () => HTMLElement | null | undefined, tries = 12) {
  const element = find();
  if (element) element.focus({ preventScroll: true });
  else if (tries > 0) requestAnimationFrame(() => focus_when_there(find, tries - 1));
}

function deal_at(event: FocusEvent<HTMLElement>) {
  const card = event.target.closest<HTMLElement>("[data-deal]");
  return card ? Number(card.dataset.deal) : undefined;
}

function ColumnHead({ column, head, setting }: Pick<ColumnProps, "column" | "head" | "setting">) {
  const { t, format } = setting;
  const sums = head?.sums.map((sum) => format.money_short(sum.minor, sum.currency)) ?? [];
  const count = head && t(column.kind === "lead" ? "leads_count" : "deals", { count: head.deals });
  const words = [column.number, count, ...sums].filter((word) => word !== undefined && word !== "");
  const days = head?.median_days;
  const expected = column.expected_days;
  return (
    <header>
      <h3 className="clip" title={column.name} tabIndex={-1}>
        {column.name}
      </h3>
      <p className="s q">
        {words.map((word, i) => (
          <Fragment key={word}>
            {i > 0 && " · "}
            <span className="nw">{word}</span>
          </Fragment>
        ))}
      </p>
      {days !== undefined && (
        <p className="s q">
          {expected === undefined
            ? t("median_only", { days: format.number(days) })
            : t("median_expected", { days: format.number(days), expected: format.number(expected) })}
        </p>
      )}
    </header>
  );
}

interface CardsProps extends ColumnProps {
  board: BoardQuery;
  lane: RefObject<HTMLElement | null>;
  /// Of the list, as far as it is known before there is one.
  rect: { width: number; height: number } | undefined;
  active: number | undefined;
}

/// The cards of a column as far as they are seen.
function Cards(props: CardsProps) {
  const { column, board, head, setting, is_counted, make_target, held, slot } = props;
  const { on_handle, on_rows, lane, rect, active } = props;
  // What is seen comes first, what a first turn of the wheel would show after it.
  const has_had_turn = useInTurn(board, false) === board;
  const { query, rows } = useColumn(board, column);
  const list = useRef<HTMLDivElement>(null);
  const handle = useRef<ColumnHandle>(null);
  const virtual = useVirtualizer<HTMLDivElement, HTMLLIElement>({
    count: rows.length,
    getScrollElement: () => list.current,
    estimateSize: () => estimated_height,
    measureElement: measured_in_its_frame,
    getItemKey: (i) => rows[i]?.id ?? i,
    gap,
    overscan: has_had_turn && rect ? 2 : 0,
    ...(rect ? { initialRect: rect } : {}),
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? -1;
  const cards = useCards(rows, items[0]?.index ?? 0, last);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  useEffect(() => {
    if (last >= rows.length - 4 && hasNextPage && !isFetchingNextPage && rows.length > 0)
      void fetchNextPage();
  }, [last, rows.length, hasNextPage, isFetchingNextPage, fetchNextPage]);
  useEffect(() => {
    // There is no list before it is counted.
    if (is_counted && lane.current && list.current && make_target)
      return make_target(lane.current, list.current, column);
    return undefined;
  }, [is_counted, make_target, lane, column]);
  useEffect(() => on_rows(column, rows), [column, rows, on_rows]);
  useImperativeHandle(handle, () => ({
    rows,
    focus: (i) => {
      const row = rows[Math.max(0, Math.min(i, rows.length - 1))];
      lane.current?.scrollIntoView({ block: "nearest", inline: "nearest" });
      if (!row) return lane.current?.querySelector("h3")?.focus();
      virtual.scrollToIndex(rows.indexOf(row));
      focus_when_there(() => lane.current?.querySelector<HTMLElement>(`[data-deal="${row.id}"] .to-deal`));
    },
  }));
  useEffect(() => {
    on_handle(column.id, {
      get rows() {
        return handle.current?.rows ?? [];
      },
      focus: (i) => handle.current?.focus(i),
    });
    return () => on_handle(column.id, null);
  }, [column.id, on_handle]);
  const { t } = setting;
  // The Tab key goes from column to column: to the card that one was at last, or the first that is seen.
  const stop = items.find((item) => rows[item.index]?.id === active) ?? items[0];
  // Heads grow by what they count: cards stand below them once it is there, so that no card moves.
  if (!is_counted) return <Loading what={t("loading")} lines={3} />;
  const beyond = head ? head.deals - (last + 1) : 0;
  return (
    <>
      <div className="cards" ref={list} data-testid={`cards-${column.id}`}>
        {slot && (
          <p className="slot" aria-hidden>
            {t("dropped", { deal: slot })}
          </p>
        )}
        {query.isPending && <Loading what={t("loading")} lines={3} />}
        {query.error && !query.data && <Failed error={query.error} on_again={() => void query.refetch()} />}
        {query.data && rows.length === 0 && (
          <p className="s q none">{t(props.is_filtered ? "nothing_fits" : "nothing_here")}</p>
        )}
        <ul
          style={
            {
              "--gap": `${gap}px`,
              height: virtual.getTotalSize(),
              paddingTop: items[0]?.start,
            } as CSSProperties
          }
        >
          {items.map((item) => {
            const row = rows[item.index];
            if (!row) return null;
            return (
              <li
                key={item.key}
                data-index={item.index}
                ref={virtual.measureElement}
                aria-setsize={head?.deals ?? rows.length}
                aria-posinset={item.index + 1}
              >
                <Card
                  row={row}
                  card={cards.get(row.id)}
                  column={column}
                  setting={setting}
                  is_tab_stop={item === stop}
                  is_held={held === row.id}
                />
              </li>
            );
          })}
        </ul>
      </div>
      {beyond > 0 && (
        <button
          type="button"
          className="morec s"
          onClick={() => handle.current?.focus(Math.min(last + 4, rows.length - 1))}
        >
          {t("more", { count: beyond })}
        </button>
      )}
    </>
  );
}

/// One stage of the board: its head, and its cards. Columns out of sight come after those that are seen.
export const BoardColumn = memo(function BoardColumn(props: ColumnProps) {
  const { column, head, setting } = props;
  const lane = useRef<HTMLElement>(null);
  const rect = useSeenRect(lane);
  const board = useInTurn(props.board, rect !== undefined);
  useTellSeen(column, rect !== undefined);
  const [active, set_active] = useState<number>();
  return (
    <section
      className="lane"
      ref={lane}
      aria-label={column.name}
      data-column={column.id}
      onFocus={(event) => set_active(deal_at(event))}
    >
      <ColumnHead column={column} head={head} setting={setting} />
      {board && <Cards {...props} board={board} lane={lane} rect={rect} active={active} />}
      {!props.board && <Loading what={setting.t("loading")} lines={3} />}
      {props.board && !board && <div className="cards" />}
    </section>
  );
});
