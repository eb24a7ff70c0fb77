import "./deal_list.css";
import { useVirtualizer } from "@tanstack/react-virtual";
import {
  type KeyboardEvent,
  lazy,
  type MouseEvent,
  Suspense,
  useCallback,
  useEffect,
  useRef,
  useState,
} from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../app/format.ts";
import type { MapIndex } from "../../app/process.tsx";
import type { Search } from "../../app/router.tsx";
import { useMay } from "../../app/session.tsx";
import { Button } from "../../ui/button.tsx";
import { Pick } from "../../ui/menu.tsx";
import { Segments } from "../../ui/segments.tsx";
import { Empty, Failed, Loading } from "../../ui/states.tsx";
import type { BoardQuery } from "./board_query.ts";
import { is_reachable, ListRow, SortHead } from "./list_row.tsx";
import { list_texts } from "./list_texts.ts";
import { type Filters, is_filtered } from "./search_model.ts";
import { all_of, extend, nothing, type Selection, toggle, within } from "./selection_model.ts";
import { type Sort, sort_of, sort_text, useDealList } from "./use_list.ts";

const BulkPanel = lazy(() => import("./bulk_panel.tsx"));

const statuses = ["lead", "open", "won", "lost", "no_decision", "finished"] as const;
interface Props {
  index: MapIndex;
  board: BoardQuery;
  filters: Filters;
  search: Search;
  change: (search: Search, replace?: boolean) => void;
}

const row_height = 34;
const columns = [
  "box",
  "name",
  "account",
  "status",
  "stage",
  "owner",
  "amount",
  "close",
  "in_stage",
  "next_due",
  "changed",
];

/// Room for the rows that are not drawn.
function Spacer({ height }: { height: number }) {
  return height > 0 ? <tr aria-hidden style={{ height }} className="spacer" /> : null;
}

/// One function throughout, so that lines stay as they are drawn while one scrolls.
function useSteady<A extends unknown[]>(act: (...args: A) => void) {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  return useCallback((...args: A) => latest.current(...args), []);
}

