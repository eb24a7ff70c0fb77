import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "../../api/client.ts";
import { add_days, useFormat } from "../../app/format.ts";
import { Section } from "../../ui/section.tsx";
import { Answer } from "../../ui/states.tsx";
import { type OwnFigures, read_own_figures, type ShareFigure, share_of } from "./figures.ts";
import { type Reach, reach_query, useQuarter } from "./hooks.ts";
import { Money } from "./money.tsx";
import { useKeeping } from "./promises.tsx";
import { IntervalBar } from "./share_words.tsx";
import { today_texts } from "./texts.ts";

function condition_of(reach: Reach) {
  const [field, id] = Object.entries(reach_query(reach))[0] ?? [];
  return field ? { where: `${field} = '${id}'` } : {};
}

/// What the server measures of the quarter, of the deals in reach.
export function useOwnFigures(process: number | undefined, reach: Reach) {
  const { from, to } = useQuarter();
  const query = $api.useQuery(
    "get",
    "/api/processes/{process}/measures",
    {
      params: {
        path: { process: process ?? 0 },
        query: { from, to, intervals: "fast", ...condition_of(reach) },
      },
    },
    { enabled: process !== undefined, staleTime: 60_000 },
  );
  return { ...query, figures: query.data === undefined ? undefined : read_own_figures(query.data) };
}

/// Booked a week; weeks to come are hollow.
function WeekBars({ weeks }: { weeks: OwnFigures["weeks"] }) {
  const { t } = useTranslation(today_texts);
  const most = Math.max(1, ...weeks.map((week) => week.value));
  const step = 132 / Math.max(1, weeks.length);
  return (
    <svg width="132" height="30" viewBox="0 0 132 30" role="img" aria-label={t("figures_cap")}>
      <line className="ax" x1="0" x2="132" y1="27.5" y2="27.5" />
      {weeks.map(({ week, value }, i) => (
        <rect
          key={week}
          x={i * step + 1}
          width={Math.max(2, step - 2)}
          y={27 - (Math.max(0, value) / most) * 24}
          height={(Math.max(0, value) / most) * 24}
          fill="var(--c-now)"
        />
      ))}
    </svg>
  );
}

function Line({
  name,
  value,
  rests_on,
  chart,
}: {
  name: string;
  value: ReactNode;
  rests_on: ReactNode;
  chart?: ReactNode;
}) {
  return (
    <li>
      <div className="row base">
        <span className="b grow">{name}</span>
        <span className="gv">{value}</span>
      </div>
      <div className="row">
        <span className="s grow q">{rests_on}</span>
        {chart}
      </div>
    </li>
  );
}

function ShareLine({
  name,
  share,
  of_what,
}: {
  name: string;
  share: ShareFigure | undefined;
  of_what: string;
}) {
  const { t } = useTranslation(today_texts);
  const format = useFormat();
  if (!share) return <Line name={name} value={<span className="q">–</span>} rests_on={t("undefined")} />;
  const low = format.percent(share.low ?? 0);
  const high = format.percent(share.high ?? 1);
  return (
    <Line
      name={name}
      value={
        <span className={share.is_thin ? "q" : ""}>
          {format.number(share.value * 100)}
          <span className="u"> %</span>
        </span>
      }
      rests_on={
        <>
          {t(of_what, { count: share.n })} · {t("interval", { low, high })}
          {share.is_thin && ` · ${t("thin")}`}
        </>
      }
      chart={<IntervalBar share={share} />}
    />
  );
}

function Lines({ figures, reach }: { figures: OwnFigures; reach: Reach }) {
  const { t } = useTranslation(today_texts);
  const ours = useKeeping("us", reach);
  const theirs = useKeeping("customer", reach);
  return (
    <ul className="gl">
      {figures.booked.map((figure, i) => (
        <Line
          key={figure.currency}
          name={t("booked_name")}
          value={<Money figure={figure} />}
          rests_on={t("from_deals", { count: figure.n })}
          chart={i === 0 && <WeekBars weeks={figures.weeks} />}
        />
      ))}
      <ShareLine name={t("win_rate")} share={share_of(figures.win_rate)} of_what="of_deals" />
      {ours.is_asked && <ShareLine name={t("our_promises")} share={ours.share} of_what="of_promises" />}
      {theirs.is_asked && <ShareLine name={t("their_promises")} share={theirs.share} of_what="of_promises" />}
    </ul>
  );
}

export function Figures({
  query,
  process,
  reach,
}: {
  query: ReturnType<typeof useOwnFigures>;
  process: number | undefined;
  reach: Reach;
}) {
  const { t } = useTranslation(today_texts);
  const format = useFormat();
  const { number, from, to } = useQuarter();
  const title = { mine: "figures", team: "figures_team", all: "figures_all" }[reach.whose];
  return (
    <Section
      title={t(title)}
      note={t("figures_note", {
        quarter: number,
        from: format.day(from),
        to: format.day(add_days(to, -1)),
      })}
      more={
        <Link to="/measure" search={{ ...(process ? { process } : {}), from, to }}>
          {t("own_measure")}
        </Link>
      }
    >
      <Answer query={{ ...query, data: query.figures }} what={t("figures_what")}>
        {(figures) => (
          <>
            <Lines figures={figures} reach={reach} />
            <p className="cap">{t("figures_cap")}</p>
          </>
        )}
      </Answer>
    </Section>
  );
}
