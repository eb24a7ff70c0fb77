import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "../../api/client.ts";
import { fault_at, useOnce } from "../../deals/acts.ts";
import { FormError } from "../../deals/form_error.tsx";
import { Button } from "../../ui/button.tsx";
import { Copyable } from "../../ui/copyable.tsx";
import { TextField } from "../../ui/fields.tsx";
import { Section } from "../../ui/section.tsx";
import { ErrorLine } from "../../ui/states.tsx";
import { say } from "../../ui/toasts.tsx";
import { SettingsForm, useAnew } from "./parts.tsx";
import { people_texts } from "./people_texts.ts";
import type { Role } from "./role_names.ts";
import { RoleField, TeamField } from "./role_team_fields.tsx";

/// A link by which a person sets a password: made on demand, shown to be handed over.
export function usePasswordLink() {
  const make = $api.useMutation("post", "/api/people/{person}/password-links");
  const link = make.data && `${globalThis.location.origin}${make.data.path}`;
  return { ...make, link, make: (person: number) => make.mutate({ params: { path: { person } } }) };
}

export function NewPerson() {
  const { t } = useTranslation(people_texts);
  const anew = useAnew("/api/people");
  const once = useOnce();
  const link = usePasswordLink();
  const [name, set_name] = useState("");
  const [email, set_email] = useState("");
  const [role, set_role] = useState<Role>("rep");
  const [team, set_team] = useState<number | null>(null);
  const add = $api.useMutation("post", "/api/people", {
    onSuccess: (person) => {
      say(t("added", { name: person.name }));
      link.make(person.id);
      set_name("");
      set_email("");
      once.done();
      void anew();
    },
  });
  const send = () => {
    const body = { name, email, role, team };
    link.reset();
    add.mutate({ params: { header: once.header(body) }, body });
  };
  return (
    <Section title={t("add")}>
      <p className="q s">{t("add_text")}</p>
      <SettingsForm label={t("add")} on_send={send}>
        <TextField
          label={t("name")}
          autoComplete="off"
          value={name}
          error={fault_at(add.error, "/name")}
          onChange={(event) => set_name(event.target.value)}
        />
        <TextField
          label={t("email")}
          type="email"
          autoComplete="off"
          value={email}
          error={fault_at(add.error, "/email")}
          onChange={(event) => set_email(event.target.value)}
        />
        <div className="pair">
          <RoleField value={role} on_change={set_role} />
          <TeamField value={team} on_change={set_team} error={fault_at(add.error, "/team")} />
        </div>
        <FormError error={add.error} fields={["/name", "/email", "/team"]} />
        <div className="acts">
          <Button kind="main" type="submit" isPending={add.isPending}>
            {t("add")}
          </Button>
        </div>
      </SettingsForm>
      <ErrorLine error={link.error} />
      {link.link && <Copyable label={t("link", { name: add.data?.name ?? "" })} text={link.link} once />}
    </Section>
  );
}
