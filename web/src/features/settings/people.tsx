import { useNavigate, useRouterState } from "@tanstack/react-router";
import { Fragment, useState } from "react";
import { useTranslation } from "react-i18next";
import { $api, type Schemas } from "../../api/client.ts";
import { useMay } from "../../app/session.tsx";
import { Button } from "../../ui/button.tsx";
import { CheckField, TextField } from "../../ui/fields.tsx";
import { Mark } from "../../ui/marks.tsx";
import { Section } from "../../ui/section.tsx";
import { Answer, Empty } from "../../ui/states.tsx";
import { NewPerson } from "./new_person.tsx";
import { people_texts } from "./people_texts.ts";
import { PersonForm } from "./person_form.tsx";
import { useRoleNames } from "./role_names.ts";
import { settings_texts } from "./texts.ts";

type Person = Schemas["Person"];

/// Which person's form is open is in the address.
function useOpenPerson() {
  const person = useRouterState({
    select: (state) => (state.location.search as { person?: number }).person,
  });
  const navigate = useNavigate();
  const open = (id: number | undefined) =>
    void navigate({
      to: "/settings",
      search: { section: "people", ...(id ? { person: id } : {}) },
      resetScroll: false,
    });
  return { person, open };
}

function Row({ person, team }: { person: Person; team: string }) {
  const { t } = useTranslation(people_texts);
  const role_name = useRoleNames();
  const may_change = useMay("people.change");
  const { person: open_id, open } = useOpenPerson();
  const is_open = open_id === person.id;
  const is_erased = person.erased_at !== null;
  return (
    <Fragment>
      <tr aria-selected={is_open || undefined}>
        <td className="b">{is_erased ? <span className="q">{t("erased")}</span> : person.name}</td>
        <td className="hide-narrow">{person.email}</td>
        <td>{role_name(person.role)}</td>
        <td className="hide-narrow">{team}</td>
        <td className="hide-narrow">{person.is_active ? t("yes") : <Mark kind="open">{t("no")}</Mark>}</td>
        <td className="num">
          {may_change && !is_erased && (
            <Button
              small
              aria-expanded={is_open}
              aria-label={is_open ? t("close") : t("change_of", { name: person.name })}
              onPress={() => open(is_open ? undefined : person.id)}
            >
              {t(is_open ? "close" : "change")}
            </Button>
          )}
        </td>
      </tr>
      {is_open && (
        <tr className="under">
          <td colSpan={6}>
            <PersonForm id={person.id} on_close={() => open(undefined)} />
          </td>
        </tr>
      )}
    </Fragment>
  );
}

export function People() {
  const { t } = useTranslation(people_texts);
  const { t: shared } = useTranslation(settings_texts);
  const may_change = useMay("people.change");
  const query = $api.useQuery("get", "/api/people", {});
  const teams = $api.useQuery("get", "/api/teams", {});
  const [words, set_words] = useState("");
  const [is_all, set_all] = useState(false);
  const team_name = (id: number | null) =>
    teams.data?.teams.find((team) => team.id === id)?.name ?? (id === null ? shared("no_team") : "");
  const is_shown = (person: Person) =>
    (is_all || person.is_active) &&
    `${person.name} ${person.email}`.toLowerCase().includes(words.toLowerCase());
  return (
    <>
      <Section title={shared("people")}>
        <div className="pair">
          <TextField
            label={t("find")}
            type="search"
            value={words}
            onChange={(event) => set_words(event.target.value)}
          />
          <CheckField
            label={t("inactive")}
            checked={is_all}
            onChange={(event) => set_all(event.target.checked)}
          />
        </div>
        <Answer query={query} what={shared("people")} lines={8}>
          {({ people }) => {
            const shown = people.filter(is_shown);
            if (shown.length === 0) return <Empty>{t("none_found")}</Empty>;
            return (
              <table className="tb">
                <thead>
                  <tr>
                    <th>{t("name")}</th>
                    <th className="hide-narrow">{t("email")}</th>
                    <th>{t("role")}</th>
                    <th className="hide-narrow">{t("team")}</th>
                    <th className="hide-narrow">{t("state")}</th>
                    <th>
                      <span className="only-heard">{t("change")}</span>
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {shown.map((person) => (
                    <Row key={person.id} person={person} team={team_name(person.team)} />
                  ))}
                </tbody>
              </table>
            );
          }}
        </Answer>
      </Section>
      {may_change && !query.isPending && <NewPerson />}
    </>
  );
}
