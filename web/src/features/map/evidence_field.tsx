import { X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../ui/button.tsx";
import { set_ops } from "./edit.ts";
import { useEditor } from "./editor.tsx";
import { items_of, type JsonObject } from "./elements.ts";
import { as_lines, parse_number } from "./field_editor.tsx";
import { LinesField } from "./lines_field.tsx";
import { useChoices } from "./ref_fields.tsx";
import { texts } from "./texts.ts";
import { TypedField } from "./typed.tsx";

const kinds = ["touchpoint", "document", "field", "record", "answer"] as const;
const touchpoints = ["call", "email", "meeting", "demo", "visit", "form"] as const;
const records = ["contact", "quote", "payment", "referral", "promise", "objection", "touchpoint"] as const;

interface Props {
  at: string;
  label: string;
  hint?: string;
  is_disabled: boolean;
  rows: JsonObject[];
}

/// What would show that a criterion is met; any one of them suffices.
export function EvidenceField({ at, label, hint, is_disabled, rows }: Props) {
  const { t } = useTranslation(texts);
  const { map, edit } = useEditor();
  const outputs = useChoices(["output"]);
  const put = (next: JsonObject[]) => edit(set_ops(map, at, "evidence", next));
  const begin = (kind: string): JsonObject => {
    if (kind === "document") return { kind, output: outputs[0]?.id ?? "" };
    if (kind === "field") return { kind, field: String(items_of(map, "map", "fields")[0]?.id ?? "amount") };
    if (kind === "record") return { kind, record: "quote" };
    if (kind === "answer") return { kind, question: t("new_question") };
    return { kind };
  };
  const open = kinds.filter((kind) => kind !== "document" || outputs.length > 0);
  return (
    <fieldset className="field map-evidence">
      <legend className="f">{label}</legend>
      {hint && <p className="hint">{hint}</p>}
      {rows.length === 0 && <p className="q s">{t("no_evidence")}</p>}
      {rows.map((row, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: evidence has no id; its place is what it is known by.
        <div key={i} className="map-target">
          <span className="b grow">{t(`evidence_${row.kind}`)}</span>
          {!is_disabled && (
            <IconButton
              label={t("remove_of", { name: t(`evidence_${row.kind}`) })}
              onPress={() => put(rows.toSpliced(i, 1))}
            >
              <X className="i" />
            </IconButton>
          )}
          <EvidenceParts
            row={row}
            is_disabled={is_disabled}
            on_change={(part) => put(rows.with(i, { ...row, ...part }))}
          />
        </div>
      ))}
      {!is_disabled && (
        <select
          className="in"
          aria-label={t("add_of", { label })}
          value=""
          onChange={(event) => event.target.value && put([...rows, begin(event.target.value)])}
        >
          <option value="">{t("add_evidence")}</option>
          {open.map((kind) => (
            <option key={kind} value={kind}>
              {t(`evidence_${kind}`)}
            </option>
          ))}
        </select>
      )}
    </fieldset>
  );
}

interface PartsProps {
  row: JsonObject;
  is_disabled: boolean;
  on_change: (part: JsonObject) => void;
}

function EvidenceParts(props: PartsProps) {
  const { row } = props;
  if (row.kind === "touchpoint") return <TouchpointParts {...props} />;
  if (row.kind === "document") return <DocumentParts {...props} />;
  if (row.kind === "field")
    return (
      <>
        <TextPart {...props} part="field" />
        <TextPart {...props} part="require" />
      </>
    );
  if (row.kind === "record") return <RecordParts {...props} />;
  return <AnswerParts {...props} />;
}

function TextPart({ row, part, is_disabled, on_change }: PartsProps & { part: string }) {
  const { t } = useTranslation(texts);
  return (
    <div className="wide">
      <TypedField
        label={t(`e_${part}`)}
        value={String(row[part] ?? "")}
        is_disabled={is_disabled}
        commit={(text) => {
          if (!text.trim() && (part === "field" || part === "question")) return t("needs_text");
          return void on_change({ [part]: text.trim() || undefined });
        }}
      />
    </div>
  );
}

function TouchpointParts({ row, is_disabled, on_change }: PartsProps) {
  const { t } = useTranslation(texts);
  const of = as_lines(row.of);
  const toggle = (kind: string) => {
    const next = of.includes(kind) ? of.filter((one) => one !== kind) : [...of, kind];
    on_change({ of: next.length > 0 ? next : undefined });
  };
  return (
    <>
      <div className="wide row wrap" role="group" aria-label={t("e_of")}>
        {touchpoints.map((kind) => (
          <label key={kind} className="row check">
            <input
              type="checkbox"
              checked={of.includes(kind)}
              disabled={is_disabled}
              onChange={() => toggle(kind)}
            />
            {t(`touch_${kind}`)}
          </label>
        ))}
      </div>
      <TextPart row={row} part="from" is_disabled={is_disabled} on_change={on_change} />
    </>
  );
}

function DocumentParts({ row, is_disabled, on_change }: PartsProps) {
  const { t } = useTranslation(texts);
  const outputs = useChoices(["output"]);
  return (
    <label className="field wide">
      <span className="f">{t("e_output")}</span>
      <select
        className="in"
        disabled={is_disabled}
        value={String(row.output ?? "")}
        onChange={(event) => on_change({ output: event.target.value })}
      >
        {outputs.map((output) => (
          <option key={output.id} value={output.id}>
            {output.name}
          </option>
        ))}
      </select>
    </label>
  );
}

function RecordParts({ row, is_disabled, on_change }: PartsProps) {
  const { t } = useTranslation(texts);
  return (
    <>
      <label className="field wide">
        <span className="f">{t("e_record")}</span>
        <select
          className="in"
          disabled={is_disabled}
          value={String(row.record ?? "")}
          onChange={(event) => on_change({ record: event.target.value })}
        >
          {records.map((record) => (
            <option key={record} value={record}>
              {t(`record_${record}`)}
            </option>
          ))}
        </select>
      </label>
      <TextPart row={row} part="where" is_disabled={is_disabled} on_change={on_change} />
      <TypedField
        label={t("e_at_least")}
        value={String(row.at_least ?? 1)}
        is_disabled={is_disabled}
        input_mode="decimal"
        commit={(text) => {
          const number = parse_number(text);
          if (number === null || number < 1 || !Number.isInteger(number)) return t("needs_positive");
          return void on_change({ at_least: number === 1 ? undefined : number });
        }}
      />
    </>
  );
}

function AnswerParts({ row, is_disabled, on_change }: PartsProps) {
  const { t } = useTranslation(texts);
  return (
    <>
      <TextPart row={row} part="question" is_disabled={is_disabled} on_change={on_change} />
      {(["choices", "accept"] as const).map((part) => (
        <div key={part} className="wide">
          <LinesField
            label={t(`e_${part}`)}
            lines={as_lines(row[part])}
            is_disabled={is_disabled}
            add_label={t("add_line")}
            on_change={(lines) => {
              on_change({ [part]: lines.length > 0 ? lines : undefined });
              return true;
            }}
          />
        </div>
      ))}
    </>
  );
}
