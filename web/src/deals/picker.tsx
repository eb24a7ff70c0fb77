import { keepPreviousData } from "@tanstack/react-query";
import { useDeferredValue, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { $api, type Schemas } from "../api/client.ts";
import { add_texts } from "../app/texts.ts";
import { TextField } from "../ui/fields.tsx";
import { ErrorLine } from "../ui/states.tsx";

const texts = add_texts("picker", {
  en: {
    find: "Find by name",
    found: "Found",
    nothing: "Nothing found for “{{words}}”.",
    searching: "Searching …",
    type: "Type at least two letters.",
  },
  de: {
    find: "Nach Namen suchen",
    found: "Gefunden",
    nothing: "Nichts gefunden zu „{{words}}“.",
    searching: "Suche läuft …",
    type: "Mindestens zwei Buchstaben eingeben.",
  },
});

export interface Picked {
  id: number;
  name: string;
}

interface Props {
  label: string;
  kind: Exclude<Schemas["SearchKind"], "note">;
  chosen: Picked | undefined;
  on_choose: (picked: Picked | undefined) => void;
  /// Not to be chosen: the thing itself.
  without?: number;
  error?: string | undefined;
}

/// Finds a deal, an account or a contact by words of its name; what is chosen stands in the list as a ticked choice.
export function Picker({ label, kind, chosen, on_choose, without, error }: Props) {
  const { t } = useTranslation(texts);
  const id = useId();
  const [words, set_words] = useState("");
  const asked = useDeferredValue(words.trim());
  const search = $api.useQuery(
    "get",
    "/api/search",
    { params: { query: { q: asked, limit: 12 } } },
    { enabled: asked.length >= 2, placeholderData: keepPreviousData },
  );
  const found = (search.data?.found ?? []).filter((hit) => hit.kind === kind && hit.id !== without);
  const shown: Picked[] = chosen && !found.some((hit) => hit.id === chosen.id) ? [chosen, ...found] : found;
  const has_asked = asked.length >= 2 && !search.isFetching;
  return (
    <div>
      <TextField
        label={label}
        type="search"
        placeholder={t("find")}
        value={words}
        onChange={(event) => set_words(event.target.value)}
        hint={asked.length < 2 && !chosen ? t("type") : undefined}
        error={error}
      />
      <fieldset className="picks found" aria-label={t("found")}>
        {shown.map((hit) => (
          <label key={hit.id} className="row check">
            <input
              type="radio"
              name={id}
              checked={chosen?.id === hit.id}
              onChange={() => on_choose({ id: hit.id, name: hit.name })}
            />
            <span>{hit.name}</span>
          </label>
        ))}
      </fieldset>
      <p className="q s" role="status">
        {search.isFetching && asked.length >= 2 ? t("searching") : ""}
        {has_asked && found.length === 0 ? t("nothing", { words: asked }) : ""}
      </p>
      <ErrorLine error={search.error} />
    </div>
  );
}
