import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client.ts";
import { useFormat } from "../../app/format.ts";
import type { MapIndex } from "../../app/process.tsx";
import { Section } from "../../ui/section.tsx";
import { Answer, Empty } from "../../ui/states.tsx";
import { DealCell } from "./deal_cell.tsx";
import { type DealRow, type Reach, useDealRows, type useSilent, useWhole } from "./hooks.ts";
import { today_texts } from "./texts.ts";

type SilentRow = Schemas["SilentDeal"];

const shown_first = 5;

function Row({
  row,
  deal,
  index,
}: {
  row: SilentRow;
  deal: DealRow | undefined;
  index: MapIndex | undefined;
}) {
  const { t } = useTranslation(today_texts);
  const format = useFormat();
  const stage = index?.stage_of(row.stage);
  return (
    <tr>
      <DealCell deal={row.deal} name={row.name} account={deal?.account_name} />
      <td className="s stage">
        <span className="q">{stage?.number}</span> {index?.name_of(row.stage) ?? row.stage}
      </td>
      <td className="num limit b">
        {format.number(row.silent_days)} <span className="u">{t("day_unit")}</span>
      </td>
      <td className="num">
        {format.number(row.usual_days)} <span className="u">{t("day_unit")}</span>
      </td>
    </tr>
  );
}

/// Deals of which nothing was heard for longer than is usual in their stage, as the server has learnt it.
export function Silent({
  query,
  index,
  reach,
}: {
  query: ReturnType<typeof useSilent>;
  index: MapIndex | undefined;
  reach: Reach;
}) {
  const { t } = useTranslation(today_texts);
  const { is_whole, toggle } = useWhole("silent");
  const all = query.data?.deals ?? [];
  const deals = useDealRows(all.map((row) => row.deal));
  // The list knows no teams; whose deal it is, its row tells.
  const is_shown = (row: SilentRow) => reach.whose !== "team" || deals.get(row.deal)?.team === reach.team;
  const rows = all.filter(is_shown);
  const shown = is_whole ? rows : rows.slice(0, shown_first);
  return (
    <Section
      title={t("silent")}
      note={rows.length > 0 && t("silent_note")}
      more={
        rows.length > shown_first && (
          <button type="button" className="btn text s" onClick={toggle} aria-expanded={is_whole}>
            {is_whole ? t("show_first", { count: shown_first }) : t("show_all", { count: rows.length })}
          </button>
        )
      }
    >
      <Answer query={query} what={t("silent")}>
        {() =>
          rows.length === 0 ? (
            <Empty>{t("no_silent")}</Empty>
          ) : (
            <table className="tb ns sit">
              <thead>
                <tr>
                  <th>{t("deal")}</th>
                  <th>{t("stage")}</th>
                  <th className="num">{t("silent_for")}</th>
                  <th className="num">{t("usual")}</th>
                </tr>
              </thead>
              <tbody>
                {shown.map((row) => (
                  <Row key={row.deal} row={row} deal={deals.get(row.deal)} index={index} />
                ))}
              </tbody>
            </table>
          )
        }
      </Answer>
    </Section>
  );
}
