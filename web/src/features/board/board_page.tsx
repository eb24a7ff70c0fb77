import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useCallback, useEffect, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useMap, useProcess } from "../../app/process.tsx";
import { CountsRail } from "../../app/rail.tsx";
import type { Search } from "../../app/router.tsx";
import { Empty, Failed, Loading } from "../../ui/states.tsx";
import { Board } from "./board.tsx";
import { useAhead, useHeads, useIsNarrow, useSearch, useShownBoard } from "./board_hooks.ts";
import type { BoardQuery } from "./board_query.ts";
import {
  type Column,
  type Counts,
  type Group,
  gone_stages,
  groups_of,
  head_of,
  total_of,
} from "./column_model.ts";
import { FilterBar } from "./filter_bar.tsx";
import { filters_of, is_narrowed, order_of, to_query } from "./search_model.ts";
import { StagePick } from "./stage_pick.tsx";
import { board_texts } from "./texts.ts";

const Panels = lazy(() => import("./panels.tsx"));
const DealList = lazy(() => import("./deal_list.tsx"));

function NoBoard({ text }: { text: "no_map" | "not_published" }) {
  const { t } = useTranslation(board_texts);
  return (
    <main id="main" className="pg">
      <h1>{t("title")}</h1>
      <Empty>{t(text)}</Empty>
      <Link className="btn" to="/improve">
        {t("to_improve")}
      </Link>
    </main>
  );
}

/// The Run view: the deals of a process as a board or a list (D2).
export function BoardPage() {
  const { t } = useTranslation(board_texts);
  const { search } = useSearch();
  const { process, is_pending, error } = useProcess(Number(search.process) || undefined);
  const map = useMap(process?.id, process?.head);
  useEffect(() => {
    document.title = `${t("title")} · Stagecraft`;
  }, [t]);
  if (error) return <Failed error={error} />;
  if (!is_pending && !process) return <NoBoard text="no_map" />;
  if (process && process.head === 0) return <NoBoard text="not_published" />;
  if (map.error) return <Failed error={map.error} on_again={() => void map.refetch()} />;
  if (!process || !map.index)
    return (
      <main id="main" className="pg">
        <h1 className="only-heard">{t("title")}</h1>
        <Loading what={t("loading")} lines={8} />
      </main>
    );
  return <Run key={process.id} process={process.id} index={map.index} />;
}

function Run({
  process,
  index,
}: {
  process: number;
  index: NonNullable<ReturnType<typeof useMap>["index"]>;
}) {
  const { t } = useTranslation(board_texts);
  const { search, change: go, set } = useSearch();
  const is_narrow = useIsNarrow();
  const filters = useMemo(() => filters_of(search), [search]);
  const to_board = useCallback(
    (of: Search): BoardQuery => ({ process, filters: to_query(filters_of(of)), order: order_of(of) }),
    [process],
  );
  const asked_text = JSON.stringify(to_board(search));
  // The same object while the same is asked for, so that columns need not be drawn anew.
  const asked = useMemo((): BoardQuery => JSON.parse(asked_text), [asked_text]);
  const is_list = search.show === "list";
  const { stage, goal } = search;
  // A list asks for its deals itself; which column a narrow board shows, counts may have to tell.
  const awaited = useMemo(() => {
    if (is_list) return [];
    const map_groups = groups_of(index, [], { leads: "" });
    if (!is_narrow) return map_groups.flatMap((group) => group.columns);
    const named = column_named(map_groups, { stage, goal });
    return named ? [named] : [];
  }, [index, is_list, is_narrow, stage, goal]);
  const change = useAhead(search, to_board, awaited, go);
  const shown = useShownBoard(asked, awaited);
  const board = shown ?? asked;
  const heads = useHeads(board);
  const { counts } = heads;
  const is_counted = counts !== undefined || heads.query.isError;
  const gone_text = counts ? gone_stages(index, counts).join("\n") : "";
  const groups = useMemo(
    () => groups_of(index, gone_text === "" ? [] : gone_text.split("\n"), { leads: t("leads_hint") }),
    [index, gone_text, t],
  );
  const columns = groups.flatMap((group) => group.columns);
  const only = is_narrow && !is_list ? column_of(groups, search, counts) : undefined;
  return (
    <div className="run">
      <CountsRail index={index} process={process} here={only} />
      <FilterBar
        filters={filters}
        order={asked.order}
        search={search}
        change={change}
        set={set}
        total={counts && !is_list ? open_total(columns, counts) : undefined}
      />
      {only !== undefined && (
        <StagePick
          columns={is_counted ? columns : []}
          counts={counts}
          chosen={only}
          on_choose={(stage) => change({ stage })}
        />
      )}
      <div className="bd">
        {is_list ? (
          <Suspense
            fallback={
              <main id="main" className="pg">
                <h1 className="only-heard">{t("title")}</h1>
                <Loading what={t("loading")} lines={8} />
              </main>
            }
          >
            <DealList index={index} board={asked} filters={filters} search={search} change={change} />
          </Suspense>
        ) : (
          <Board
            index={index}
            groups={groups}
            board={board}
            is_there={shown !== undefined}
            is_busy={shown !== asked}
            counts={counts}
            is_counted={is_counted}
            search={search}
            change={change}
            is_filtered={is_narrowed(board.filters)}
            only={only}
          />
        )}
        {search.panel && (
          <Suspense>
            <Panels index={index} process={process} search={search} change={change} set={set} />
          </Suspense>
        )}
      </div>
    </div>
  );
}

/// The stage that the address names, or the first of its goal.
function column_named(groups: readonly Group[], { stage, goal }: Search) {
  const named = groups.flatMap((group) => group.columns).find((column) => column.id === stage);
  return named ?? groups.find((group) => group.id === goal)?.columns[0];
}

/// On a narrow screen: the column that the address names, else the first with deals.
function column_of(groups: readonly Group[], search: Search, counts: Counts | undefined) {
  const columns = groups.flatMap((group) => group.columns);
  const filled = columns.find((column) => counts && head_of(counts, column).deals > 0);
  return (column_named(groups, search) ?? filled ?? columns[0])?.id ?? "lead";
}

function open_total(columns: readonly Column[], counts: Counts) {
  const of = (status: string) => columns.filter((column) => column.statuses.includes(status));
  return { leads: total_of(counts, of("lead")).deals, open: total_of(counts, of("open")) };
}
