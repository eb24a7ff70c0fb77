import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { MapIndex } from "../../app/process.tsx";
import { Segments } from "../../ui/segments.tsx";
import { AttributesForm } from "./attributes_form.tsx";
import { DealsForm } from "./deals_form.tsx";
import { FieldsForm } from "./fields_form.tsx";
import { FormatsForm } from "./formats_form.tsx";
import {
  column_keys,
  column_of,
  type ImportedFile,
  layout_of,
  layouts,
  type Mapping,
  put_column,
  with_layout,
} from "./mapping.ts";
import { examples_of } from "./recognised.tsx";
import { texts } from "./texts.ts";

export interface FormProps {
  mapping: Mapping;
  file: ImportedFile;
  on_change: (mapping: Mapping) => void;
}

/// A column of the file, chosen by name; its examples stand beside it.
export function ColumnPick({ label, file, chosen, on_choose, is_missing = false }: ColumnPickProps) {
  const { t } = useTranslation(texts);
  const id = useId();
  const names = file.columns.map((column) => column.name);
  const column = file.columns.find(({ name }) => name.toLowerCase() === chosen.toLowerCase());
  const is_foreign = chosen !== "" && !column;
  return (
    <div className="import-pick">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        className="in"
        value={column?.name ?? chosen}
        aria-invalid={is_missing || undefined}
        aria-describedby={`${id}-x`}
        onChange={(event) => on_choose(event.target.value)}
      >
        <option value="">{t("no_column")}</option>
        {is_foreign && <option value={chosen}>{t("not_in_file", { name: chosen })}</option>}
        {names.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
      <span id={`${id}-x`} className={is_missing ? "s bad" : "q s clip"}>
        {is_missing ? t("choose_column") : column ? examples_of(column) : ""}
      </span>
    </div>
  );
}

interface ColumnPickProps {
  label: string;
  file: ImportedFile;
  chosen: string;
  on_choose: (column: string) => void;
  is_missing?: boolean;
}

interface Props extends FormProps {
  missing: string[];
  index: MapIndex | undefined;
}

/// What the columns mean, in words. Each change is read at once.
export function ColumnsForm({ mapping, file, missing, on_change, index }: Props) {
  const { t } = useTranslation(texts);
  const layout = layout_of(mapping);
  const names = file.columns.map((column) => column.name);
  const part = { mapping, file, on_change };
  return (
    <div className="import-form">
      <div className="row wrap import-layout">
        <span>{t("a_row_is")}</span>
        <Segments
          label={t("a_row_is")}
          chosen={layout}
          on_choose={(next) => on_change(with_layout(mapping, next))}
          choices={layouts.map((id) => ({ id, name: t(`layout_${id}`) }))}
        />
        <span className="q s">{t(`layout_${layout}_hint`)}</span>
      </div>
      {column_keys[layout].map(({ key }) => (
        <ColumnPick
          key={key}
          label={t(`column_${key}`)}
          file={file}
          chosen={column_of(mapping[key], names)}
          is_missing={missing.includes(key)}
          on_choose={(column) => on_change(put_column(mapping, [key], column))}
        />
      ))}
      {layout === "deals" && <DealsForm {...part} index={index} />}
      {layout === "changes" && <FieldsForm {...part} is_missing={missing.includes("fields")} />}
      {layout !== "changes" && <AttributesForm {...part} />}
      <FormatsForm {...part} />
    </div>
  );
}
