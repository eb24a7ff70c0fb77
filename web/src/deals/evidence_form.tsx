import { Link } from "@tanstack/react-router";
import { Paperclip } from "lucide-react";
import { useTranslation } from "react-i18next";
import { $api } from "../api/client.ts";
import { useFormat } from "../app/format.ts";
import { SelectField, TextArea, TextField } from "../ui/fields.tsx";
import type { Draft, TouchKind, Way } from "./evidence_model.ts";
import { useDealContacts } from "./names.ts";
import { deal_texts } from "./texts.ts";

interface PartProps<W extends Way = Way> {
  deal: number;
  way: W;
  draft: Draft;
  on_change: (draft: Draft) => void;
}

function DocumentPart({ deal, way, draft, on_change }: PartProps<Extract<Way, { kind: "document" }>>) {
  const { t } = useTranslation(deal_texts);
  const files = $api.useQuery("get", "/api/deals/{deal}/attachments", { params: { path: { deal } } });
  const attached = files.data?.attachments ?? [];
  const { file } = draft;
  return (
    <>
      <div className="field">
        <label className="btn s filebtn">
          <Paperclip className="i" aria-hidden />
          <span className="clip">{t("file", { name: way.name })}</span>
          <input
            type="file"
            onChange={(event) =>
              on_change({ ...draft, file: event.target.files?.[0] ?? undefined, attachment: "" })
            }
          />
        </label>
        {file && (
          <p className="hint" role="status">
            {t("file_chosen", { name: file.name, size: Math.ceil(file.size / 1000) })}
          </p>
        )}
      </div>
      {attached.length > 0 && !file && (
        <SelectField
          label={t("attached_before")}
          value={draft.attachment}
          onChange={(event) => on_change({ ...draft, attachment: event.target.value })}
          choices={[
            { id: "", name: t("none") },
            ...attached.map((one) => ({ id: `${one.id}`, name: one.name })),
          ]}
        />
      )}
      <TextField
        label={t("note")}
        value={draft.note}
        onChange={(event) => on_change({ ...draft, note: event.target.value })}
      />
    </>
  );
}

function AnswerPart({ way, draft, on_change }: PartProps<Extract<Way, { kind: "answer" }>>) {
  const { t } = useTranslation(deal_texts);
  const format = useFormat();
  const label = way.question || t("answer");
  const hint = way.accept.length > 0 ? { hint: t("accepted", { list: format.list(way.accept) }) } : {};
  const set = (choice: string) => on_change({ ...draft, choice });
  return (
    <>
      {way.choices.length > 0 ? (
        <SelectField
          label={label}
          {...hint}
          value={draft.choice}
          onChange={(event) => set(event.target.value)}
          choices={[
            { id: "", name: t("none") },
            ...way.choices.map((choice) => ({ id: choice, name: choice })),
          ]}
        />
      ) : (
        <TextField
          label={label}
          {...hint}
          value={draft.choice}
          onChange={(event) => set(event.target.value)}
        />
      )}
      <TextField
        label={t("note")}
        value={draft.note}
        onChange={(event) => on_change({ ...draft, note: event.target.value })}
      />
    </>
  );
}

function TouchPart({ deal, way, draft, on_change }: PartProps<Extract<Way, { kind: "touchpoint" }>>) {
  const { t } = useTranslation(deal_texts);
  const format = useFormat();
  const known = [...useDealContacts(deal).values()];
  const has_role = way.from !== "" && way.from !== "customer";
  return (
    <>
      {known.length === 0 && <p className="hint">{t("no_contacts")}</p>}
      <div className="pair">
        <SelectField
          label={t("kind")}
          value={draft.touch || (way.of[0] ?? "meeting")}
          onChange={(event) => on_change({ ...draft, touch: event.target.value as TouchKind })}
          choices={way.of.map((kind) => ({ id: kind, name: t(`kind_${kind}`) }))}
        />
        <TextField
          label={t("day")}
          type="date"
          max={format.today()}
          value={draft.day || format.today()}
          onChange={(event) => on_change({ ...draft, day: event.target.value })}
        />
      </div>
      <SelectField
        label={has_role ? t("with_role", { role: way.from.replaceAll("_", " ") }) : t("with")}
        value={draft.contact}
        onChange={(event) => on_change({ ...draft, contact: event.target.value })}
        choices={[
          { id: "", name: t("none") },
          ...known.map((one) => ({
            id: `${one.id}`,
            name: one.position ? `${one.name}, ${one.position}` : one.name,
          })),
        ]}
      />
      <TextField
        label={t("what_came")}
        value={draft.note}
        onChange={(event) => on_change({ ...draft, note: event.target.value })}
      />
    </>
  );
}

const input_types: Record<string, string> = {
  number: "number",
  money: "number",
  days: "number",
  date: "date",
};

function FieldPart({ way, draft, on_change }: PartProps<Extract<Way, { kind: "field" }>>) {
  const { t } = useTranslation(deal_texts);
  const set = (value: string) => on_change({ ...draft, value });
  const flags = [
    { id: "true", name: t("yes") },
    { id: "false", name: t("no") },
  ];
  const choices = way.type === "flag" ? flags : way.choices.map((choice) => ({ id: choice, name: choice }));
  if (choices.length > 0)
    return (
      <SelectField
        label={way.name}
        value={draft.value}
        onChange={(event) => set(event.target.value)}
        choices={[{ id: "", name: t("none") }, ...choices]}
      />
    );
  return (
    <TextField
      label={way.name}
      type={input_types[way.type] ?? "text"}
      step="any"
      value={draft.value}
      onChange={(event) => set(event.target.value)}
    />
  );
}

function PersonPart({ draft, on_change }: PartProps) {
  const { t } = useTranslation(deal_texts);
  return (
    <TextArea
      label={t("word")}
      rows={2}
      value={draft.note}
      onChange={(event) => on_change({ ...draft, note: event.target.value })}
    />
  );
}

function RecordPart({ deal, record }: { deal: number; record: string }) {
  const { t } = useTranslation(deal_texts);
  return (
    <p className="hint">
      {t("record_hint", { what: t(`record_${record}`) })}{" "}
      <Link to="/deals/$deal" params={{ deal: `${deal}` }}>
        {t("to_deal")}
      </Link>
    </p>
  );
}

export function way_name(way: Way, t: (key: string, values?: Record<string, string>) => string) {
  return t(`way_${way.kind}`, way.kind === "document" || way.kind === "field" ? { name: way.name } : {});
}

/// The fields of one way to show a criterion. What is typed lives in `draft`, with whoever shows the form.
export function EvidenceForm(props: PartProps) {
  const { way } = props;
  switch (way.kind) {
    case "document":
      return <DocumentPart {...props} way={way} />;
    case "answer":
      return <AnswerPart {...props} way={way} />;
    case "touchpoint":
      return <TouchPart {...props} way={way} />;
    case "field":
      return <FieldPart {...props} way={way} />;
    case "record":
      return <RecordPart deal={props.deal} record={way.record} />;
    case "person":
      return <PersonPart {...props} />;
  }
}
