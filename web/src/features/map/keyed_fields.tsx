import { X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../ui/button.tsx";
import { AddLine } from "./add_line.tsx";
import { set_ops } from "./edit.ts";
import { useEditor } from "./editor.tsx";
import { find_spot, type JsonObject, title_of } from "./elements.ts";
import { apply_all } from "./operations.ts";
import { useCatalogue, useChoices } from "./ref_fields.tsx";
import { texts } from "./texts.ts";
import { TypedField } from "./typed.tsx";

interface Props {
  at: string;
  label: string;
  hint?: string;
  is_disabled: boolean;
}

function useUsualLevels() {
  const { t } = useTranslation(texts);
  return [1, 2, 3, 4].map((level) => t(`level_${level}`));
}

/// Competencies that a stage needs, and how much of each.
export function LevelsField({ at, label, is_disabled, levels }: Props & { levels: JsonObject }) {
  const { t } = useTranslation(texts);
  const { map, edit } = useEditor();
  const usual = useUsualLevels();
  const choices = useChoices(["competency"]).filter((choice) => !(choice.id in levels));
  const { make } = useCatalogue("competency");
  const words_of = (id: string) => {
    const own = find_spot(map, `competency:${id}`)?.item.levels;
    return Array.isArray(own) && own.length > 0 ? own.map(String) : usual;
  };
  const set = (id: string, level: number | null) => edit(set_ops(map, at, `skills.${id}`, level));
  const add_new = (name: string) => {
    const made = make(name);
    if (!made) return false;
    const ops = [...made.ops, ...set_ops(apply_all(map, made.ops), at, `skills.${made.id}`, 2)];
    return edit([{ op: "group", name: "add", ops }]);
  };
  return (
    <fieldset className="field map-keyed">
      <legend className="f">{label}</legend>
      {Object.entries(levels).map(([id, level]) => {
        const name = title_of(find_spot(map, `competency:${id}`)) || t("not_in_map", { id });
        return (
          <div key={id} className="row">
            <span className="grow">{name}</span>
            <select
              className="in"
              aria-label={t("level_of", { name })}
              disabled={is_disabled}
              value={String(level)}
              onChange={(event) => set(id, Number(event.target.value))}
            >
              {words_of(id).map((word, i) => (
                <option key={word} value={i + 1}>
                  {i + 1} {word}
                </option>
              ))}
            </select>
            {!is_disabled && (
              <IconButton label={t("remove_of", { name })} onPress={() => set(id, null)}>
                <X className="i" />
              </IconButton>
            )}
          </div>
        );
      })}
      {!is_disabled && choices.length > 0 && (
        <select
          className="in"
          aria-label={t("add_of", { label })}
          value=""
          onChange={(event) => event.target.value && set(event.target.value, 2)}
        >
          <option value="">{t("choose")}</option>
          {choices.map((choice) => (
            <option key={choice.id} value={choice.id}>
              {choice.name}
            </option>
          ))}
        </select>
      )}
      {!is_disabled && <AddLine label={t("new_competency")} of={label} on_add={add_new} />}
    </fieldset>
  );
}

/// How each attribute of the brand shows at this stage.
export function TextsByRefField({ at, label, hint, is_disabled, values }: Props & { values: JsonObject }) {
  const { map, edit } = useEditor();
  const choices = useChoices(["brand"]);
  if (choices.length === 0) return null;
  return (
    <fieldset className="field">
      <legend className="f">{label}</legend>
      {hint && <p className="hint">{hint}</p>}
      {choices.map((choice) => (
        <TypedField
          key={choice.id}
          label={choice.name}
          value={String(values[choice.id] ?? "")}
          lines={2}
          is_disabled={is_disabled}
          commit={(text) => void edit(set_ops(map, at, `brand.${choice.id}`, text.trim()))}
        />
      ))}
    </fieldset>
  );
}
