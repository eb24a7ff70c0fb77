import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client.ts";
import { useFormat } from "../../app/format.ts";
import { Amount } from "../../ui/figures.tsx";
import { Section } from "../../ui/section.tsx";
import { Answer, Empty } from "../../ui/states.tsx";
import { DealCell } from "./deal_cell.tsx";
import { type useSlipping, useWhole } from "./hooks.ts";
import { slip_span } from "./model.ts";
import { SlipChart } from "./slip_chart.tsx";
import { today_texts } from "./texts.ts";

/// Names, amounts and all dates come where the server tells them.
export type SlipRow = Schemas["SlippingRow"] & {
  account_name?: string;
  amount_minor?: number | null;
  currency?: string;
  owner?: number | null;
  dates?: string[];
};

const shown_first = 5;

function Row({ row, span }: { row: SlipRow; span: { from: string; to: string } }) {
  const { t } = useTranslation(today_texts);
  const format = useFormat();
  const sign = row.slip.net_days > 0 ? "+" : "";
  return (
    <tr>
      <DealCell deal={row.deal} name={row.name} account={row.account_name} />
      {row.amount_minor !== undefined && (
        <td className="num">
          <Amount minor={row.amount_minor} currency={row.currency ?? ""} />
        </td>
      )}
      <td>
        <SlipChart first={row.slip.first} last={row.slip.last} dates={row.dates} span={span} />
      </td>
      <td className="num">{row.slip.pushes + row.slip.pull_ins}</td>
      <td className="num">
        <span className="b">
          {sign}
          {format.number(row.slip.net_days)} <span className="u">d</span>
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
    rows.map((row) => ({ ...row.slip, ...(row.dates ? { dates: row.dates } : {}) })),
    today,
  );
  return (
    <table className="tb ns slt">
      <thead>
        <tr>
          <th>{t("deal")}</th>
          {rows[0]?.amount_minor !== undefined && <th className="num">{t("amount")}</th>}
          <th>
            {t("dates")} <span className="act">┆ {t("dates_today")}</span>
          </th>
          <th className="num">{t("moves")}</th>
          <th className="num">{t("from_first")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.deal} row={row} span={span} />
        ))}
      </tbody>
    </table>
  );
}

export function Slipping({ query, rows }: { query: ReturnType<typeof useSlipping>; rows: SlipRow[] }) {
  const { t } = useTranslation(today_texts);
  const format = useFormat();
  const { is_whole, toggle } = useWhole("slipping");
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
            {is_whole ? t("show_first", { count: shown_first }) : t("show_all", { count: rows.length })}
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
