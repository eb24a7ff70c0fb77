import { useTranslation } from "react-i18next";
import { useFormat } from "../../app/format.ts";
import { nice_ceiling } from "../../charts/geometry.ts";
import { IntervalBar } from "../../charts/marks.tsx";
import { Empty } from "../../ui/states.tsx";
import { useMeasuredPage } from "./context.tsx";
import { FigureButton, IntervalText } from "./figure_button.tsx";
import { digits_minor } from "./figure_text.ts";
import type { Figure } from "./figures.ts";
import { texts } from "./texts.ts";

const shown_at_first = 5;

/// Gains of one lever at every stage, the largest first; those that rest on too little come last.
export function gains_of(figures: readonly Figure[], lever: string) {
  return figures
    .filter((figure) => figure.measure === "bottleneck" && figure.part === lever && figure.value !== null)
    .sort((a, b) => Number(a.state !== "ok") - Number(b.state !== "ok") || (b.value ?? 0) - (a.value ?? 0));
}

export function LimitSection({ headline, sentences }: { headline: string; sentences: string[] }) {
  const { t } = useTranslation(texts);
  const { whole, limit, is_refining } = useMeasuredPage();
  const model = whole.find({ measure: "bottleneck", part: "won_a_month" });
  return (
    <section className="why sec" aria-label={t("limit")}>
      <div>
        <h2 className="row">
          {limit && (
            <span className="limit" aria-hidden>
              ▲
            </span>
          )}
          {headline}
        </h2>
        {sentences.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
        <p className="q s">
          {t("model")}
          {is_refining && ` ${t("refining")}`}
        </p>
      </div>
      {model?.value === null || !model ? <Empty>{t("gains_none")}</Empty> : <GainsTable />}
    </section>
  );
}

function GainsTable() {
  const { t } = useTranslation(texts);
  const { whole, map, limit } = useMeasuredPage();
  const format = useFormat();
  const rows = gains_of(whole.all, "losses_minus_10");
  const currency = rows[0]?.currency ?? "";
  const most = nice_ceiling(Math.max(0, ...rows.map((row) => row.high ?? row.value ?? 0)));
  const least = Math.min(0, ...rows.map((row) => row.low ?? 0));
  const shown = rows.slice(0, shown_at_first);
  const rest = rows.slice(shown_at_first);
  const line = (row: Figure) => {
    const stage = map.stage_of(row.stage ?? "");
    const is_limit = limit === row.stage;
    return (
      <tr key={row.stage}>
        <td>
          <span className="q">{stage?.number}</span>{" "}
          <span className={is_limit ? "b" : undefined}>{map.name_of(row.stage ?? "")}</span>
          {row.remarks.includes("exempt from the ranking") && <span className="q s"> {t("exempt")}</span>}
        </td>
        <td className="num">
          <FigureButton figure={row} />
        </td>
        <td>
          <IntervalBar
            label={t("gain_label", { name: map.name_of(row.stage ?? "") })}
            value={row.value}
            low={row.low}
            high={row.high}
            domain={[least, most]}
            width={150}
            kind={row.state === "too_thin" ? "thin" : is_limit ? "limit" : "now"}
          />
        </td>
        <td className="num cap">
          <IntervalText figure={row} />
        </td>
        <td className="num">
          <FigureButton
            figure={whole.find({ measure: "bottleneck", part: "conversion_plus_10", stage: row.stage ?? "" })}
          />
        </td>
      </tr>
    );
  };
  return (
    <div className="scrolls">
      <table className="tb gains">
        <thead>
          <tr>
            <th scope="col">{t("fewer_losses_at")}</th>
            <th scope="col" className="num">
              {t("brings_a_month")}
            </th>
            <th scope="col">
              {t("scale_to", { most: format.money_short(digits_minor(most, currency), currency) })}
            </th>
            <th scope="col" className="num">
              {t("interval_95")}
            </th>
            <th scope="col" className="num">
              {t("more_conversion")}
            </th>
          </tr>
        </thead>
        <tbody>{shown.map(line)}</tbody>
      </table>
      {rest.length > 0 && (
        <details className="more-rows">
          <summary>{t("more_stages", { count: rest.length })}</summary>
          <table className="tb gains">
            <tbody>{rest.map(line)}</tbody>
          </table>
        </details>
      )}
    </div>
  );
}
