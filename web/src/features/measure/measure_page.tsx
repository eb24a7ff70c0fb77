import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../app/format.ts";
import { useShortcuts } from "../../app/keys.ts";
import { type MapIndex, useMap, useProcess } from "../../app/process.tsx";
import { useMay } from "../../app/session.tsx";
import { SidePanel } from "../../ui/side_panel.tsx";
import { Empty, Failed, Loading } from "../../ui/states.tsx";
import { ChangesSection } from "./changes_section.tsx";
import { type Measured, MeasuredProvider, useMeasuredPage } from "./context.tsx";
import { ExportMenu } from "./export_menu.tsx";
import { FigurePanel } from "./figure_panel.tsx";
import { GoalColumn } from "./goal_column.tsx";
import { useCampaigns, useMeasured, useReport, useWords } from "./hooks.ts";
import { Legend } from "./legend.tsx";
import { LimitSection } from "./limit_section.tsx";
import "./measure.css";
import "./panel.css";
import { shown_goals } from "./model.ts";
import { MoneySection } from "./money_section.tsx";
import { name_of, short_names } from "./periods.ts";
import { GoalPanel, StagePanel } from "./place_panel.tsx";
import { type MeasureSearch, periods_of } from "./question.ts";
import { SegmentsSection } from "./segments_section.tsx";
import { SliceBar } from "./slice_bar.tsx";
import { texts } from "./texts.ts";

export function MeasurePage() {
  const { t } = useTranslation(texts);
  const search = useSearch({ strict: false }) as MeasureSearch;
  const { process, is_pending, error } = useProcess(search.process);
  const version = search.version ?? process?.head;
  const map = useMap(process?.id, version);
  const may = useMay("measure.read");
  if (error || map.error)
    return (
      <main id="main" className="pg">
        <Failed error={error ?? map.error} on_again={() => void map.refetch()} />
      </main>
    );
  if (!may || (!is_pending && !(process && process.head > 0)))
    return (
      <main id="main" className="pg">
        <h1>{t("page")}</h1>
        <Empty>{t(may ? "no_map" : "no_right")}</Empty>
        {may && (
          <Link className="btn" to="/improve">
            {t("to_improve")}
          </Link>
        )}
      </main>
    );
  if (!process || !map.index)
    return (
      <main id="main" className="pg">
        <Loading what={t("what")} lines={8} />
      </main>
    );
  return <MeasuredMap key={process.id} process={process.id} map={map.index} search={search} />;
}

function useChange() {
  const navigate = useNavigate();
  return useMemo(
    () => (change: Record<string, string | number | boolean | undefined>) =>
      void navigate({
        to: ".",
        search: (before: Record<string, unknown>) =>
          Object.fromEntries(
            Object.entries({ ...before, ...change }).filter(([, value]) => value !== undefined),
          ) as never,
        resetScroll: false,
      }),
    [navigate],
  );
}

function MeasuredMap({ process, map, search }: { process: number; map: MapIndex; search: MeasureSearch }) {
  const { t } = useTranslation(texts);
  const format = useFormat();
  const words = useWords();
  const set = useChange();
  const periods = periods_of(search, format.today());
  const now = useMeasured(process, search, periods.now);
  const before = useMeasured(process, search, periods.before);
  const told = useReport(process, search, periods, now.query.isSuccess);
  const campaigns = useCampaigns(process, now.query.isSuccess);
  const names = {
    now: name_of(periods.now, format, words),
    before: periods.before ? name_of(periods.before, format, words) : "",
    ...short_names(periods, format, { now: t("short_now"), before: t("short_before") }),
  };
  const measured: Measured | undefined = now.index &&
    now.whole && {
      process,
      map,
      search,
      set,
      now: now.index,
      whole: now.whole,
      before: before.index,
      period: periods.now,
      period_before: periods.before,
      names,
      is_refining: now.is_refining || (!told.is_full && !told.error),
      report: told.report,
      limit: told.report?.limit.stage || undefined,
      possible: told.is_full ? (told.report?.limit.possible ?? []) : [],
    };
  return (
    <MeasuredProvider value={measured}>
      <SliceBar
        map={map}
        search={search}
        set={set}
        now={periods.now}
        before={periods.before}
        as_of={now.index?.as_of}
        is_refining={now.is_refining || (now.query.isSuccess && !told.is_full && !told.error)}
        is_asking={now.query.isFetching}
        campaigns={campaigns}
        on_refresh={() => void Promise.all([now.refresh(), before.refresh(), told.refresh()])}
      >
        {measured && <ExportMenu />}
      </SliceBar>
      <div className="wrapm">
        <main
          id="main"
          className={now.is_stale ? "mapc stale" : "mapc"}
          aria-busy={now.is_stale}
          data-refining={measured?.is_refining || undefined}
        >
          <h1 className="only-heard">{t("title", { name: map.map.name })}</h1>
          {now.refining_failed || told.error ? <p className="note limit">{t("not_refined")}</p> : null}
          {measured ? (
            <Page />
          ) : now.query.error ? (
            <Failed error={now.query.error} on_again={() => void now.query.refetch()} />
          ) : (
            <Skeleton map={map} />
          )}
        </main>
        {measured && <Panel />}
      </div>
    </MeasuredProvider>
  );
}

