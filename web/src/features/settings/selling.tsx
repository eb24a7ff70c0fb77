import { useTranslation } from "react-i18next";
import { $api } from "../../api/client.ts";
import { type Got, type Tagged, useTagged } from "../../api/tagged.ts";
import { add_texts } from "../../app/texts.ts";
import { fault_at } from "../../deals/acts.ts";
import { TextField } from "../../ui/fields.tsx";
import { Section } from "../../ui/section.tsx";
import { Answer } from "../../ui/states.tsx";
import { say } from "../../ui/toasts.tsx";
import { if_match, useDraft } from "./draft.ts";
import { useMapWords } from "./map_words.ts";
import { SaveRow, SettingsForm, useAnew } from "./parts.tsx";
import { PeoplePick } from "./people_picks.tsx";
import { settings_texts } from "./texts.ts";

const texts = add_texts("settings_selling", {
  en: {
    soon: "Days ahead that a promise counts as due soon",
    soon_hint: "So many days before its day it stands on Today.",
    follow: "Days between follow-ups after the sale",
    follow_hint: "Empty: no rhythm is kept.",
    roles: "Who fills the roles of the maps",
    roles_text: "Who may approve, and who is meant, where a map names a role.",
    no_roles: "The map names no roles of ours.",
  },
  de: {
    soon: "Tage im Voraus, ab denen eine Zusage bald fällig ist",
    soon_hint: "So viele Tage vor ihrem Tag steht sie auf Heute.",
    follow: "Tage zwischen Nachfragen nach dem Verkauf",
    follow_hint: "Leer: kein Rhythmus.",
    roles: "Wer die Rollen der Karten ausfüllt",
    roles_text: "Wer freigeben darf und wer gemeint ist, wo eine Karte eine Rolle nennt.",
    no_roles: "Die Karte nennt keine Rollen auf unserer Seite.",
  },
});

type SellingView = Got<"/api/workspace/selling">;

function number_of(text: string) {
  return text.trim() === "" ? null : Number(text);
}

function Form({ read }: { read: Tagged<SellingView> }) {
  const { t } = useTranslation(texts);
  const { t: shared } = useTranslation(settings_texts);
  const anew = useAnew("/api/workspace/selling");
  const { roles } = useMapWords();
  const draft = useDraft(read);
  const { value } = draft;
  const change = $api.useMutation("put", "/api/workspace/selling", {
    onSuccess: () => say(shared("saved")),
    onSettled: () => anew(),
  });
  return (
    <SettingsForm
      label={shared("selling")}
      on_send={() => change.mutate({ body: value, ...if_match(draft.etag) })}
    >
      <TextField
        label={t("soon")}
        hint={t("soon_hint")}
        type="number"
        value={value.due_soon_days}
        error={fault_at(change.error, "/due_soon_days")}
        onChange={(event) => draft.set({ due_soon_days: number_of(event.target.value) ?? 0 })}
      />
      <TextField
        label={t("follow")}
        hint={t("follow_hint")}
        type="number"
        value={value.follow_up_days ?? ""}
        error={fault_at(change.error, "/follow_up_days")}
        onChange={(event) => draft.set({ follow_up_days: number_of(event.target.value) })}
      />
      <div className="roles">
        <h3>{t("roles")}</h3>
        <p className="q s">{roles.length > 0 ? t("roles_text") : t("no_roles")}</p>
        {roles.map((role) => (
          <PeoplePick
            key={role.id}
            label={role.name}
            chosen={value.roles[role.id] ?? []}
            on_change={(people) => draft.set({ roles: with_role(value.roles, role.id, people) })}
          />
        ))}
      </div>
      <SaveRow draft={draft} is_pending={change.isPending} error={change.error} />
    </SettingsForm>
  );
}

/// A role that nobody fills is left out, as the server has it.
function with_role(roles: SellingView["roles"], role: string, people: number[]) {
  const { [role]: _, ...others } = roles;
  return people.length > 0 ? { ...others, [role]: people } : others;
}

export function Selling() {
  const { t: shared } = useTranslation(settings_texts);
  const query = useTagged("/api/workspace/selling");
  return (
    <Section title={shared("selling")}>
      <Answer query={query} what={shared("selling")}>
        {(read) => <Form read={read} />}
      </Answer>
    </Section>
  );
}