/// Deals of all statuses as a table: sorted by the server, selected by mouse or keys, changed many at once.
export default function DealList({ index, board, filters, search, change }: Props) {
  const { t } = useTranslation(list_texts);
  const format = useFormat();
  const may_bulk = useMay("deal.bulk");
  const sort = sort_of(search);
  const asked = { ...board.filters, process: board.process };
  const { answer, rows, filter } = useDealList(asked, sort);
  const [selection, set_selection] = useState<Selection>(nothing);
  const [is_all, set_all] = useState(false);
  // What is selected was selected among what these filters showed.
  const [of_filter, set_of_filter] = useState(filter);
  if (of_filter !== filter) {
    set_of_filter(filter);
    set_selection(nothing);
    set_all(false);
  }
  const order = rows.map((row) => row.id);
  const reachable = new Set(rows.filter(is_reachable).map((row) => row.id));
  const box = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => row_height,
    overscan: 12,
    scrollPaddingStart: row_height,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? -1;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = answer;
  useEffect(() => {
    if (rows.length > 0 && last >= rows.length - 20 && hasNextPage && !isFetchingNextPage)
      void fetchNextPage();
  }, [last, rows.length, hasNextPage, isFetchingNextPage, fetchNextPage]);
  const select = (next: Selection) => {
    set_all(false);
    set_selection(within(next, reachable));
  };
  const on_click = (event: MouseEvent, id: number) => {
    if ((event.target as HTMLElement).closest("a")) return;
    select(event.shiftKey ? extend(selection, id, order) : toggle(selection, id));
  };
  const focus_row = (i: number) => {
    virtual.scrollToIndex(i);
    requestAnimationFrame(() => box.current?.querySelector<HTMLElement>(`[data-row="${i}"] a`)?.focus());
  };
  const on_key = (event: KeyboardEvent, i: number) => {
    const to = { ArrowDown: i + 1, ArrowUp: i - 1, Home: 0, End: rows.length - 1 }[event.key];
    const id = rows[i]?.id;
    if (to !== undefined) {
      event.preventDefault();
      const target = Math.max(0, Math.min(rows.length - 1, to));
      const next = rows[target]?.id;
      if (event.shiftKey && may_bulk && id !== undefined && next !== undefined) {
        const begun = selection.ids.has(id) ? selection : toggle(selection, id);
        select(extend(begun, next, order));
      }
      focus_row(target);
    } else if (event.key === " " && may_bulk && id !== undefined) {
      event.preventDefault();
      select(event.shiftKey ? extend(selection, id, order) : toggle(selection, id));
    }
  };
  const click_row = useSteady(on_click);
  const press_in_row = useSteady(on_key);
  const set_sort = (next: Sort) => change({ sort: sort_text(next) });
  const chosen = is_all ? undefined : [...selection.ids];
  const has_chosen = is_all || selection.ids.size > 0;
  const status = filters.status ?? "";
  return (
    <>
      <main id="main" className="listing" tabIndex={-1}>
        <h1 className="only-heard">{t("heading", { map: index.map.name })}</h1>
        <div className="row wrap list-bar">
          <Pick
            label={t("status")}
            is_set={status !== ""}
            choices={[{ id: "", name: t("all") }, ...statuses.map((id) => ({ id, name: t(`status_${id}`) }))]}
            chosen={status}
            on_choose={(id) => change({ status: id || undefined })}
          />
          <Segments
            label={t("sorted")}
            chosen={sort.field === "attention" ? "attention" : "column"}
            choices={[
              { id: "column", name: t("sorted_by_column") },
              { id: "attention", name: t("sorted_by_attention") },
            ]}
            on_choose={(id) =>
              change({
                sort:
                  id === "attention" ? sort_text({ field: "attention", is_descending: false }) : undefined,
              })
            }
          />
          <span className="q s" role="status">
            {has_chosen
              ? is_all
                ? t("chosen_all")
                : t("chosen", { count: selection.ids.size })
              : hasNextPage
                ? t("loaded_more", { count: rows.length })
                : t("loaded", { count: rows.length })}
          </span>
          {may_bulk && has_chosen && (
            <>
              <Button small kind="main" onPress={() => change({ panel: "bulk" }, false)}>
                {t("change")}
              </Button>
              <Button small kind="text" onPress={() => select(nothing)}>
                {t("clear")}
              </Button>
            </>
          )}
          {may_bulk && !is_all && rows.length > 0 && (
            <Button small kind="text" onPress={() => set_all(true)}>
              {t("select_all")}
            </Button>
          )}
          <span className="only-heard">{t("keys")}</span>
        </div>
        {answer.error && !answer.data && (
          <Failed error={answer.error} on_again={() => void answer.refetch()} />
        )}
        {answer.isPending && <Loading what={t("deals")} lines={8} />}
        {answer.data && rows.length === 0 && (
          <Empty>{t(is_filtered(filters) || status !== "" ? "nothing" : "nothing_yet")}</Empty>
        )}
        {rows.length > 0 && (
          <section className="dtable" ref={box} aria-label={t("deals")}>
            <table aria-rowcount={hasNextPage ? -1 : rows.length + 1}>
              <colgroup>
                {columns.map((name) =>
                  name === "box" && !may_bulk ? null : <col key={name} className={name} />,
                )}
              </colgroup>
              <thead>
                <tr aria-rowindex={1}>
                  {may_bulk && (
                    <th scope="col">
                      <input
                        type="checkbox"
                        aria-label={t("select_shown")}
                        disabled={reachable.size === 0}
                        checked={is_all || (selection.ids.size > 0 && selection.ids.size === reachable.size)}
                        onChange={(event) => select(event.target.checked ? all_of(order) : nothing)}
                      />
                    </th>
                  )}
                  <SortHead field="name" sort={sort} on_sort={set_sort} />
                  {(["account", "status", "stage", "owner"] as const).map((name) => (
                    <th scope="col" key={name}>
                      {t(name)}
                    </th>
                  ))}
                  {(["amount", "close", "in_stage", "next_due", "changed"] as const).map((field) => (
                    <SortHead key={field} field={field} sort={sort} is_number on_sort={set_sort} />
                  ))}
                </tr>
              </thead>
              <tbody>
                <Spacer height={items[0]?.start ?? 0} />
                {items.map((item) => {
                  const row = rows[item.index];
                  return (
                    row && (
                      <ListRow
                        key={row.id}
                        row={row}
                        i={item.index}
                        is_selected={is_all || selection.ids.has(row.id)}
                        may_select={may_bulk}
                        index={index}
                        format={format}
                        t={t}
                        on_click={click_row}
                        on_key={press_in_row}
                      />
                    )
                  );
                })}
                <Spacer height={virtual.getTotalSize() - (items.at(-1)?.end ?? 0)} />
              </tbody>
            </table>
          </section>
        )}
      </main>
      {search.panel === "bulk" && (
        <Suspense>
          <BulkPanel
            index={index}
            deals={chosen}
            filter={filter}
            search={search}
            change={change}
            on_close={() => change({ panel: undefined, job: undefined })}
          />
        </Suspense>
      )}
    </>
  );
}
