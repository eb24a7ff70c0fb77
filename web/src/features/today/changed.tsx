import { Link } from "@tanstack/react-router";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { day_in, days_between, type Format, is_day, useFormat } from "../../app/format.ts";
import type { MapIndex } from "../../app/process.tsx";
import { Amount } from "../../ui/figures.tsx";
import { Section } from "../../ui/section.tsx";
import { Answer, Empty } from "../../ui/states.tsx";
import { type DealRow, type Reach, useDealRows } from "./hooks.ts";
import { type DealChanges, type RecentEvent, useRecent } from "./recent.ts";
import { today_texts } from "./texts.ts";

const shown_first = 8;

interface Words {
  t: TFunction;
  format: Format;
  index: MapIndex | undefined;
}

function place(id: string, index: MapIndex | undefined) {
  const stage = index?.stage_of(id);
  return stage ? `${stage.number} ${stage.stage.name}`.trim() : (index?.name_of(id) ?? id);
}

/// 'entered 3.3 Security and legal review'.
function said(event: RecentEvent, { t, format, index }: Words) {
  if (event.kind === "attribute_changed" && event.symbol === "expected_close" && is_day(event.to))
    return t("kind_close_moved", { to: format.day(event.to) });
  const to = ["stage_entered", "won", "lost", "reopened"].includes(event.kind)
    ? place(event.symbol || event.to, index)
    : event.to;
  return t(`kind_${event.kind}`, { to, symbol: event.symbol.replaceAll("_", " ") });
}

/// Today as a time, else as a day.
function when(format: Format, at: string) {
  return day_in(new Date(at), format.zone) === format.today() ? format.time(at) : format.day(at);
}

function Line({ deal, row, words }: { deal: DealChanges; row: DealRow | undefined; words: Words }) {
  const { format } = words;
  const people = [...new Set(deal.events.map((event) => event.actor_name).filter(Boolean))];
  const acts = [...new Set(deal.events.toReversed().map((event) => said(event, words)))];
  return (
    <li>
      <span className="num q">{when(format, deal.at)}</span>
      <span>
        <Link className="plain b" to="/deals/$deal" params={{ deal: `${deal.deal}` }}>
          <bdi>{deal.name}</bdi>
        </Link>{" "}
        {acts.join(", ")}{" "}
        <span className="q">
          {people.length > 0 && `· ${people.join(", ")} `}
          {row && row.amount_minor !== null && (
            <>
              · <Amount minor={row.amount_minor} currency={row.currency} />
            </>
          )}
        </span>
      </span>
    </li>
  );
}

/// What others did on deals that one sees, since one was here last.
export function Changed({ index, reach }: { index: MapIndex | undefined; reach: Reach }) {
  const { t } = useTranslation(today_texts);
  const format = useFormat();
  const recent = useRecent(reach);
  const shown = recent.data?.slice(0, shown_first) ?? [];
  const rows = useDealRows(shown.map((deal) => deal.deal));
  const days = days_between(day_in(new Date(recent.since), format.zone), format.today());
  const since =
    days === 0
      ? format.time(recent.since)
      : days === 1
        ? t("yesterday", { time: format.time(recent.since) })
        : format.day_and_time(recent.since);
  return (
    <Section title={t("changed")} note={t("since", { when: since })}>
      <Answer query={recent} what={t("changes")}>
        {(deals) =>
          deals.length === 0 ? (
            <Empty>{t("no_changes", { when: since })}</Empty>
          ) : (
            <ul className="ch">
              {shown.map((deal) => (
                <Line key={deal.deal} deal={deal} row={rows.get(deal.deal)} words={{ t, format, index }} />
              ))}
            </ul>
          )
        }
      </Answer>
    </Section>
  );
}