/// The map as it will stand, with grey lines where the figures come, so that nothing jumps.
function Skeleton({ map }: { map: MapIndex }) {
  const { t } = useTranslation(texts);
  const goals = shown_goals(map);
  return (
    <div className="cols" style={columns_of(goals.map(({ stages }) => stages.length))}>
      {goals.map(({ goal }) => (
        <section key={goal.id} className="goal" aria-label={goal.name || map.map.name}>
          <h2>
            <span className="goal-name">
              <i>{goal.number}</i>
              {goal.name || map.map.name}
            </span>
          </h2>
          <p className="voice cust">{goal.value}</p>
          <Loading what={t("what")} lines={8} />
        </section>
      ))}
    </div>
  );
}

function columns_of(counts: number[]) {
  return { gridTemplateColumns: counts.map((count) => `minmax(188px, ${Math.max(count, 3)}fr)`).join(" ") };
}

/// Says that the figures are not of now, and what was known when they were told.
function PastDay({ day }: { day: string }) {
  const { t } = useTranslation(texts);
  const format = useFormat();
  const { search } = useMeasuredPage();
  const known = t(search.known === "then" ? "past_then" : "past_now");
  return <p className="note past">{t("past_day", { day: format.full_day(day), known })}</p>;
}

function Page() {
  const { t } = useTranslation(texts);
  const { map, now, search } = useMeasuredPage();
  const goals = shown_goals(map);
  const is_empty = now.all.every((figure) => figure.n === 0);
  return (
    <>
      {search.at && <PastDay day={search.at} />}
      {is_empty && <p className="note past">{t(search.at ? "no_deals_by_then" : "no_deals_at_all")}</p>}
      <div className="cols-scroll">
        <div className="cols" style={columns_of(goals.map(({ stages }) => stages.length))}>
          {goals.map((shown) => (
            <GoalColumn key={shown.goal.id} shown={shown} />
          ))}
        </div>
      </div>
      <Legend />
      <LimitSection />
      <ChangesSection />
      <MoneySection />
      <SegmentsSection />
    </>
  );
}

/// The address names a figure that this period or map does not have.
function NoFigure() {
  const { t } = useTranslation(texts);
  const { set, search } = useMeasuredPage();
  return (
    <SidePanel
      about={search.fig ?? ""}
      title={t("figure")}
      on_close={() => set({ fig: undefined, earlier: undefined })}
    >
      <Empty>{t("no_such_figure")}</Empty>
    </SidePanel>
  );
}

/// `[` and `]` go from stage to stage while a stage is open.
function useStageKeys() {
  const { map, search, set } = useMeasuredPage();
  const step = (by: number) => {
    const at = map.stages.findIndex((stage) => stage.id === search.stage);
    const next = at < 0 ? undefined : map.stages[at + by];
    if (next) set({ stage: next.id, fig: undefined, earlier: undefined });
  };
  useShortcuts({ "[": () => step(-1), "]": () => step(1) });
}

/// What is opened: a figure before its place.
function Panel() {
  const { search, now, before } = useMeasuredPage();
  useStageKeys();
  const figure = search.fig ? (search.earlier ? before : now)?.by(search.fig) : undefined;
  if (figure) return <FigurePanel figure={figure} />;
  if (search.fig && !(search.earlier && !before)) return <NoFigure />;
  if (search.stage) return <StagePanel id={search.stage} />;
  if (search.goal) return <GoalPanel id={search.goal} />;
  return null;
}
