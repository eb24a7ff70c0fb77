import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api } from "../../api/client.ts";
import { Answer } from "../../ui/states.tsx";
import { Sign } from "./box.tsx";
import { type Mark, mark_counts } from "./compare.ts";
import { useEditor } from "./editor.tsx";
import { find_spot } from "./elements.ts";
import { about, type Change, flat, type Operation } from "./operations.ts";
import { useMapSearch } from "./search.ts";
import { texts } from "./texts.ts";

/// What differs, under the canvas: how much, and each in a sentence.
export function Changes({ to, seq }: { to: number | undefined; seq: number | undefined }) {
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
      <Sentences from={search.compare} to={to} seq={seq} />
    </section>
  );
}

const marks: Record<Change["op"], Mark> = {
  add: "added",
  insert: "added",
  remove: "removed",
  delete: "removed",
  set: "changed",
  move: "moved",
};

/// The mark of a sentence, and what it is about: there is one for each operation.
function row_of(operation: Operation | undefined) {
  const first = operation && flat([operation])[0];
  if (!first) return {};
  return { mark: operation.op === "group" ? ("changed" as const) : marks[first.op], at: about(first) };
}

/// What the server says of the difference. `seq` of a draft: with each change of it they are asked for anew.
function Sentences({ from, to, seq }: { from: number; to: number | undefined; seq: number | undefined }) {
  const { t } = useTranslation(texts);
  const { process, map, select } = useEditor();
  const query = useQuery({
    queryKey: ["map-changes", process, from, to, seq],
    queryFn: async () => {
      const { data } = await api.GET("/api/processes/{process}/changes", {
        params: { path: { process }, query: to === undefined ? { from } : { from, to } },
      });
      if (!data) throw new Error("The server said nothing.");
      return { sentences: data.sentences, operations: data.operations as Operation[] };
    },
    placeholderData: (before) => before,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <Answer query={query} what={t("changes")} lines={2}>
      {({ sentences, operations }) =>
        sentences.length === 0 ? (
          <p className="q">{t("no_changes")}</p>
        ) : (
          <ul className="map-dif">
            {sentences.map((sentence, i) => {
              const { mark, at } = sentences.length === operations.length ? row_of(operations[i]) : {};
              const is_there = at !== undefined && find_spot(map, at) !== undefined;
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: two sentences may be the same; their place tells them apart.
                <li key={`${i} ${sentence}`}>
                  {mark ? <Sign mark={mark} /> : <span />}
                  <span>
                    {sentence}{" "}
                    {is_there && at && (
                      <button
                        type="button"
                        className="map-link"
                        aria-label={t("show_change", { sentence })}
                        onClick={() => select(at)}
                      >
                        {t("show")}
                      </button>
                    )}
                  </span>
                </li>
              );
            })}
          </ul>
        )
      }
    </Answer>
  );
}
