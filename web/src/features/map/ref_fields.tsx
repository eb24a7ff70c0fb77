import { X } from "lucide-react";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { SelectField } from "../../ui/fields.tsx";
import { AddLine } from "./add_line.tsx";
import { add_op } from "./edit.ts";
import { useEditor } from "./editor.tsx";
import { address_of, type JsonObject, type Kind, lists_of, new_id, spots_of, title_of } from "./elements.ts";
import { apply_all, type Operation } from "./operations.ts";
import { beginnings } from "./specs.ts";
import { texts } from "./texts.ts";

interface RefChoice {
  id: string;
  name: string;
  address: string;
}

/// All elements of these kinds, with the number of a stage or goal before its name.
export function useChoices(kinds: readonly Kind[]): RefChoice[] {
  const { map, index } = useEditor();
  const number_of = new Map<string, string>();
  for (const goal of index.goals) {
    number_of.set(`goal:${goal.id}`, goal.number);
    for (const stage of goal.stages) number_of.set(`stage:${stage.id}`, stage.number);
  }
  return [...spots_of(map).values()]
    .filter((spot) => kinds.includes(spot.kind))
    .map((spot) => ({
      id: spot.id,
      address: spot.address,
      name: `${number_of.get(spot.address) ?? ""} ${title_of(spot)}`.trim(),
    }));
}

export function RefField({
  label,
  hint,
  of,
  value,
  is_disabled,
  on_change,
}: {
  label: string;
  hint?: string;
  of: readonly Kind[];
  value: string;
  is_disabled: boolean;
  on_change: (id: string) => void;
}) {
  const { t } = useTranslation(texts);
  const choices = useChoices(of);
  const is_missing = value !== "" && !choices.some((one) => one.id === value);
  return (
    <SelectField
      label={label}
      hint={hint}
      value={value}
      disabled={is_disabled}
      error={is_missing ? t("not_in_map", { id: value }) : undefined}
      choices={[{ id: "", name: t("none") }, ...choices, ...(is_missing ? [{ id: value, name: value }] : [])]}
      onChange={(event) => on_change(event.target.value)}
    />
  );
}

/// Several references as chips; what the catalogue has not yet is made by typing its name.
export function RefsField({
  label,
  hint,
  of,
  values,
  is_disabled,
  by_address = false,
  on_change,
}: {
  label: string;
  hint?: string | undefined;
  of: readonly Kind[];
  values: readonly string[];
  is_disabled: boolean;
  by_address?: boolean;
  /// With the operations that make what is new first.
  on_change: (values: string[], before: Operation[]) => boolean;
}) {
  const { t } = useTranslation(texts);
  const { map } = useEditor();
  const id = useId();
  const choices = useChoices(of);
  const key = (choice: RefChoice) => (by_address ? choice.address : choice.id);
  const open = choices.filter((choice) => !values.includes(key(choice)));
  const name_of = (value: string) => choices.find((choice) => key(choice) === value)?.name;
  const catalogue = catalogue_of(of);
  const make = (name: string) => {
    const known = choices.find((choice) => choice.name.toLowerCase() === name.toLowerCase());
    if (known) return !values.includes(key(known)) && on_change([...values, key(known)], []);
    if (!catalogue) return false;
    const made = made_in_catalogue(map, catalogue, name);
    return on_change([...values, made.id], made.ops);
  };
  return (
    <fieldset className="field map-refs">
      <legend className="f">{label}</legend>
      {values.length > 0 && (
        <ul>
          {values.map((value) => (
            <li key={value} className={name_of(value) ? "chip" : "chip bad"}>
              <span className="clip">{name_of(value) ?? t("not_in_map", { id: value })}</span>
              {!is_disabled && (
                <button
                  type="button"
                  aria-label={t("remove_of", { name: name_of(value) ?? value })}
                  onClick={() =>
                    on_change(
                      values.filter((one) => one !== value),
                      [],
                    )
                  }
                >
                  <X className="i" aria-hidden />
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      {is_disabled && values.length === 0 && <p className="q">{t("none")}</p>}
      {!is_disabled && open.length > 0 && (
        <select
          className="in"
          id={id}
          aria-label={t("add_of", { label })}
          value=""
          onChange={(event) => event.target.value && on_change([...values, event.target.value], [])}
        >
          <option value="">{t("choose")}</option>
          {open.map((choice) => (
            <option key={choice.address} value={key(choice)}>
              {choice.name}
            </option>
          ))}
        </select>
      )}
      {!is_disabled && catalogue && <AddLine label={t(`new_${catalogue.kind}`)} of={label} on_add={make} />}
      {hint && <p className="hint">{hint}</p>}
    </fieldset>
  );
}

/// Catalogues in which something new can be made by its name alone.
function catalogue_of(of: readonly Kind[]) {
  const kind = of[0];
  if (of.length !== 1 || !kind || ["stage", "outcome", "goal"].includes(kind)) return undefined;
  const list = Object.entries(lists_of.map ?? {}).find(([, one]) => one === kind)?.[0];
  return list ? { kind, list } : undefined;
}

function made_in_catalogue(map: JsonObject, catalogue: { kind: Kind; list: string }, name: string) {
  const id = new_id(map, catalogue.kind, name);
  const ops = [add_op(map, "map", catalogue.list, { id, name, ...beginnings[catalogue.kind] })];
  return { id, ops, map: apply_all(map, ops), address: address_of(catalogue.kind, id, "map") };
}

export function useCatalogue(kind: Kind) {
  const { map } = useEditor();
  const catalogue = catalogue_of([kind]);
  return { catalogue, make: (name: string) => catalogue && made_in_catalogue(map, catalogue, name) };
}
