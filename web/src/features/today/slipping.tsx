import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client.ts";
import { useFormat } from "../../app/format.ts";
import { Amount } from "../../ui/figures.tsx";
import { Section } from "../../ui/section.tsx";
import { Answer, Empty } from "../../ui/states.tsx";
import { DealCell } from "./deal_cell.tsx";
import { type DealRow, useDealRows, type useSlipping, useWhole } from "./hooks.ts";
import { slip_dates, slip_span } from "./model.ts";
import { SlipChart } from "./slip_chart.tsx";
import { today_texts } from "./texts.ts";

type SlipRow = Schemas["SlippingRow"];

const shown_first = 5;

function Row({
  row,
  deal,
  span,
}: {
  row: SlipRow;
  deal: DealRow | undefined;
  span: { from: string; to: string };
}) {
  const { t } = useTranslation(today_texts);
  const format = useFormat();
  const sign = row.slip.net_days > 0 ? "+" : "";
  return (
    <tr>
      <DealCell deal={row.deal} name={row.name} account={deal?.account_name} />
      <td className="num">
        <Amount minor={deal?.amount_minor} currency={deal?.currency ?? ""} />
      </td>
      <td>
        <SlipChart dates={slip_dates(row.dates)} span={span} />
      </td>
      <td className="num">{row.slip.pushes + row.slip.pull_ins}</td>
      <td className="num">
        <span className="b">
          {sign}
          {format.number(row.slip.net_days)} <span className="u">{t("day_unit")}</span>
        </span>
        {row.slip.days_past_due > 0 && (
          <span className="s limit past">{t("past_due", { count: row.slip.days_past_due })}</span>
        )}
      </td>
    </tr>
  );
}

function Table({ rows }: { rows: SlipRow[] }) {
  const { t } = useTranslation(today_texts);
  const today = useFormat().today();
  const span = slip_span(
    rows.flatMap((row) => slip_dates(row.dates)),
    today,
  );
  const deals = useDealRows(rows.map((row) => row.deal));
  return (
    <table className="tb ns slt">
      <thead>
        <tr>
          <th>{t("deal")}</th>
          <th className="num">{t("amount")}</th>
          <th>
            {t("dates")} <span className="act">┆ {t("dates_today")}</span>
          </th>
          <th className="num">{t("moves")}</th>
          <th className="num">{t("from_first")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.deal} row={row} deal={deals.get(row.deal)} span={span} />
        ))}
      </tbody>
    </table>
  );
}

export function Slipping({ query }: { query: ReturnType<typeof useSlipping> }) {
  const { t } = useTranslation(today_texts);
  const format = useFormat();
  const { is_whole, toggle } = useWhole("slipping");
  const rows = query.data?.deals ?? [];
  const usual = query.data?.usual;
  const note =
    usual?.net_days.p90 !== null &&
    usual?.net_days.p90 !== undefined &&
    rows.length > 0 &&
    t("slipping_note", { days: format.number(usual.net_days.p90), count: usual.deals });
  return (
    <Section
      title={t("slipping")}
      note={note}
      more={
        rows.length > shown_first && (
          <button type="button" className="btn text s" onClick={toggle} aria-expanded={is_whole}>
            {is_whole
              ? t("show_first", { count: shown_first })
              : t("show_all", { count: query.data?.total ?? 0 })}
          </button>
        )
      }
    >
      <Answer query={query} what={t("slipping")}>
        {() =>
          rows.length === 0 ? (
            <Empty>{t("no_slipping")}</Empty>
          ) : (
            <Table rows={is_whole ? rows : rows.slice(0, shown_first)} />
          )
        }
      </Answer>
    </Section>
  );
}
