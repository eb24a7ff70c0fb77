import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "../../api/client.ts";
import type { MapIndex } from "../../app/process.tsx";
import { ActPanel, useDone } from "../../deals/act_form.tsx";
import { fault_at } from "../../deals/acts.ts";
import { usePeople } from "../../deals/names.ts";
import { type Picked, Picker } from "../../deals/picker.tsx";
import { useMayOn } from "../../deals/use_may_on.ts";
import { SelectField, TextField } from "../../ui/fields.tsx";
import { changed_values, type EditField, edit_fields, is_holder } from "./edit_model.ts";
import type { DealView } from "./model.ts";
import { useRace } from "./race.tsx";
import { page_texts } from "./texts.ts";
import { useDo } from "./use_do.ts";
import { useNames } from "./use_names.ts";

interface FieldProps {
  field: EditField;
  label: string;
  value: string;
  on_change: (value: string) => void;
  choices: { id: string; name: string }[];
  error: string | undefined;
}

function Field({ field, label, value, on_change, choices, error }: FieldProps) {
  const { t } = useTranslation(page_texts);
  if (field.input === "choice") {
    const has_own = value !== "" && !choices.some((choice) => choice.id === value);
    return (
      <SelectField
        label={label}
        value={value}
        onChange={(event) => on_change(event.target.value)}
        choices={[{ id: "", name: t("none") }, ...choices, ...(has_own ? [{ id: value, name: value }] : [])]}
        error={error}
      />
    );
  }
  return (
    <TextField
      label={label}
      type={field.input}
      {...(field.input === "number" ? { step: "any" } : {})}
      value={value}
      onChange={(event) => on_change(event.target.value)}
      error={error}
    />
  );
}

/// What is stated of the deal: its fields and those of the map. Only what was changed is sent.
export function EditPanel({ view, index }: { view: DealView; index: MapIndex }) {
  const { t } = useTranslation(page_texts);
  const doing = useDo();
  const people = usePeople();
  const teams = $api.useQuery("get", "/api/teams", {}, { staleTime: 300_000 });
  const { deal } = view;
  const names = useNames(deal);
  const [typed, set_typed] = useState<Record<string, string>>({});
  const [account, set_account] = useState<Picked>();
  const [note, set_note] = useState("");
  const { done } = useDone(deal.id, doing.close);
  const change = $api.useMutation("patch", "/api/deals/{deal}", { onSuccess: () => done(t("said_edited")) });
  const race = useRace(deal, change.error);
  const may_assign = useMayOn(deal.id, "deal.assign");
  // Whose it is takes a right of its own, beyond the deal's other fields.
  const fields = edit_fields(index.map).filter(({ name }) => may_assign || !is_holder(name));
  const stated = (name: string) => (name === "name" ? deal.name : (deal.attributes[name] ?? ""));
  const choices_of = (field: EditField): { id: string; name: string }[] => {
    if (field.name === "owner") return people.choices;
    if (field.name === "team")
      return (teams.data?.teams ?? []).map((one) => ({ id: `${one.id}`, name: one.name }));
    if (field.kind === "flag")
      return [
        { id: "true", name: t("yes") },
        { id: "false", name: t("no") },
      ];
    return field.choices;
  };
  const all = account ? { ...typed, account: `${account.id}` } : typed;
  const values = changed_values(all, race.before);
  const error_of = (name: string) => {
    const at = values.findIndex((one) => one.name === name);
    return at < 0 ? undefined : fault_at(change.error, `/values/${at}`);
  };
  const send = () => {
    if (values.length === 0) return doing.close();
    const body = { values, note };
    change.mutate({ params: { path: { deal: deal.id } }, body, headers: race.if_match() });
  };
  return (
    <ActPanel
      about={`edit ${deal.id}`}
      title={t("edit_title")}
      act={t("do_edit")}
      error={race.shown ? null : change.error}
      fields={["/values", "/note", "/reason"]}
      is_pending={change.isPending}
      on_send={send}
      on_close={doing.close}
    >
      {race.shown}
      {fields.map((field) => (
        <Field
          key={field.name}
          field={field}
          label={names.field(field.name)}
          value={typed[field.name] ?? stated(field.name)}
          on_change={(value) => set_typed({ ...typed, [field.name]: value })}
          choices={choices_of(field)}
          error={error_of(field.name)}
        />
      ))}
      <p className="s q" style={{ marginTop: 12 }}>
        {t("account_is", { name: names.value("account", deal.attributes.account ?? "") || "–" })}
      </p>
      <Picker
        label={t("other_account")}
        kind="account"
        chosen={account}
        on_choose={set_account}
        error={error_of("account")}
      />
      <TextField
        label={t("why_change")}
        hint={t("why_change_hint")}
        value={note}
        onChange={(event) => set_note(event.target.value)}
        error={fault_at(change.error, "/note") ?? fault_at(change.error, "/reason")}
      />
    </ActPanel>
  );
}
