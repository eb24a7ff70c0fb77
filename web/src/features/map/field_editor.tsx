import { useTranslation } from "react-i18next";
import { CheckField, SelectField } from "../../ui/fields.tsx";
import { ContributorsField } from "./contributors_field.tsx";
import { lines_ops, rename_ops, set_ops } from "./edit.ts";
import { useEditor } from "./editor.tsx";
import { find_spot, is_object, type Json, kind_of } from "./elements.ts";
import { ElementsField } from "./elements_field.tsx";
import { EvidenceField } from "./evidence_field.tsx";
import { LevelsField, TextsByRefField } from "./keyed_fields.tsx";
import { LinesField } from "./lines_field.tsx";
import { type Operation, value_at } from "./operations.ts";
import { RefField, RefsField } from "./ref_fields.tsx";
import { defaults, type FieldSpec } from "./specs.ts";
import { TargetsField } from "./targets_field.tsx";
import { texts } from "./texts.ts";
import { TypedField } from "./typed.tsx";

export function as_lines(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/// A number as one writes it, with a point or a comma; null where it is none.
export function parse_number(text: string): number | null {
  const plain = text.trim().replace(/\s|%/g, "").replace(",", ".");
  if (!/^-?\d+(\.\d+)?$/.test(plain)) return null;
  return Number(plain);
}

/// The words of a field: what it is called and what it is for, where its kind has words of its own.
function useFieldWords(at: string) {
  const { t, i18n } = useTranslation(texts);
  const kind = kind_of(at);
  return (field: string) => {
    const key = field.replaceAll(".", "_");
    const keys = [`h_${kind}_${key}`, `h_${key}`];
    const hint = keys.find((one) => i18n.exists(one, { ns: texts }));
    return { label: t([`f_${kind}_${key}`, `f_${key}`]), hint: hint ? t(hint) : undefined };
  };
}

/// One field of an element, in the form that its spec says. Left, it becomes an operation.
export function FieldEditor({ at, spec }: { at: string; spec: FieldSpec }) {
  const { map } = useEditor();
  const item = find_spot(map, at)?.item;
  if (!item) return null;
  if (spec.when && !spec.when.is.includes(String(item[spec.when.field] ?? ""))) return null;
  return (
    <div data-field-of={spec.field} className="map-field">
      <FieldForm at={at} spec={spec} value={value_at(item, spec.field)} />
    </div>
  );
}

interface FormProps {
  at: string;
  spec: FieldSpec;
  value: Json | undefined;
}

function FieldForm({ at, spec, value }: FormProps) {
  const words = useFieldWords(at)(spec.field);
  const { map, may_edit, edit } = useEditor();
  const { field, form } = spec;
  const set = (to: Json | undefined) => edit(set_ops(map, at, field, to));
  const common = { ...words, is_disabled: !may_edit } as {
    label: string;
    hint?: string;
    is_disabled: boolean;
  };
  switch (form) {
    case "line":
    case "text":
    case "date":
      return <TextForm at={at} spec={spec} value={value} />;
    case "number":
    case "share":
      return <NumberForm at={at} spec={spec} value={value} />;
    case "flag":
    case "flag_on":
    case "choice":
      return <ChoiceForm at={at} spec={spec} value={value} />;
    case "lines":
    case "ids":
      return <ListForm at={at} spec={spec} value={value} />;
    case "ref":
      return (
        <RefField {...common} of={spec.of ?? []} value={String(value ?? "")} on_change={(id) => set(id)} />
      );
    case "refs":
    case "addresses":
      return <RefsForm at={at} spec={spec} value={value} />;
    case "levels":
      return <LevelsField {...common} at={at} levels={is_object(value) ? value : {}} />;
    case "texts_by_ref":
      return <TextsByRefField {...common} at={at} values={is_object(value) ? value : {}} />;
    case "targets":
      return (
        <TargetsField {...common} at={at} targets={Array.isArray(value) ? value.filter(is_object) : []} />
      );
    case "evidence":
      return <EvidenceField {...common} at={at} rows={Array.isArray(value) ? value.filter(is_object) : []} />;
    case "contributors":
      return (
        <ContributorsField
          {...common}
          rows={Array.isArray(value) ? value.filter(is_object) : []}
          on_change={set}
        />
      );
    case "elements":
      return <ElementsField {...common} at={at} list={field} />;
  }
}

function TextForm({ at, spec, value }: FormProps) {
  const { t } = useTranslation(texts);
  const words = useFieldWords(at)(spec.field);
  const { map, published, may_edit, edit } = useEditor();
  const needs =
    ["name", "require", "formula"].includes(spec.field) ||
    (spec.field === "text" && ["exit", "price_rule"].includes(kind_of(at)));
  const commit = (typed: string) => {
    const text = spec.form === "line" ? typed.trim().replace(/\s+/g, " ") : typed.trim();
    if (!text && needs) return t("needs_text");
    const ops =
      spec.field === "name" ? rename_ops(map, published, at, text) : set_ops(map, at, spec.field, text);
    edit(ops);
    return undefined;
  };
  return (
    <TypedField
      {...words}
      value={String(value ?? "")}
      commit={commit}
      lines={spec.form === "text" ? 3 : 1}
      voice={spec.voice ?? false}
      type={spec.form === "date" ? "date" : "text"}
      is_disabled={!may_edit}
    />
  );
}

function NumberForm({ at, spec, value }: FormProps) {
  const { t } = useTranslation(texts);
  const words = useFieldWords(at)(spec.field);
  const { map, may_edit, edit } = useEditor();
  const is_share = spec.form === "share";
  const shown =
    value === undefined || value === null ? "" : `${is_share ? round(Number(value) * 100) : value}`;
  const commit = (typed: string) => {
    if (typed.trim() === "") return void edit(set_ops(map, at, spec.field, null));
    const number = parse_number(typed);
    if (number === null) return t("needs_number");
    if (is_share && (number < 0 || number > 100)) return t("needs_percent");
    if (!is_share && number <= 0) return t("needs_positive");
    return void edit(set_ops(map, at, spec.field, is_share ? round(number / 100) : number));
  };
  return (
    <TypedField
      {...words}
      value={shown}
      commit={commit}
      unit={is_share ? "%" : spec.unit ? t(`unit_${spec.unit}`) : ""}
      input_mode="decimal"
      is_disabled={!may_edit}
    />
  );
}

/// Without the dust of binary fractions.
function round(value: number) {
  return Number(value.toFixed(6));
}

function ChoiceForm({ at, spec, value }: FormProps) {
  const { t } = useTranslation(texts);
  const words = useFieldWords(at)(spec.field);
  const { map, may_edit, edit } = useEditor();
  const set = (to: Json) => edit(set_ops(map, at, spec.field, to));
  if (spec.form !== "choice") {
    const default_on = spec.form === "flag_on";
    const is_on = value === undefined || value === null ? default_on : value === true;
    return (
      <CheckField
        {...words}
        checked={is_on}
        disabled={!may_edit}
        onChange={(event) => set(event.target.checked === default_on ? null : event.target.checked)}
      />
    );
  }
  const usual = defaults[`${kind_of(at)}.${spec.field}`];
  return (
    <SelectField
      {...words}
      value={String(value ?? usual ?? "")}
      disabled={!may_edit}
      choices={(spec.choices ?? []).map((id) => ({ id, name: t(`c_${spec.field}_${id || "none"}`) }))}
      onChange={(event) =>
        set(event.target.value === usual || !event.target.value ? null : event.target.value)
      }
    />
  );
}

function ListForm({ at, spec, value }: FormProps) {
  const { t } = useTranslation(texts);
  const words = useFieldWords(at)(spec.field);
  const { map, may_edit, edit } = useEditor();
  const to_id = (text: string) =>
    text
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "_")
      .replace(/^[^a-z]+|_+$/g, "");
  return (
    <LinesField
      label={words.label}
      {...(words.hint ? { hint: words.hint } : {})}
      lines={as_lines(value)}
      voice={spec.voice ?? false}
      is_disabled={!may_edit}
      add_label={t([`add_${spec.field}`, "add_line"])}
      on_change={(lines) =>
        edit(lines_ops(map, at, spec.field, spec.form === "ids" ? lines.map(to_id).filter(Boolean) : lines))
      }
    />
  );
}

