import { useTranslation } from "react-i18next";
import { useFormat } from "../../app/format.ts";
import { Section } from "../../ui/section.tsx";
import { Cohorts } from "./cohorts.tsx";
import { before_of, useMeasuredPage } from "./context.tsx";
import { FigureButton, IntervalText } from "./figure_button.tsx";
import { useTitle } from "./figure_title.ts";
import type { Figure } from "./figures.ts";
import { texts } from "./texts.ts";
import { MoneyWeeks } from "./weeks.tsx";

/// From start to money, in the order in which one asks.
const asked: { measure: string; part?: string }[] = [
  { measure: "win_rate" },
  { measure: "win_rate", part: "by_value" },
  { measure: "sales_cycle", part: "median" },
  { measure: "sales_cycle", part: "p90" },
  { measure: "average_size" },
  { measure: "booked_amount" },
  { measure: "sales_velocity" },
  { measure: "touches_a_deal" },
  { measure: "pipeline" },
  { measure: "stage_weighted" },
];

export function MoneySection() {
  const { t } = useTranslation(texts);
  const { now, names, map } = useMeasuredPage();
  const own = (map.map.measures ?? []).map((measure) => ({ measure: measure.id ?? "" }));
  const rows = [...asked, ...own].flatMap((wanted) => now.find(wanted) ?? []);
  return (
    <Section title={t("to_money")} note={t("to_money_note", { period: names.now })}>
      <div className="money">
        <MoneyTable rows={rows} />
        <div>
          <MoneyWeeks />
          <Cohorts />
        </div>
      </div>
    </Section>
  );
}

function MoneyTable({ rows }: { rows: Figure[] }) {
  const { t } = useTranslation(texts);
  const measured = useMeasuredPage();
  const title = useTitle();
  const { before, names } = measured;
  const format = useFormat();
  return (
    <div className="scrolls">
      <table className="tb">
        <thead>
          <tr>
            <th scope="col">{t("figure")}</th>
            <th scope="col" className="num">
              {names.short_now}
            </th>
            <th scope="col" className="num">
              {t("interval_95")}
            </th>
            <th scope="col" className="num">
              n
            </th>
            {before && (
              <th scope="col" className="num">
                {names.short_before}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((figure) => (
            <tr key={`${figure.measure} ${figure.part} ${figure.currency}`}>
              <td>{title(figure)}</td>
              <td className="num b">
                <FigureButton figure={figure} />
              </td>
              <td className="num cap">
                {figure.state === "ok" ? (
                  <IntervalText figure={figure} />
                ) : (
                  <span title={figure.reason ?? undefined}>
                    {t(figure.state === "too_thin" ? "too_thin" : "undefined")}
                  </span>
                )}
              </td>
              <td className="num q">{format.number(figure.n)}</td>
              {before && (
                <td className="num q">
                  {figure.period && <FigureButton figure={before_of(measured, figure)} then />}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
