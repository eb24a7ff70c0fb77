import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import { days_since, useFormat } from "../../app/format.ts";
import { Button } from "../../ui/button.tsx";
import { Amount } from "../../ui/figures.tsx";
import { Section } from "../../ui/section.tsx";
import { Answer, Empty } from "../../ui/states.tsx";
import { DealCell } from "./deal_cell.tsx";
import { type DealRow, useTodaySearch, useWhole, type useWithoutNextStep } from "./hooks.ts";
import { Suggestions } from "./suggest.tsx";
import { today_texts } from "./texts.ts";

const shown_first = 5;

function Row({ row }: { row: DealRow }) {
  const { t } = useTranslation(today_texts);
  const format = useFormat();
  const { search, change } = useTodaySearch();
  const is_open = search.suggest === row.id;
  return (
    <Fragment>
      <tr aria-selected={is_open || undefined}>
        <DealCell deal={row.id} name={row.name} account={row.account_name} />
        <td className="num">
          <Amount minor={row.amount_minor} currency={row.currency} />
        </td>
        <td className="num">
          {format.number(Math.floor(days_since(row.last_event_at, new Date())))}{" "}
          <span className="u">{t("day_unit")}</span>
        </td>
        <td className="num">
          <Button
            small
            aria-expanded={is_open}
            aria-label={is_open ? t("hide") : t("suggest_of", { name: row.name })}
            onPress={() => change({ suggest: is_open ? undefined : row.id })}
          >
            {t(is_open ? "hide" : "suggest")}
          </Button>
        </td>
      </tr>
      {is_open && (
        <tr className="under">
          <td colSpan={4}>
            <Suggestions deal={row.id} name={row.name} may_promise={row.may_change} />
          </td>
        </tr>
      )}
    </Fragment>
  );
}

/// Open deals of which neither side has promised anything, the longest silent first.
export function NoNextStep({ query }: { query: ReturnType<typeof useWithoutNextStep> }) {
  const { t } = useTranslation(today_texts);
  const { is_whole, toggle } = useWhole("no_step");
  const rows = query.data?.deals ?? [];
  const shown = is_whole ? rows : rows.slice(0, shown_first);
  const count = query.data?.next ? t("at_least", { count: rows.length }) : rows.length;
  return (
    <Section
      title={t("no_step")}
      more={
        rows.length > shown_first && (
          <button type="button" className="btn text s" onClick={toggle} aria-expanded={is_whole}>
            {is_whole ? t("show_first", { count: shown_first }) : t("show_all", { count: count as number })}
          </button>
        )
      }
    >
      <Answer query={query} what={t("no_step")}>
        {() =>
          rows.length === 0 ? (
            <Empty>{t("no_without")}</Empty>
          ) : (
            <table className="tb ns nst">
              <thead>
                <tr>
                  <th>{t("deal")}</th>
                  <th className="num">{t("amount")}</th>
                  <th className="num">{t("silent_for")}</th>
                  <th>
                    <span className="only-heard">{t("suggest")}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {shown.map((row) => (
                  <Row key={row.id} row={row} />
                ))}
              </tbody>
            </table>
          )
        }
      </Answer>
    </Section>
  );
}
