import { useTranslation } from "react-i18next";
import type { PlacedStage } from "../../app/process.tsx";
import { box_domain } from "../../charts/marks.ts";
import { BoxPlot, FlowBar } from "../../charts/marks.tsx";
import { Mark } from "../../ui/marks.tsx";
import { SidePanel } from "../../ui/side_panel.tsx";
import { PlaceCohorts } from "./cohorts.tsx";
import { useMeasuredPage } from "./context.tsx";
import { DealsBehind } from "./deals_behind.tsx";
import { KeyFigure, Meaning } from "./figure_panel.tsx";
import { target_name } from "./figure_title.ts";
import type { Figure, Place } from "./figures.ts";
import { box_of, customer_stages, figures_of } from "./model.ts";
import { Exits, FigureList } from "./place_figures.tsx";
import { box_at } from "./report.ts";
import { texts } from "./texts.ts";
import { PlaceWeeks } from "./weeks.tsx";

/// A goal in detail: its stages' flows and times, what conversion means here, who left.
export function GoalPanel({ id }: { id: string }) {
  const { map } = useMeasuredPage();
  const goal = map.goals.find((one) => one.id === id) ?? (id === "all" ? map.goals[0] : undefined);
  if (!goal) return null;
  const stages = customer_stages(goal);
  const place: Place = goal.id ? { goal: goal.id } : { stage: stages[0]?.id };
  return (
    <PlacePanel
      about={id}
      number={goal.number}
      name={goal.name || map.map.name}
      value={goal.value}
      stages={stages}
      place={place}
    />
  );
}

export function StagePanel({ id }: { id: string }) {
  const { map } = useMeasuredPage();
  const stage = map.stage_of(id);
  if (!stage) return null;
  return (
    <PlacePanel
      about={id}
      number={stage.number}
      name={stage.stage.name}
      value={stage.stage.learns?.[0] ?? ""}
      stages={[stage]}
      place={{ stage: id }}
    />
  );
}

interface Props {
  about: string;
  number: string;
  name: string;
  value: string;
  stages: PlacedStage[];
  place: Place;
}

function PlacePanel({ about, number, name, value, stages, place }: Props) {
  const { t } = useTranslation(texts);
  const { now, before, set, map, period } = useMeasuredPage();
  const figures = figures_of(now, place);
  const then = before ? figures_of(before, place) : {};
  const conversion = figures.conversion;
  const lost = losing_exit(now.of("left"), place, (to) => map.outcome_of(to)?.kind ?? "");
  return (
    <SidePanel
      about={about}
      title={
        <>
          <span className="q place-number">{number}</span> {name}
        </>
      }
      below={value && <p className="voice cust">{value}</p>}
      on_close={() => set({ goal: undefined, stage: undefined, fig: undefined, earlier: undefined })}
    >
      {conversion ? (
        <KeyFigure
          figure={conversion}
          other={then.conversion}
          said={conversion.to ? t("converted_to", { to: target_name(map, conversion.to) }) : ""}
        />
      ) : (
        <p className="q">{t("no_conversion")}</p>
      )}
      <Flows stages={stages} />
      <PlaceWeeks place={place} />
      <FigureList place={place} />
      <PlaceCohorts place={place} />
      {conversion && <Meaning figure={conversion} head={t("what_means_here", { name: t("conversion") })} />}
      <Exits place={place} />
      {lost && (
        <DealsBehind
          figure={lost}
          period={period}
          title={t("left_to", { name: target_name(map, lost.to ?? "") })}
        />
      )}
    </SidePanel>
  );
}

/// The exit to an outcome that is no win through which most left.
export function losing_exit(left: readonly Figure[], place: Place, kind_of: (to: string) => string) {
  return left
    .filter(
      (figure) =>
        figure.part === "to" &&
        figure.stage === (place.stage ?? null) &&
        figure.goal === (place.goal ?? null) &&
        (figure.value ?? 0) > 0 &&
        ["lost", "no_decision"].includes(kind_of(figure.to ?? "")),
    )
    .sort((a, b) => (b.value ?? 0) - (a.value ?? 0))[0];
}

/// Moved on, inside, left of each stage beside its days, on one scale for all stages.
function Flows({ stages }: { stages: PlacedStage[] }) {
  const { t } = useTranslation(texts);
  const { now, report } = useMeasuredPage();
  const rows = stages.map((stage) => ({ stage, figures: figures_of(now, { stage: stage.id }) }));
  const most = Math.max(
    0,
    ...rows.map(({ figures }) => figures.conversion?.n ?? figures.entered?.value ?? 0),
  );
  const domain = box_domain(
    rows.map(({ stage, figures }) =>
      box_of(figures, stage.stage.expected_days, box_at(report, { stage: stage.id })?.p10),
    ),
  );
  return (
    <>
      <div className="heads">
        <span>{t("flow_head")}</span>
        <span>{t("box_head", { most: domain[1] })}</span>
      </div>
      <ul className="fun">
        {rows.map(({ stage, figures }) => (
          <StageFlow key={stage.id} stage={stage} most={most} domain={domain} figures={figures} />
        ))}
      </ul>
      <p className="cap">
        {t("box_legend")} <span className="cust">▼ {t("expected")}</span>
      </p>
    </>
  );
}

function StageFlow({
  stage,
  most,
  domain,
  figures,
}: {
  stage: PlacedStage;
  most: number;
  domain: readonly [number, number];
  figures: ReturnType<typeof figures_of>;
}) {
  const { t } = useTranslation(texts);
  const { limit, report } = useMeasuredPage();
  const { hits = 0, failures = 0, open = 0 } = figures.conversion?.extras ?? {};
  const expected = stage.stage.expected_days;
  const box = box_of(figures, expected, box_at(report, { stage: stage.id })?.p10);
  const days = (value: number | null | undefined) =>
    value === null || value === undefined ? "–" : Math.round(value);
  const median = t("median_days", { days: days(box.median) });
  const line = expected === undefined ? median : `${median}, ${t("expected_of", { days: expected })}`;
  return (
    <li>
      <div className="row s">
        <span className="q">{stage.number}</span>
        <b className="b clip" title={stage.stage.name}>
          {stage.stage.name}
        </b>
        <span className="q nw flow-days">{limit === stage.id ? <Mark kind="limit">{line}</Mark> : line}</span>
      </div>
      <div className="pair">
        {figures.conversion ? (
          <FlowBar
            moved={hits}
            inside={open}
            left={failures}
            most={most}
            is_limit={limit === stage.id}
            left_text={failures > 0 ? t("n_left", { count: failures }) : ""}
            label={t("flow_label", {
              entered: hits + failures + open,
              moved: hits,
              left: failures,
              inside: open,
            })}
          />
        ) : (
          <span className="q s">{t("not_measured")}</span>
        )}
        <BoxPlot
          box={box}
          domain={domain}
          label={t("box_label", {
            quarter: days(box.low),
            median: days(box.median),
            three: days(box.high),
            p90: days(box.p90),
          })}
        />
      </div>
    </li>
  );
}
