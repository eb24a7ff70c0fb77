import { useQueries } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api, type Schemas } from "../../api/client.ts";
import { useFormat } from "../../app/format.ts";
import { Button } from "../../ui/button.tsx";
import { Amount } from "../../ui/figures.tsx";
import { Section } from "../../ui/section.tsx";
import { Answer, Empty, Loading } from "../../ui/states.tsx";
import { useMeasuredPage } from "./context.tsx";
import { row_of } from "./deal_rows.ts";
import { counted_by, type Figure } from "./figures.ts";
import { useDealsBehind } from "./hooks.ts";
import type { Period } from "./periods.ts";
import { texts } from "./texts.ts";

const at_first = 6;
const more = 12;
/// The server takes 200 parameters of a question, and a list asks for more than its deals.
const most_listed = 150;

/// The deals behind a figure, exactly those that it counts: the server's count, the first of them in full.
export function DealsBehind({ figure, period, title }: { figure: Figure; period: Period; title?: string }) {
  const { t } = useTranslation(texts);
  const { process, search, map } = useMeasuredPage();
  const is_empty = counted_by(figure) === 0;
  const query = useDealsBehind(process, search, period, is_empty ? undefined : figure);
  const head = title ?? t("deals_behind");
  const own = map.map.measures?.some((one) => one.id === figure.measure);
  if (is_empty)
    return (
      <Section level={3} title={head}>
        <Empty>{t(own && figure.value !== null ? "no_deals_of_own" : "no_deals")}</Empty>
      </Section>
    );
  const count = query.data?.count;
  return (
    <Section
      level={3}
      title={count === undefined ? head : t("deals_behind_count", { count, head })}
      more={query.data && <AsList behind={query.data} />}
    >
      <Answer query={query} what={head} lines={6}>
        {(behind) =>
          behind.count === 0 ? <Empty>{t("no_deals")}</Empty> : <DealTable behind={behind} figure={figure} />
        }
      </Answer>
    </Section>
  );
}

/// The same deals as a list to work with; of very many the first.
function AsList({ behind }: { behind: Schemas["DealsBehind"] }) {
  const { t } = useTranslation(texts);
  const { process } = useMeasuredPage();
  const ids = behind.deals.slice(0, most_listed);
  if (ids.length === 0) return null;
  return (
    <Link to="/run" search={{ process, show: "list", ids: ids.join(",") }}>
      {ids.length < behind.count ? t("open_first_as_list", { count: ids.length }) : t("open_as_list")}
    </Link>
  );
}

function DealTable({ behind, figure }: { behind: Schemas["DealsBehind"]; figure: Figure }) {
  const { t } = useTranslation(texts);
  const [shown, set_shown] = useState(at_first);
  const ids = behind.deals.slice(0, shown);
  const rest = behind.count - ids.length;
  const deals = useQueries({
    queries: ids.map((deal) => $api.queryOptions("get", "/api/deals/{deal}", { params: { path: { deal } } })),
  });
  return (
    <>
      {behind.counted !== behind.count && (
        <p className="def">{t("list_differs", { count: behind.count, n: behind.counted })}</p>
      )}
      {behind.remarks.map((remark) => (
        <p key={remark} className="def">
          {remark}
        </p>
      ))}
      <div className="scrolls">
        <table className="tb dl">
          <thead>
            <tr>
              <th scope="col">{t("deal")}</th>
              <th scope="col" className="num">
                {t("amount")}
              </th>
              <th scope="col" className="num">
                {t("days")}
              </th>
              <th scope="col">{t("now_at")}</th>
            </tr>
          </thead>
          <tbody>
            {ids.map((id, i) => (
              <DealLine key={id} id={id} view={deals[i]?.data} figure={figure} />
            ))}
          </tbody>
        </table>
      </div>
      {rest > 0 && (
        <p className="s">
          <Button kind="text" small onPress={() => set_shown(shown + more)}>
            {t("show_more", { count: rest })}
          </Button>
        </p>
      )}
    </>
  );
}

function DealLine({
  id,
  view,
  figure,
}: {
  id: number;
  view: Schemas["DealView"] | undefined;
  figure: Figure;
}) {
  const { t } = useTranslation(texts);
  const { map } = useMeasuredPage();
  const format = useFormat();
  if (!view)
    return (
      <tr>
        <td colSpan={4}>
          <Loading what={t("deal")} lines={1} />
        </td>
      </tr>
    );
  const row = row_of(view.deal, figure, map);
  return (
    <tr>
      <td className="clip" title={row.name}>
        <Link to="/deals/$deal" params={{ deal: `${id}` }} className="plain">
          {row.name || t("without_name")}
        </Link>
      </td>
      <td className="num">
        <Amount minor={row.amount_minor} currency={row.currency} />
      </td>
      <td className="num">{row.days === null ? "–" : format.number(row.days)}</td>
      <td className="s">
        {row.at}
        {row.reason && <span className="q"> · {row.reason.replaceAll("_", " ")}</span>}
      </td>
    </tr>
  );
}
