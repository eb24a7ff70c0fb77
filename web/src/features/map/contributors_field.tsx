import { X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../ui/button.tsx";
import { AddLine } from "./add_line.tsx";
import type { Json, JsonObject } from "./elements.ts";
import { useChoices } from "./ref_fields.tsx";
import { texts } from "./texts.ts";
import { TypedField } from "./typed.tsx";

/// Who was asked about the map, in which role, and whether they agree with it.
export function ContributorsField({
  label,
  hint,
  rows,
  is_disabled,
  on_change,
}: {
  label: string;
  hint?: string;
  rows: JsonObject[];
  is_disabled: boolean;
  on_change: (rows: Json) => boolean;
}) {
  const { t } = useTranslation(texts);
  const roles = useChoices(["role"]);
  const change = (at: number, part: JsonObject) =>
    void on_change(rows.with(at, { ...rows[at], ...part }) as Json);
  return (
    <fieldset className="field map-people">
      <legend className="f">{label}</legend>
      {hint && <p className="hint">{hint}</p>}
      {rows.map((row, i) => (
        <div key={String(row.name)} className="map-target">
          <span className="b grow">{String(row.name)}</span>
          {!is_disabled && (
            <IconButton
              label={t("remove_of", { name: String(row.name) })}
              onPress={() => on_change(rows.toSpliced(i, 1) as Json)}
            >
              <X className="i" />
            </IconButton>
          )}
          <label className="field wide">
            <span className="f">{t("f_role")}</span>
            <select
              className="in"
              disabled={is_disabled}
              value={String(row.role ?? "")}
              onChange={(event) => change(i, { role: event.target.value || undefined })}
            >
              <option value="">{t("none")}</option>
              {roles.map((role) => (
                <option key={role.id} value={role.id}>
                  {role.name}
                </option>
              ))}
            </select>
          </label>
          <TypedField
            label={t("heard_on")}
            type="date"
            value={String(row.heard_on ?? "")}
            is_disabled={is_disabled}
            commit={(text) => change(i, { heard_on: text || undefined }) as undefined}
          />
          <TypedField
            label={t("agreed_on")}
            type="date"
            value={String(row.agreed_on ?? "")}
            is_disabled={is_disabled}
            commit={(text) => change(i, { agreed_on: text || undefined }) as undefined}
          />
        </div>
      ))}
      {!is_disabled && (
        <AddLine
          label={t("add_contributor")}
          on_add={(name) => !rows.some((row) => row.name === name) && on_change([...rows, { name }] as Json)}
        />
      )}
    </fieldset>
  );
}
