import { useTranslation } from "react-i18next";
import { useFormat } from "../../app/format.ts";
import { Band } from "../../charts/band.tsx";
import { Amount } from "../../ui/figures.tsx";
import { useMeasuredPage } from "./context.tsx";
import { FigureButton, IntervalText } from "./figure_button.tsx";
import { digits_minor } from "./figure_text.ts";
import type { Figure } from "./figures.ts";
import { band_of, figures_of, open_money, type ShownGoal } from "./model.ts";
import { StageRow } from "./stage_row.tsx";
import { texts } from "./texts.ts";

/// One goal: name, what the customer gains, its figures, its band, its stages. The rows of all goals stand level.
export function GoalColumn({ shown }: { shown: ShownGoal }) {
  const { t } = useTranslation(texts);
  const { map, search, set, now, before, limit } = useMeasuredPage();
  const { goal, stages } = shown;
  const name = goal.name || map.map.name;
  const open_id = goal.id || "all";
  const is_open = search.goal === open_id;
  const format = useFormat();
  const gone = limit === undefined ? 0 : (figures_of(now, { stage: limit }).conversion?.extras.failures ?? 0);
  const band = band_of(shown, { map, now, before, limit });
  return (
    <section className={is_open ? "goal open" : "goal"} aria-label={name}>
      <h2>
        <button
          type="button"
          className="goal-name"
          aria-expanded={is_open}
          onClick={() => set({ goal: is_open ? undefined : open_id, stage: undefined, fig: undefined })}
        >
          <i>{goal.number}</i>
          {name}
        </button>
      </h2>
      <p className="voice cust">{goal.value}</p>
      <GoalFigures shown={shown} />
      <Band
        goal={band}
        label={t("band_label", {
          name,
          steps: band.stages
            .map(
              (stage) =>
                `${stage.label} ${stage.share === null ? "–" : `${Math.round(stage.share * 100)} %`}`,
            )
            .join(", "),
        })}
        target_text={band.target === null ? "" : t("target", { share: Math.round(band.target * 100) })}
        limit_text={t("n_left_here", { count: gone })}
        write_count={(count) => format.number(count)}
      />
      <ol className="stages">
        {stages.map((stage) => (
          <StageRow key={stage.id} stage={stage} />
        ))}
      </ol>
    </section>
  );
}

function Row({
  name,
  figure,
  then,
  big = false,
}: {
  name: string;
  figure: Figure | undefined;
  then: Figure | undefined;
  big?: boolean;
}) {
  const { before } = useMeasuredPage();
  return (
    <div className={big ? "big" : undefined}>
      <dt>{name}</dt>
      <dd className="num v">
        <FigureButton figure={figure} />
      </dd>
      <dd className="num bq">{before && <FigureButton figure={then} then />}</dd>
    </div>
  );
}

function GoalFigures({ shown }: { shown: ShownGoal }) {
  const { t } = useTranslation(texts);
  const { now, before, names } = useMeasuredPage();
  // A map without goals is measured at its first and last stages.
  const place = shown.goal.id ? { goal: shown.goal.id } : { stage: shown.stages[0]?.id };
  const of_now = figures_of(now, place);
  const of_before = before ? figures_of(before, place) : {};
  const conversion = shown.goal.id ? of_now.conversion : (of_now.to_won ?? of_now.conversion);
  const conversion_then = shown.goal.id ? of_before.conversion : (of_before.to_won ?? of_before.conversion);
  return (
    <dl className="figs">
      <div className="hd" aria-hidden>
        <dt />
        <dd className="num">{names.short_now}</dd>
        <dd className="num">{names.short_before}</dd>
      </div>
      <Row name={t("entered")} figure={of_now.entered} then={of_before.entered} />
      <Row name={t("conversion")} figure={conversion} then={conversion_then} big />
      <div className="iv">
        <dt className="cap">{t("interval_95")}</dt>
        <dd className="num cap">
          <ConversionInterval figure={conversion} />
        </dd>
      </div>
      <Row name={t("median_time")} figure={of_now.median} then={of_before.median} />
      <OpenNow shown={shown} />
    </dl>
  );
}

function ConversionInterval({ figure }: { figure: Figure | undefined }) {
  const { t } = useTranslation(texts);
  if (!figure) return <>{t("not_measured")}</>;
  if (figure.value === null) return <>{t("no_fates")}</>;
  return (
    <>
      {figure.state === "too_thin" && `${t("too_thin")}: `}
      <IntervalText figure={figure} />
    </>
  );
}

/// Open money of the goal: a sum over its stages, one line a currency.
function OpenNow({ shown }: { shown: ShownGoal }) {
  const { t } = useTranslation(texts);
  const format = useFormat();
  const { now, set, search } = useMeasuredPage();
  const sums = open_money(now, shown.stages);
  const open_id = shown.goal.id || "all";
  return (
    <div>
      <dt>{t("open_now")}</dt>
      <dd className="num v">
        {sums.length === 0 && <span className="q">–</span>}
        {sums.map((sum) => (
          <button
            key={sum.currency}
            type="button"
            className="fig"
            aria-label={t("open_now_of", {
              money: format.money_short(digits_minor(sum.value, sum.currency), sum.currency),
              count: sum.n,
            })}
            onClick={() =>
              set({ goal: search.goal === open_id ? undefined : open_id, stage: undefined, fig: undefined })
            }
          >
            <Amount minor={digits_minor(sum.value, sum.currency)} currency={sum.currency} short />
          </button>
        ))}
      </dd>
      <dd />
    </div>
  );
}
