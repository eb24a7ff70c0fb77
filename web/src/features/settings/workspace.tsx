import { useTranslation } from "react-i18next";
import { $api } from "../../api/client.ts";
import { type Got, type Tagged, useTagged } from "../../api/tagged.ts";
import { add_texts } from "../../app/texts.ts";
import { fault_at } from "../../deals/acts.ts";
import { SelectField, TextField } from "../../ui/fields.tsx";
import { Section } from "../../ui/section.tsx";
import { Answer } from "../../ui/states.tsx";
import { say } from "../../ui/toasts.tsx";
import { if_match, useDraft } from "./draft.ts";
import { SaveRow, SettingsForm, useAnew } from "./parts.tsx";
import { settings_texts } from "./texts.ts";

const texts = add_texts("settings_workspace", {
  en: {
    name: "Name",
    zone: "Time zone",
    zone_hint: "Days begin and end where it says: what is overdue, which week, which quarter.",
    currency: "Currency",
    currency_hint: "Figures over several currencies are told in it, by the rates that are settled.",
  },
  de: {
    name: "Name",
    zone: "Zeitzone",
    zone_hint: "Nach ihr beginnen und enden Tage: was überfällig ist, welche Woche, welches Quartal.",
    currency: "Währung",
    currency_hint: "Zahlen über mehrere Währungen stehen in ihr, nach den festgelegten Kursen.",
  },
});

type WorkspaceView = Got<"/api/workspace">;

function known(key: "timeZone" | "currency", now: string) {
  const all = Intl.supportedValuesOf(key);
  return all.includes(now) ? all : [now, ...all];
}

function Form({ read }: { read: Tagged<WorkspaceView> }) {
  const { t, i18n } = useTranslation(texts);
  const { t: shared } = useTranslation(settings_texts);
  const anew = useAnew("/api/workspace");
  const { name, zone, currency } = read.data;
  const draft = useDraft({ data: { name, zone, currency }, etag: read.etag });
  const change = $api.useMutation("patch", "/api/workspace", {
    onSuccess: () => say(shared("saved")),
    onSettled: () => anew(),
  });
  const currencies = new Intl.DisplayNames([i18n.language], { type: "currency" });
  return (
    <SettingsForm
      label={shared("workspace")}
      on_send={() => change.mutate({ body: draft.value, ...if_match(draft.etag) })}
    >
      <TextField
        label={t("name")}
        value={draft.value.name}
        error={fault_at(change.error, "/name")}
        onChange={(event) => draft.set({ name: event.target.value })}
      />
      <SelectField
        label={t("zone")}
        hint={t("zone_hint")}
        value={draft.value.zone}
        error={fault_at(change.error, "/zone")}
        choices={known("timeZone", zone).map((id) => ({ id, name: id.replaceAll("_", " ") }))}
        onChange={(event) => draft.set({ zone: event.target.value })}
      />
      <SelectField
        label={t("currency")}
        hint={t("currency_hint")}
        value={draft.value.currency}
        error={fault_at(change.error, "/currency")}
        choices={known("currency", currency).map((id) => ({
          id,
          name: `${id} · ${currencies.of(id) ?? ""}`,
        }))}
        onChange={(event) => draft.set({ currency: event.target.value })}
      />
      <SaveRow draft={draft} is_pending={change.isPending} error={change.error} />
    </SettingsForm>
  );
}

export function Workspace() {
  const { t: shared } = useTranslation(settings_texts);
  const query = useTagged("/api/workspace");
  return (
    <Section title={shared("workspace")}>
      <Answer query={query} what={shared("workspace")}>
        {(read) => <Form read={read} />}
      </Answer>
    </Section>
  );
}