function RefsForm({ at, spec, value }: FormProps) {
  const { t } = useTranslation(texts);
  const words = useFieldWords(at)(spec.field);
  const { map, may_edit, edit } = useEditor();
  const is_stated = Array.isArray(value);
  const change = (values: string[], before: Operation[]) => {
    const made = before.length > 0;
    const change_ops = spec.optional_list
      ? set_ops(map, at, spec.field, values)
      : lines_ops(map, at, spec.field, values);
    return edit(made ? [{ op: "group", name: "add", ops: [...before, ...change_ops] }] : change_ops);
  };
  if (spec.optional_list && !is_stated)
    return (
      <div className="field">
        <p className="f">{words.label}</p>
        <p className="q s">{words.hint}</p>
        {may_edit && (
          <button type="button" className="btn s" onClick={() => edit(set_ops(map, at, spec.field, []))}>
            {t("state_exactly")}
          </button>
        )}
      </div>
    );
  return (
    <>
      <RefsField
        label={words.label}
        hint={words.hint}
        of={spec.of ?? []}
        by_address={spec.form === "addresses"}
        values={as_lines(value)}
        is_disabled={!may_edit}
        on_change={change}
      />
      {spec.optional_list && may_edit && (
        <button type="button" className="btn text s" onClick={() => edit(set_ops(map, at, spec.field, null))}>
          {t("back_to_usual")}
        </button>
      )}
    </>
  );
}
