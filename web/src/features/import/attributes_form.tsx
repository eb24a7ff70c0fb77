import { useId } from "react";
import { useTranslation } from "react-i18next";
import { ColumnPick, type FormProps } from "./columns_form.tsx";
import { attribute_names, column_of, entries_of, put, put_column } from "./mapping.ts";
import { texts } from "./texts.ts";

/// What else is known of a deal: owner, amount and so on.
export function AttributesForm({ mapping, file, on_change }: FormProps) {
  const { t } = useTranslation(texts);
  const id = useId();
  const names = file.columns.map((column) => column.name);
  const entries = entries_of(mapping, "attributes");
  const taken = entries.map(([name]) => name);
  const free = attribute_names.filter((name) => !taken.includes(name));
  const used = new Set(entries.map(([, column]) => column_of(column, names)));
  const first_free = names.find((name) => !used.has(name)) ?? names[0] ?? "";
  return (
    <fieldset>
      <legend>{t("attributes")}</legend>
      {entries.map(([name, column]) => (
        <ColumnPick
          key={name}
          label={t(`attribute_${name}`, { defaultValue: name })}
          file={file}
          chosen={column_of(column, names)}
          on_choose={(next) => on_change(put_column(mapping, ["attributes", name], next))}
        />
      ))}
      <div className="import-pick">
        <label htmlFor={id}>{t("one_more")}</label>
        <select
          id={id}
          className="in"
          value=""
          onChange={(event) => {
            if (event.target.value) on_change(put(mapping, ["attributes", event.target.value], first_free));
          }}
        >
          <option value="">{t("choose_attribute")}</option>
          {free.map((name) => (
            <option key={name} value={name}>
              {t(`attribute_${name}`)}
            </option>
          ))}
        </select>
      </div>
    </fieldset>
  );
}
