import { useTranslation } from "react-i18next";
import { useFormat } from "../../app/format.ts";
import { Chart } from "../../charts/chart.tsx";
import { HeatMap } from "../../charts/heat.tsx";
import { Bars } from "../../charts/marks.tsx";
import { Section } from "../../ui/section.tsx";
import { Empty } from "../../ui/states.tsx";
import { cohorts_of, weeks_of } from "./cohorts.ts";
import { before_of, useMeasuredPage } from "./context.tsx";
import { FigureButton, IntervalText } from "./figure_button.tsx";
import { digits_minor, text_of } from "./figure_text.ts";
import { useTitle } from "./figure_title.ts";
import type { Figure } from "./figures.ts";
import { useShow } from "./hooks.ts";
import { texts } from "./texts.ts";

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
          <WeeksChart />
          <CohortChart />
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
              <td className="num q">{figure.n}</td>
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

function WeeksChart() {
  const { t } = useTranslation(texts);
  const { now } = useMeasuredPage();
  const format = useFormat();
  const show = useShow();
  const weeks = weeks_of(now);
  const revenue = weeks.filter((week) => week.revenue);
  if (weeks.length === 0) return <Empty>{t("no_weeks")}</Empty>;
  const rows = weeks.map((week) => ({
    id: week.id,
    label: t("week", { week: week.id }),
    up: week.revenue?.value ?? 0,
    is_unfinished: week.is_unfinished,
  }));
  if (rows.every((row) => row.up === 0)) return <Empty>{t("no_weeks_won")}</Empty>;
  const currency = revenue[0]?.revenue?.currency ?? "";
  const most = Math.max(...rows.map((row) => row.up));
  return (
    <Chart
      title={t("revenue_by_week")}
      note={t("revenue_note", { most: format.money_short(digits_minor(most, currency), currency) })}
      table={{
        head: [t("week_head"), t("orders"), t("revenue")],
        rows: weeks.map((week) => ({
          id: week.id,
          cells: [
            `${week.id}${week.is_unfinished ? ` (${t("unfinished")})` : ""}`,
            week.orders?.value ?? "–",
            week.revenue ? text_of(show(week.revenue)) : "–",
          ],
        })),
      }}
    >
      <Bars rows={rows} label={t("revenue_label", { count: weeks.length })} />
    </Chart>
  );
}

function CohortChart() {
  const { t } = useTranslation(texts);
  const { now, map } = useMeasuredPage();
  const format = useFormat();
  const show = useShow();
  const { rows, columns } = cohorts_of(now);
  const won = map.map.outcomes?.find((outcome) => outcome.kind === "won")?.name ?? t("won");
  if (rows.length === 0) return <Empty>{t("no_cohorts")}</Empty>;
  return (
    <figure className="chart">
      <figcaption>
        <span className="grow">
          <b>{t("cohorts")}</b> <span className="cap">{t("cohorts_note", { won })}</span>
        </span>
      </figcaption>
      <HeatMap
        label={t("cohorts")}
        none={t("not_known")}
        head={{
          name: t("began"),
          n: "n",
          columns: columns.map((column) => t("age_months", { count: column })),
        }}
        rows={rows.map((row) => ({
          id: row.id,
          name: /^\d{4}-\d\d$/.test(row.id) ? format.month(`${row.id}-01`) : row.id,
          n: row.n,
          cells: columns.map((column) => {
            const figure = row.cells.get(column);
            if (!figure) return { id: `${column}`, value: null, shown: "" };
            const shown = show(figure);
            return {
              id: `${column}`,
              value: figure.value,
              shown: shown.value,
              is_estimated: figure.method === "wilson_effective",
              is_thin: shown.is_thin,
              title: t("cell_title", { low: shown.low, high: shown.high, n: figure.n }),
            };
          }),
        }))}
      />
      <p className="cap">{t("cohorts_legend")}</p>
    </figure>
  );
}
