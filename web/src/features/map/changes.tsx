import { useTranslation } from "react-i18next";
import { $api } from "../../api/client.ts";
import { useFormat } from "../../app/format.ts";
import { Answer } from "../../ui/states.tsx";
import { Sign } from "./box.tsx";
import { compare_lines, type ElementChange, in_words, mark_counts } from "./compare.ts";
import { useEditor } from "./editor.tsx";
import { address_of, find_spot, type Json, title_of, way_to } from "./elements.ts";
import { useMapSearch } from "./search.ts";
import { specs } from "./specs.ts";
import { texts } from "./texts.ts";

/// What differs, under the canvas: how much, and each in a sentence.
export function Changes({ to }: { to: number | undefined }) {
  const { t } = useTranslation(texts);
  const { comparison } = useEditor();
  const { search } = useMapSearch();
  if (!comparison || !search.compare) return null;
  const { added, changed, removed } = mark_counts(comparison);
  return (
    <section className="map-changes" aria-label={t("changes")}>
      <p className="row wrap gap4">
        <b>
          {t("changes_from_to", {
            from: t("v", { number: search.compare }),
            to: to === undefined ? t("draft") : t("v", { number: to }),
          })}
        </b>
        <span>
          <Sign mark="added" /> {t("n_added", { count: added })}
        </span>
        <span>
          <Sign mark="changed" /> {t("n_changed", { count: changed })}
        </span>
        <span>
          <Sign mark="removed" /> {t("n_removed", { count: removed })}
        </span>
        <span className="q">{t("dashed_grey")}</span>
      </p>
      {to === undefined ? (
        <Rows />
      ) : (
        <Sentences from={Math.min(search.compare, to)} to={Math.max(search.compare, to)} />
      )}
    </section>
  );
}

function Sentences({ from, to }: { from: number; to: number }) {
  const { t } = useTranslation(texts);
  const { process } = useEditor();
  const query = $api.useQuery("get", "/api/processes/{process}/changes", {
    params: { path: { process }, query: { from, to } },
  });
  return (
    <Answer query={query} what={t("changes")} lines={2}>
      {({ sentences }) =>
        sentences.length === 0 ? (
          <p className="q">{t("no_changes")}</p>
        ) : (
          <ul className="map-sentences">
            {sentences.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        )
      }
    </Answer>
  );
}

function Rows() {
  const { t } = useTranslation(texts);
  const { comparison } = useEditor();
  const rows = [...(comparison?.changes.values() ?? [])];
  if (rows.length === 0) return <p className="q">{t("no_changes")}</p>;
  return (
    <ul className="map-dif">
      {rows.map((row) => (
        <li key={row.address}>
          <Sign mark={row.mark} />
          <span>
            <Where row={row} />
            {row.fields.map((change) => (
              <FieldDiff key={change.field} row={row} {...change} />
            ))}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Where({ row }: { row: ElementChange }) {
  const { t } = useTranslation(texts);
  const { map, index, comparison, select } = useEditor();
  const home = row.mark === "removed" ? (comparison?.before ?? map) : map;
  const stage_at = way_to(home, row.address).find((at) => at.startsWith("stage:"));
  const number = stage_at ? index.stage_of(stage_at.slice("stage:".length))?.number : undefined;
  const name = title_of(row.spot);
  return (
    <>
      {number && <span className="q">{number} </span>}
      <span className="q">{t(`kind_of_${row.spot.kind}`)} </span>
      {row.mark === "removed" ? (
        <s>{name}</s>
      ) : (
        <button type="button" className="map-link" onClick={() => select(row.address)}>
          {name}
        </button>
      )}
    </>
  );
}

/// Values as the page writes them elsewhere: references by name, shares in percent.
function useWords(row: ElementChange, field: string) {
  const { t } = useTranslation(texts);
  const { map, comparison } = useEditor();
  const format = useFormat();
  const spec = specs[row.spot.kind].find((one) => one.field === field);
  const name_of = (id: string) => {
    for (const kind of spec?.of ?? [])
      for (const home of [map, comparison?.before]) {
        const spot = home && find_spot(home, id.includes(":") ? id : address_of(kind, id, "map"));
        if (spot) return title_of(spot);
      }
    return id;
  };
  return (value: Json): string => {
    if (value === null) return t("nothing");
    if (spec?.form === "share") return format.percent(Number(value), 1);
    if (spec?.form === "flag" || spec?.form === "flag_on") return t(value ? "yes" : "no");
    if (spec?.of && typeof value === "string") return name_of(value);
    return in_words(value);
  };
}

function FieldDiff({ row, field, from, to }: { row: ElementChange } & ElementChange["fields"][number]) {
  const { t } = useTranslation(texts);
  const words = useWords(row, field);
  const key = field.replaceAll(".", "_");
  const label = t([`f_${row.spot.kind}_${key}`, `f_${key}`, "f_other"]);
  const is_lines = (value: Json) =>
    value === null || (Array.isArray(value) && value.every((one) => typeof one === "string"));
  if ((Array.isArray(from) || Array.isArray(to)) && is_lines(from) && is_lines(to))
    return (
      <span className="map-diff-field">
        {label}{" "}
        {compare_lines(from, to).map(({ line, mark }) =>
          mark === "same" ? null : (
            <span key={`${mark}${line}`}>
              <Sign mark={mark} /> {mark === "removed" ? <s>{words(line)}</s> : <b>{words(line)}</b>}{" "}
            </span>
          ),
        )}
      </span>
    );
  return (
    <span className="map-diff-field">
      {label} {from !== null && <s>{words(from)}</s>} <b>{words(to)}</b>
    </span>
  );
}
