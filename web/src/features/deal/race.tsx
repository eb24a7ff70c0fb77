import { type ReactNode, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "../../api/client.ts";
import { useRefreshDeal } from "../../deals/acts.ts";
import { is_raced } from "../../deals/moves.ts";
import { usePeople } from "../../deals/names.ts";
import type { Deal } from "./model.ts";
import { page_texts } from "./texts.ts";
import { useNames } from "./use_names.ts";

/// What another changed while one typed: the fields that differ from when the form was opened, and whose change it was.
function Raced({ before, now }: { before: Deal; now: Deal }) {
  const { t } = useTranslation(page_texts);
  const people = usePeople();
  const names = useNames(now);
  const events = $api.useQuery("get", "/api/deals/{deal}/events", { params: { path: { deal: now.id } } });
  const keys = [...new Set([...Object.keys(before.attributes), ...Object.keys(now.attributes)])];
  const changed = keys.filter((key) => before.attributes[key] !== now.attributes[key]);
  const actor_of = (key: string) =>
    people.names.get(
      events.data?.events.findLast((event) => event.kind === "attribute_changed" && event.symbol === key)
        ?.actor ?? 0,
    );
  return (
    <div className="note limit" role="alert">
      <p>{t("raced")}</p>
      <ul>
        {before.name !== now.name && <li>{t("raced_name", { name: now.name })}</li>}
        {changed.map((key) => (
          <li key={key}>
            {t("raced_field", {
              field: names.field(key),
              from: names.value(key, before.attributes[key] ?? "") || "–",
              to: names.value(key, now.attributes[key] ?? "") || "–",
            })}
            {actor_of(key) && <span className="q">, {actor_of(key)}</span>}
          </li>
        ))}
        {changed.length === 0 && before.name === now.name && <li>{t("raced_other")}</li>}
      </ul>
      <p>{t("raced_again")}</p>
    </div>
  );
}

interface Race {
  /// The header of the change: the deal as it was when the form was opened, or as it is now where no field differs, or
  /// once the difference was shown.
  if_match: () => { "If-Match": string };
  /// What the other changed; nothing without a race.
  shown: ReactNode;
  /// The deal as it was when the form was opened.
  before: Deal;
}

/// Whether what is stated of a deal is the same.
export function is_same_statement(a: Deal, b: Deal) {
  const keys = new Set([...Object.keys(a.attributes), ...Object.keys(b.attributes)]);
  return a.name === b.name && [...keys].every((key) => a.attributes[key] === b.attributes[key]);
}

/// Edits of a deal name the state that they are of, so that nobody's change is overwritten unseen. `error` is that of the
/// change; 412 is a race. The tag of a deal is the number of its events.
export function useRace(now: Deal, error: unknown): Race {
  const refresh = useRefreshDeal(now.id);
  const [before] = useState(now);
  const has_raced = is_raced(error);
  useEffect(() => {
    if (has_raced) refresh();
  }, [has_raced, refresh]);
  const if_match = () => {
    const base = has_raced || is_same_statement(before, now) ? now : before;
    return { "If-Match": `"${base.event_count}"` };
  };
  return { if_match, shown: has_raced ? <Raced before={before} now={now} /> : null, before };
}
