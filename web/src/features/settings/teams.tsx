import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api, type Schemas } from "../../api/client.ts";
import { add_texts } from "../../app/texts.ts";
import { fault_at, useOnce } from "../../deals/acts.ts";
import { FormError } from "../../deals/form_error.tsx";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/fields.tsx";
import { Section } from "../../ui/section.tsx";
import { Answer, Empty } from "../../ui/states.tsx";
import { say } from "../../ui/toasts.tsx";
import { SettingsForm, useAnew } from "./parts.tsx";
import { settings_texts } from "./texts.ts";

const texts = add_texts("settings_teams", {
  en: {
    none: "There are no teams. Somebody in a team sees its deals, not only their own.",
    name: "Name of the team",
    add: "Add a team",
    added: "The team ‘{{name}}’ is there.",
    rename: "Rename",
    rename_of: "Rename {{name}}",
    renamed: "The team is called ‘{{name}}’ now.",
    people_one: "{{count}} person",
    people_other: "{{count}} people",
    people: "People",
  },
  de: {
    none: "Es gibt keine Teams. Wer in einem Team ist, sieht dessen Deals und nicht nur die eigenen.",
    name: "Name des Teams",
    add: "Team hinzufügen",
    added: "Das Team „{{name}}“ ist da.",
    rename: "Umbenennen",
    rename_of: "{{name}} umbenennen",
    renamed: "Das Team heißt jetzt „{{name}}“.",
    people_one: "{{count}} Person",
    people_other: "{{count}} Personen",
    people: "Personen",
  },
});

function Rename({ team, on_close }: { team: Schemas["Team"]; on_close: () => void }) {
  const { t } = useTranslation(texts);
  const { t: shared } = useTranslation(settings_texts);
  const anew = useAnew("/api/teams");
  const [name, set_name] = useState(team.name);
  const rename = $api.useMutation("put", "/api/teams/{team}", {
    onSuccess: () => {
      say(t("renamed", { name }));
      on_close();
      void anew();
    },
  });
  return (
    <SettingsForm
      label={t("rename_of", { name: team.name })}
      on_send={() => rename.mutate({ params: { path: { team: team.id } }, body: { name } })}
    >
      <TextField
        label={t("name")}
        autoFocus
        value={name}
        error={fault_at(rename.error, "/name")}
        onChange={(event) => set_name(event.target.value)}
      />
      <FormError error={rename.error} fields={["/name"]} />
      <div className="acts">
        <Button kind="main" small type="submit" isPending={rename.isPending}>
          {t("rename")}
        </Button>
        <Button small onPress={on_close}>
          {shared("cancel")}
        </Button>
      </div>
    </SettingsForm>
  );
}

function NewTeam() {
  const { t } = useTranslation(texts);
  const anew = useAnew("/api/teams");
  const once = useOnce();
  const [name, set_name] = useState("");
  const add = $api.useMutation("post", "/api/teams", {
    onSuccess: () => {
      say(t("added", { name }));
      set_name("");
      once.done();
      void anew();
    },
  });
  return (
    <SettingsForm
      label={t("add")}
      on_send={() => add.mutate({ params: { header: once.header({ name }) }, body: { name } })}
    >
      <TextField
        label={t("name")}
        value={name}
        error={fault_at(add.error, "/name")}
        onChange={(event) => set_name(event.target.value)}
      />
      <FormError error={add.error} fields={["/name"]} />
      <div className="acts">
        <Button kind="main" type="submit" isPending={add.isPending}>
          {t("add")}
        </Button>
      </div>
    </SettingsForm>
  );
}

export function Teams() {
  const { t } = useTranslation(texts);
  const { t: shared } = useTranslation(settings_texts);
  const query = $api.useQuery("get", "/api/teams", {});
  const people = $api.useQuery("get", "/api/people", {});
  const [renamed, set_renamed] = useState<number>();
  const count = (team: number) =>
    people.data?.people.filter((person) => person.team === team && person.is_active).length ?? 0;
  return (
    <Section title={shared("teams")}>
      <Answer query={query} what={shared("teams")}>
        {({ teams }) =>
          teams.length === 0 ? (
            <Empty>{t("none")}</Empty>
          ) : (
            <table className="tb">
              <thead>
                <tr>
                  <th>{t("name")}</th>
                  <th className="num">{t("people")}</th>
                  <th>
                    <span className="only-heard">{t("rename")}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {teams.map((team) => (
                  <tr key={team.id}>
                    <td className="b">
                      {renamed === team.id ? (
                        <Rename team={team} on_close={() => set_renamed(undefined)} />
                      ) : (
                        team.name
                      )}
                    </td>
                    <td className="num">{people.data ? t("people", { count: count(team.id) }) : ""}</td>
                    <td className="num">
                      {renamed !== team.id && (
                        <Button
                          small
                          aria-label={t("rename_of", { name: team.name })}
                          onPress={() => set_renamed(team.id)}
                        >
                          {t("rename")}
                        </Button>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Answer>
      <NewTeam />
    </Section>
  );
}
