import { useNavigate, useRouterState } from "@tanstack/react-router";
import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "../../api/client.ts";
import { type Got, type Tagged, useTagged } from "../../api/tagged.ts";
import { useFormat } from "../../app/format.ts";
import { useMay } from "../../app/session.tsx";
import { usePeople } from "../../deals/names.ts";
import { Button } from "../../ui/button.tsx";
import { SelectField } from "../../ui/fields.tsx";
import { Section } from "../../ui/section.tsx";
import { Answer, Empty } from "../../ui/states.tsx";
import { say } from "../../ui/toasts.tsx";
import {
  type Competency,
  level_name,
  levels_of,
  to_competencies,
  with_forgotten,
  with_level,
} from "./competencies_model.ts";
import { competencies_texts } from "./competencies_texts.ts";
import { if_match, useDraft } from "./draft.ts";
import { SaveRow, SettingsForm, useAnew } from "./parts.tsx";
import { usePersonName } from "./person_name.ts";
import { settings_texts } from "./texts.ts";

type Assessed = Got<"/api/people/{person}/competencies">;

/// Which person is being assessed is in the address.
function useOpenPerson() {
  const person = useRouterState({
    select: (state) => (state.location.search as { person?: number }).person,
  });
  const navigate = useNavigate();
  const open = (id: number | undefined) =>
    void navigate({
      to: "/settings",
      search: { section: "competencies", ...(id ? { person: id } : {}) },
      resetScroll: false,
    });
  return { person, open };
}

function Form({ read, known, name }: { read: Tagged<Assessed>; known: Competency[]; name: string }) {
  const { t } = useTranslation(competencies_texts);
  const format = useFormat();
  const person_name = usePersonName();
  const anew = useAnew(
    "/api/competencies",
    "/api/people/{person}/competencies",
    "/api/processes/{process}/competencies",
  );
  const { person, competencies } = read.data;
  const draft = useDraft({ data: levels_of(competencies), etag: read.etag });
  const save = $api.useMutation("put", "/api/people/{person}/competencies", {
    onSuccess: () => say(t("saved", { name })),
    onSettled: () => anew(),
  });
  const since = (id: string) => {
    const one = competencies.find((row) => row.competency === id);
    return one && t("since", { by: person_name(one.by), day: format.full_day(one.at) });
  };
  return (
    <SettingsForm
      label={t("assess_of", { name })}
      on_send={() =>
        save.mutate({
          params: { path: { person } },
          body: { competencies: to_competencies(draft.value) },
          ...if_match(draft.etag),
        })
      }
    >
      {with_forgotten(known, draft.value).map((one) => (
        <SelectField
          key={one.id}
          label={one.name}
          hint={[known.includes(one) ? one.text : t("gone"), since(one.id)].filter(Boolean).join(" · ")}
          value={`${draft.value[one.id] ?? 0}`}
          choices={[
            { id: "0", name: t("not_assessed") },
            ...one.levels.map((level, i) => ({
              id: `${i + 1}`,
              name: t("level", { number: i + 1, name: level }),
            })),
            ...(one.levels.length === 0
              ? [{ id: `${draft.value[one.id]}`, name: `${draft.value[one.id]}` }]
              : []),
          ]}
          onChange={(event) => draft.put(with_level(draft.value, one.id, Number(event.target.value)))}
        />
      ))}
      <SaveRow draft={draft} is_pending={save.isPending} error={save.error} />
    </SettingsForm>
  );
}

function Assess({ person, known, name }: { person: number; known: Competency[]; name: string }) {
  const { t } = useTranslation(competencies_texts);
  const query = useTagged("/api/people/{person}/competencies", { params: { path: { person } } });
  return (
    <Answer query={query} what={t("levels")}>
      {(read) => <Form read={read} known={known} name={name} />}
    </Answer>
  );
}

function Row({ assessed, known }: { assessed: Assessed; known: Competency[] }) {
  const { t } = useTranslation(competencies_texts);
  const may_assess = useMay("people.change");
  const name = usePersonName()(assessed.person);
  const { person: open_id, open } = useOpenPerson();
  const is_open = open_id === assessed.person;
  const words = assessed.competencies.map((one) => {
    const competency = known.find((row) => row.id === one.competency);
    return `${competency?.name ?? one.competency}: ${level_name(competency, one.level)}`;
  });
  return (
    <Fragment>
      <tr aria-selected={is_open || undefined}>
        <td className="b">{name}</td>
        <td>{words.length > 0 ? words.join(" · ") : <span className="q">{t("nothing")}</span>}</td>
        <td className="num">
          {may_assess && (
            <Button
              small
              aria-expanded={is_open}
              aria-label={is_open ? t("close") : t("assess_of", { name })}
              onPress={() => open(is_open ? undefined : assessed.person)}
            >
              {t(is_open ? "close" : "assess")}
            </Button>
          )}
        </td>
      </tr>
      {is_open && may_assess && (
        <tr className="under">
          <td colSpan={3}>
            <Assess person={assessed.person} known={known} name={name} />
          </td>
        </tr>
      )}
    </Fragment>
  );
}

/// What people are able to do, by the competencies of the maps.
export function Competencies() {
  const { t } = useTranslation(competencies_texts);
  const { t: shared } = useTranslation(settings_texts);
  const query = $api.useQuery("get", "/api/competencies", {});
  // A table of dashes would become one of names, and move.
  const people = usePeople();
  const named = people.is_pending ? { ...query, data: undefined, error: null } : query;
  return (
    <Section title={shared("competencies")}>
      <p className="q s">{t("text")}</p>
      <Answer query={named} what={shared("competencies")} lines={8}>
        {({ competencies, people }) =>
          competencies.length === 0 ? (
            <Empty>{t("none")}</Empty>
          ) : (
            <table className="tb">
              <thead>
                <tr>
                  <th>{t("name")}</th>
                  <th>{t("levels")}</th>
                  <th>
                    <span className="only-heard">{t("assess")}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {people.map((one) => (
                  <Row key={one.person} assessed={one} known={competencies} />
                ))}
              </tbody>
            </table>
          )
        }
      </Answer>
    </Section>
  );
}
