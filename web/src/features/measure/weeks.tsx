import { useTranslation } from "react-i18next";
import { useFormat } from "../../app/format.ts";
import { Chart } from "../../charts/chart.tsx";
import { Bars } from "../../charts/marks.tsx";
import { Empty } from "../../ui/states.tsx";
import { useMeasuredPage } from "./context.tsx";
import { digits_minor } from "./figure_text.ts";
import type { Place } from "./figures.ts";
import { type Week, weeks_of } from "./report.ts";
import { texts } from "./texts.ts";

function useWeekName() {
  const { t } = useTranslation(texts);
  return (week: Week) => (week.is_full ? week.id : `${week.id} (${t("unfinished")})`);
}

/// Won money by week, from zero; weeks that the period cuts are hollow.
export function MoneyWeeks() {
  const { t } = useTranslation(texts);
  const { report } = useMeasuredPage();
  const format = useFormat();
  const name = useWeekName();
  const revenue = weeks_of(report, "revenue");
  const orders = weeks_of(report, "orders");
  const currency = report?.trend.series.find((one) => one.measure === "revenue")?.currency ?? "";
  const most = Math.max(0, ...revenue.map((week) => week.value));
  if (most === 0) return <Empty>{t(revenue.length ? "no_weeks_won" : "no_weeks")}</Empty>;
  const money = (value: number) => format.money_short(digits_minor(value, currency), currency);
  return (
    <Chart
      title={t("revenue_by_week")}
      note={t("revenue_note", { most: money(most) })}
      table={{
        head: [t("week_head"), t("orders"), t("revenue")],
        rows: revenue.map((week, i) => ({
          id: week.id,
          cells: [name(week), format.number(orders[i]?.value ?? 0), money(week.value)],
        })),
      }}
    >
      <Bars
        rows={revenue.map((week) => ({
          id: week.id,
          label: week.id,
          up: week.value,
          is_unfinished: !week.is_full,
        }))}
        label={t("revenue_label", { count: revenue.length })}
      />
    </Chart>
  );
}

/// Entered above the line, left below it, week by week.
export function PlaceWeeks({ place }: { place: Place }) {
  const { t } = useTranslation(texts);
  const { report } = useMeasuredPage();
  const name = useWeekName();
  const entered = weeks_of(report, "entered", place);
  const left = weeks_of(report, "left", place);
  const inside = weeks_of(report, "in_stage", place);
  if (entered.length === 0) return null;
  const most = Math.max(...entered.map((week) => week.value), ...left.map((week) => week.value));
  return (
    <Chart
      title={t("weeks")}
      note={t("weeks_note", { most })}
      table={{
        head: [t("week_head"), t("row_entered"), t("row_left"), t("at_end_of_week")],
        rows: entered.map((week, i) => ({
          id: week.id,
          cells: [name(week), week.value, left[i]?.value ?? 0, inside[i]?.value ?? 0],
        })),
      }}
    >
      <Bars
        rows={entered.map((week, i) => ({
          id: week.id,
          label: week.id,
          up: week.value,
          down: left[i]?.value ?? 0,
          is_unfinished: !week.is_full,
        }))}
        label={t("weeks_label", { count: entered.length })}
      />
    </Chart>
  );
}
