import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api, api } from "../../api/client.ts";
import { type Got, type Tagged, useTagged } from "../../api/tagged.ts";
import { useMay } from "../../app/session.tsx";
import { fault_at } from "../../deals/acts.ts";
import { Button } from "../../ui/button.tsx";
import { Copyable } from "../../ui/copyable.tsx";
import { CheckField, TextField } from "../../ui/fields.tsx";
import { Answer, ErrorLine } from "../../ui/states.tsx";
import { say } from "../../ui/toasts.tsx";
import { if_match, useDraft } from "./draft.ts";
import { usePasswordLink } from "./new_person.tsx";
import { Confirm, SaveRow, SettingsForm, save_file, useAnew } from "./parts.tsx";
import { people_texts } from "./people_texts.ts";
import type { Role } from "./role_names.ts";
import { RoleField, TeamField } from "./role_team_fields.tsx";

type Person = Got<"/api/people/{person}">;

function Fields({ read }: { read: Tagged<Person> }) {
  const { t } = useTranslation(people_texts);
  const anew = useAnew("/api/people", "/api/people/{person}");
  const { id, name, email, team, is_active } = read.data;
  const role = read.data.role as Role;
  const draft = useDraft({ data: { name, email, role, team, is_active }, etag: read.etag });
  const { value } = draft;
  const change = $api.useMutation("patch", "/api/people/{person}", {
    onSuccess: () => say(t("saved", { name: value.name })),
    onSettled: () => anew(),
  });
  return (
    <SettingsForm
      label={t("change_of", { name })}
      on_send={() =>
        change.mutate({ params: { path: { person: id } }, body: value, ...if_match(draft.etag) })
      }
    >
      <div className="pair">
        <TextField
          label={t("name")}
          value={value.name}
          error={fault_at(change.error, "/name")}
          onChange={(event) => draft.set({ name: event.target.value })}
        />
        <TextField
          label={t("email")}
          type="email"
          value={value.email}
          error={fault_at(change.error, "/email")}
          onChange={(event) => draft.set({ email: event.target.value })}
        />
        <RoleField
          value={value.role}
          error={fault_at(change.error, "/role")}
          on_change={(next) => draft.set({ role: next })}
        />
        <TeamField
          value={value.team}
          error={fault_at(change.error, "/team")}
          on_change={(next) => draft.set({ team: next })}
        />
      </div>
      <CheckField
        label={t("active")}
        hint={t("active_hint")}
        checked={value.is_active}
        onChange={(event) => draft.set({ is_active: event.target.checked })}
      />
      <SaveRow draft={draft} is_pending={change.isPending} error={change.error} />
    </SettingsForm>
  );
}

function PasswordLink({ person }: { person: Person }) {
  const { t } = useTranslation(people_texts);
  const link = usePasswordLink();
  return (
    <>
      <Button small onPress={() => link.make(person.id)} isPending={link.isPending}>
        {t("make_link")}
      </Button>
      <ErrorLine error={link.error} />
      {link.link && <Copyable label={t("link", { name: person.name })} text={link.link} once />}
    </>
  );
}

function Erase({ person, on_close }: { person: Person; on_close: () => void }) {
  const { t } = useTranslation(people_texts);
  const anew = useAnew("/api/people", "/api/people/{person}");
  const [typed, set_typed] = useState("");
  const [keep_texts, set_keep] = useState(false);
  const [is_wrong, set_wrong] = useState(false);
  const erase = $api.useMutation("delete", "/api/people/{person}/personal-data", {
    onSuccess: () => {
      say(t("erased_now"));
      on_close();
      void anew();
    },
  });
  const act = () => {
    const is_meant = typed.trim() === person.name;
    set_wrong(!is_meant);
    if (is_meant) erase.mutate({ params: { path: { person: person.id }, query: { keep_texts } } });
  };
  const ask = t("erase_name", { name: person.name });
  return (
    <Confirm
      question={t("erase_question", { name: person.name })}
      verb={t("erase")}
      act={t("erase_now")}
      on_act={act}
      is_pending={erase.isPending}
      error={erase.error}
    >
      <CheckField
        label={t("erase_texts")}
        checked={keep_texts}
        onChange={(event) => set_keep(event.target.checked)}
      />
      <TextField
        label={ask}
        value={typed}
        error={is_wrong ? ask : undefined}
        onChange={(event) => set_typed(event.target.value)}
      />
    </Confirm>
  );
}

function PersonalData({ person, on_close }: { person: Person; on_close: () => void }) {
  const { t } = useTranslation(people_texts);
  const [error, set_error] = useState<unknown>();
  const export_data = async () => {
    set_error(undefined);
    try {
      const { data } = await api.GET("/api/people/{person}/personal-data", {
        params: { path: { person: person.id } },
      });
      save_file(`person-${person.id}.json`, JSON.stringify(data, undefined, 2));
      say(t("exported", { name: person.name }));
    } catch (caught) {
      set_error(caught);
    }
  };
  return (
    <>
      <Button small onPress={() => void export_data()}>
        {t("export")}
      </Button>
      <Erase person={person} on_close={on_close} />
      <ErrorLine error={error} />
    </>
  );
}

/// One of us: what an administrator may change, the link that lets them in, and their personal data.
export function PersonForm({ id, on_close }: { id: number; on_close: () => void }) {
  const { t } = useTranslation(people_texts);
  const may_erase = useMay("person.erase");
  const query = useTagged("/api/people/{person}", { params: { path: { person: id } } });
  return (
    <Answer query={query} what={t("name")}>
      {(read) => (
        <>
          <Fields read={read} />
          <div className="acts rule">
            <PasswordLink person={read.data} />
            {may_erase && <PersonalData person={read.data} on_close={on_close} />}
          </div>
        </>
      )}
    </Answer>
  );
}
