import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { FormProps } from "./columns_form.tsx";
import { attribute_names, column_of, entries_of, field_meanings, get, type Mapping, put } from "./mapping.ts";
import { texts } from "./texts.ts";

/// A status that closes deals tells so by these words, unless the mapping knows better.
const usual_outcomes = { won: ["won"], lost: ["lost"], open: ["open"] };

/// Of a file with a row a changed field: what each field is.
export function FieldsForm({ mapping, file, on_change, is_missing }: FormProps & { is_missing: boolean }) {
  const { t } = useTranslation(texts);
  const names = file.columns.map((column) => column.name);
  const chosen = column_of(mapping.field, names);
  const of_file = file.columns.find(({ name }) => name.toLowerCase() === chosen.toLowerCase());
  const stated = entries_of(mapping, "fields").map(([field]) => field);
  // Those of the file come first; what a preset knows beside them is kept and not shown.
  const fields = of_file && of_file.commonest.length > 0 ? of_file.commonest : stated;
  const change = (field: string, meaning: string) => {
    const next = put(mapping, ["fields", field], meaning);
    const needs_words = meaning === "outcome" && get(next, ["outcome"]) === undefined;
    on_change(needs_words ? put(next, ["outcome"], usual_outcomes) : next);
  };
  return (
    <fieldset>
      <legend>{t("fields")}</legend>
      {is_missing && <p className="s bad">{t("fields_missing")}</p>}
      {fields.map((field) => (
        <FieldMeaning key={field} field={field} mapping={mapping} on_change={change} />
      ))}
    </fieldset>
  );
}

interface MeaningProps {
  field: string;
  mapping: Mapping;
  on_change: (field: string, meaning: string) => void;
}

function FieldMeaning({ field, mapping, on_change }: MeaningProps) {
  const { t } = useTranslation(texts);
  const id = useId();
  const chosen = column_of(get(mapping, ["fields", field]), []);
  const known: string[] = [...field_meanings, ...attribute_names];
  return (
    <div className="import-pick">
      <label htmlFor={id} className="clip">
        {field}
      </label>
      <select
        id={id}
        className="in"
        value={chosen}
        onChange={(event) => on_change(field, event.target.value)}
      >
        <option value="">{t("not_read")}</option>
        {chosen && !known.includes(chosen) && <option value={chosen}>{chosen}</option>}
        {field_meanings.map((meaning) => (
          <option key={meaning} value={meaning}>
            {t(`meaning_${meaning}`)}
          </option>
        ))}
        {attribute_names.map((name) => (
          <option key={name} value={name}>
            {t(`attribute_${name}`)}
          </option>
        ))}
      </select>
    </div>
  );
}
