import { useTranslation } from "react-i18next";
import type { PlacedStage } from "../../app/process.tsx";
import { IntervalBar } from "../../charts/marks.tsx";
import { Mark } from "../../ui/marks.tsx";
import { useMeasuredPage } from "./context.tsx";
import { FigureButton } from "./figure_button.tsx";
import { text_of } from "./figure_text.ts";
import type { Figure } from "./figures.ts";
import { useShow } from "./hooks.ts";
import { figures_of } from "./model.ts";
import { texts } from "./texts.ts";

function useIntervalLabel() {
  const { t } = useTranslation(texts);
  const show = useShow();
  return (figure: Figure) => {
    const shown = show(figure);
    return shown.low && shown.high
      ? t("interval_label", { value: text_of(shown), low: shown.low, high: shown.high, n: figure.n })
      : t("value_label", { value: text_of(shown), n: figure.n });
  };
}

/// The conversion's dot on its interval; hollow ring: the compared period; a bar: what the map expects.
export function ConversionBar({
  figure,
  then,
  expected,
  is_limit = false,
}: {
  figure: Figure | undefined;
  then?: Figure | undefined;
  expected?: number | undefined;
  is_limit?: boolean;
}) {
  const label = useIntervalLabel();
  if (!figure || figure.value === null) return <span />;
  return (
    <IntervalBar
      label={label(figure)}
      value={figure.value}
      low={figure.low}
      high={figure.high}
      before={then?.value}
      target={expected}
      kind={figure.state === "too_thin" ? "thin" : is_limit ? "limit" : "now"}
    />
  );
}

export function StageRow({ stage }: { stage: PlacedStage }) {
  const { t } = useTranslation(texts);
  const { now, before, search, set, limit, possible } = useMeasuredPage();
  const figures = figures_of(now, { stage: stage.id });
  const then = before ? figures_of(before, { stage: stage.id }) : undefined;
  const is_limit = limit === stage.id;
  const is_open = search.stage === stage.id;
  const expected = stage.stage.expected_days;
  return (
    <li className={[is_limit ? "lim" : "", is_open ? "open" : ""].filter(Boolean).join(" ") || undefined}>
      <div className="nm-line">
        <button
          type="button"
          className="nm"
          aria-expanded={is_open}
          title={stage.stage.name}
          onClick={() => set({ stage: is_open ? undefined : stage.id, goal: undefined, fig: undefined })}
        >
          <i>{stage.number}</i>
          {stage.stage.name}
        </button>
        {is_limit && <Mark kind="limit">{t("limits_flow")}</Mark>}
        {possible.includes(stage.id) && <Mark kind="open">{t("may_be_limit")}</Mark>}
      </div>
      <span className="ln">
        <span className="num">
          <FigureButton figure={figures.conversion} />
        </span>
        <ConversionBar figure={figures.conversion} then={then?.conversion} is_limit={is_limit} />
        <span className={is_limit ? "num limit b" : "num"}>
          <FigureButton figure={figures.median} />
          {expected !== undefined && (
            <span className="u" title={t("expected_days", { count: expected })}>
              {" "}
              / {t("days_short", { days: expected })}
            </span>
          )}
        </span>
      </span>
    </li>
  );
}
