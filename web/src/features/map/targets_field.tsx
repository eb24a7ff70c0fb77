import { X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../ui/button.tsx";
import { set_ops } from "./edit.ts";
import { useEditor } from "./editor.tsx";
import { items_of, type JsonObject } from "./elements.ts";
import { parse_number } from "./field_editor.tsx";
import { built_in_measures } from "./specs.ts";
import { texts } from "./texts.ts";
import { TypedField } from "./typed.tsx";

interface Props {
  at: string;
  label: string;
  hint?: string;
  is_disabled: boolean;
  targets: JsonObject[];
}

const periods = ["", "week", "month", "quarter", "year"];

/// What is aimed at, each with its target and, for what flows, the period.
export function TargetsField({ at, label, hint, is_disabled, targets }: Props) {
  const { t } = useTranslation(texts);
  const { map, edit } = useEditor();
  const own = items_of(map, "map", "measures").map((one) => ({ id: String(one.id), name: String(one.name) }));
  const all = [...built_in_measures.map((id) => ({ id: id as string, name: t(`m_${id}`) })), ...own];
  const name_of = (id: unknown) => all.find((one) => one.id === id)?.name ?? String(id);
  const put = (next: JsonObject[]) => edit(set_ops(map, at, "measures", next));
  const change = (row: number, part: JsonObject) => put(targets.with(row, { ...targets[row], ...part }));
  const open = all.filter((one) => !targets.some((target) => target.measure === one.id));
  return (
    <fieldset className="field map-targets">
      <legend className="f">{label}</legend>
      {hint && <p className="hint">{hint}</p>}
      {targets.map((target, i) => (
        <TargetRow
          key={String(target.measure)}
          target={target}
          name={name_of(target.measure)}
          is_disabled={is_disabled}
          on_change={(part) => change(i, part)}
          on_remove={() => put(targets.toSpliced(i, 1))}
        />
      ))}
      {is_disabled && targets.length === 0 && <p className="q s">{t("none")}</p>}
      {!is_disabled && (
        <select
          className="in"
          aria-label={t("add_of", { label })}
          value=""
          onChange={(event) => event.target.value && put([...targets, { measure: event.target.value }])}
        >
          <option value="">{t("add_measure")}</option>
          {open.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
        </select>
      )}
    </fieldset>
  );
}

function TargetRow({
  target,
  name,
  is_disabled,
  on_change,
  on_remove,
}: {
  target: JsonObject;
  name: string;
  is_disabled: boolean;
  on_change: (part: JsonObject) => void;
  on_remove: () => void;
}) {
  const { t } = useTranslation(texts);
  const commit = (text: string) => {
    const number = text.trim() === "" ? undefined : parse_number(text);
    if (number === null) return t("needs_number");
    return void on_change({ target: number });
  };
  return (
    <div className="map-target">
      <span className="b grow">{name}</span>
      {!is_disabled && (
        <IconButton label={t("remove_of", { name })} onPress={on_remove}>
          <X className="i" />
        </IconButton>
      )}
      <TypedField
        label={t("target")}
        value={String(target.target ?? "")}
        commit={commit}
        input_mode="decimal"
        is_disabled={is_disabled}
      />
      <label className="field">
        <span className="f">{t("per")}</span>
        <select
          className="in"
          disabled={is_disabled}
          value={String(target.per ?? "")}
          onChange={(event) => on_change({ per: event.target.value || undefined })}
        >
          {periods.map((period) => (
            <option key={period} value={period}>
              {t(`per_${period || "none"}`)}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}
