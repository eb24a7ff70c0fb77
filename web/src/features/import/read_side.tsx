import { useTranslation } from "react-i18next";
import { useFormat } from "../../app/format.ts";
import type { MapIndex } from "../../app/process.tsx";
import { Loading } from "../../ui/states.tsx";
import type { Assistant } from "./assistant.ts";
import type { Preview } from "./mapping.ts";
import { Scroll } from "./scroll.tsx";
import { texts } from "./texts.ts";

/// What is read as things stand: how much, from when to when, and the first events.
export function ReadSide({ assistant }: { assistant: Assistant }) {
  const { t } = useTranslation(texts);
  const { now, missing } = assistant;
  return (
    <aside className="import-side" aria-label={t("read_now")} aria-busy={now?.isFetching || undefined}>
      <h2>{t("read_now")}</h2>
      {!now && (
        <p className="q">
          {t("columns_missing", {
            count: missing.length,
            names: missing.map((key) => t(`column_${key}`)).join(", "),
          })}
        </p>
      )}
      {now && !now.data && !now.error && <Loading what={t("the_files")} />}
      {now?.error ? <p className="q">{t("cannot_be_read")}</p> : null}
      {now?.data && !now.error && <Read preview={now.data} index={assistant.index} />}
    </aside>
  );
}

function Read({ preview, index }: { preview: Preview; index: MapIndex | undefined }) {
  const { t } = useTranslation(texts);
  const format = useFormat();
  if (preview.not_imported) return <p className="note limit">{preview.not_imported}</p>;
  const n = (number: number) => format.number(number);
  return (
    <>
      <p className="import-sum" role="status">
        {t("sum", { deals: n(preview.deals), events: n(preview.events), count: preview.deals })}
      </p>
      <p className="q s">
        {t("rows_read", { count: preview.rows_read, number: n(preview.rows_read) })}
        {preview.rows_rejected > 0 && `, ${t("rows_rejected", { number: n(preview.rows_rejected) })}`}
        {preview.first && preview.last && (
          <>
            <br />
            {t("from_to", { first: format.full_day(preview.first), last: format.full_day(preview.last) })}
          </>
        )}
      </p>
      {preview.first_events.length > 0 && <FirstEvents preview={preview} index={index} />}
      <Sentences title={t("sampled")} lines={preview.sampled} />
      <Sentences title={t("oddities")} lines={preview.oddities} />
      <Sentences title={t("notes")} lines={preview.notes} />
    </>
  );
}

function FirstEvents({ preview, index }: { preview: Preview; index: MapIndex | undefined }) {
  const { t } = useTranslation(texts);
  const format = useFormat();
  const when = (at: string, precision: string) => {
    if (precision === "unknown") return t("no_date");
    return precision === "date" ? format.full_day(at) : `${format.full_day(at)}, ${format.time(at)}`;
  };
  return (
    <>
      <h3>{t("first_events")}</h3>
      <Scroll is_low label={t("first_events")}>
        <table className="tb s">
          <thead>
            <tr>
              <th>{t("deal")}</th>
              <th>{t("event")}</th>
              <th className="num">{t("when")}</th>
            </tr>
          </thead>
          <tbody>
            {preview.first_events.map((event, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: events of a preview have no number and never change places.
              <tr key={i}>
                <td className="nw">{event.deal}</td>
                <td>
                  <span className="q">{t(`event_${event.kind}`, { defaultValue: event.kind })}</span>{" "}
                  {index?.name_of(event.symbol) ?? event.symbol}
                  {event.to && ` ${event.from ? `${event.from} → ` : ""}${event.to}`}
                </td>
                <td className="num">{when(event.at, event.precision)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </>
  );
}

function Sentences({ title, lines }: { title: string; lines: string[] }) {
  if (lines.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul className="import-sentences s">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </>
  );
}
