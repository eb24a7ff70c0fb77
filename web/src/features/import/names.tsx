import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "../../api/client.ts";
import { useFormat } from "../../app/format.ts";
import { usePeople } from "../../deals/names.ts";
import { Button } from "../../ui/button.tsx";
import { Section } from "../../ui/section.tsx";
import { type Report, sorted_counts } from "./job.ts";
import { texts } from "./texts.ts";

/// Of people; the others at a press.
const shown_names = 12;

/// A name of the file, and who is meant by it.
export type Chosen = Record<string, number>;

interface Props {
  report: Report;
  people: Chosen;
  teams: Chosen;
  on_people: (people: Chosen) => void;
  on_teams: (teams: Chosen) => void;
}

/// Names of the file that nobody here goes by, each with the choice of who is meant.
export function Names({ report, people, teams, on_people, on_teams }: Props) {
  const { t } = useTranslation(texts);
  const [is_all, set_all] = useState(false);
  const { choices } = usePeople();
  const known_teams = $api.useQuery("get", "/api/teams", {});
  const of_people = with_chosen(report.unknown_people, people);
  const of_teams = with_chosen(report.unknown_teams, teams);
  if (of_people.length + of_teams.length === 0) return null;
  const hidden = is_all ? 0 : Math.max(0, of_people.length - shown_names);
  return (
    <Section
      title={t("names")}
      note={t("names_note", { count: sorted_counts(report.unknown_people).length + of_teams.length })}
    >
      <p className="q s">{t("names_hint")}</p>
      <ul>
        {(is_all ? of_people : of_people.slice(0, shown_names)).map(([name, count]) => (
          <NameRow
            key={`person ${name}`}
            name={name}
            count={count}
            choices={choices}
            chosen={people[name]}
            on_choose={(id) => on_people(put(people, name, id))}
          />
        ))}
        {hidden > 0 && (
          <li className="import-next">
            <Button small onPress={() => set_all(true)}>
              {t("all_names", { count: hidden })}
            </Button>
          </li>
        )}
        {of_teams.map(([name, count]) => (
          <NameRow
            key={`team ${name}`}
            name={t("team_named", { name })}
            count={count}
            choices={known_teams.data?.teams ?? []}
            chosen={teams[name]}
            on_choose={(id) => on_teams(put(teams, name, id))}
          />
        ))}
      </ul>
    </Section>
  );
}

function with_chosen(unknown: Record<string, number>, chosen: Chosen): [string, number][] {
  const known = Object.keys(chosen).filter((name) => !(name in unknown));
  return [...known.map((name): [string, number] => [name, 0]), ...sorted_counts(unknown)];
}

function put(chosen: Chosen, name: string, id: number | undefined): Chosen {
  const { [name]: _, ...others } = chosen;
  return id === undefined ? others : { ...others, [name]: id };
}

interface RowProps {
  name: string;
  count: number;
  choices: { id: number | string; name: string }[];
  chosen: number | undefined;
  on_choose: (id: number | undefined) => void;
}

function NameRow({ name, count, choices, chosen, on_choose }: RowProps) {
  const { t } = useTranslation(texts);
  const format = useFormat();
  const id = useId();
  return (
    <li className="import-pick">
      <label htmlFor={id} className="clip">
        {name}
        {count > 0 && <span className="q s"> {t("times", { count, number: format.number(count) })}</span>}
      </label>
      <select
        id={id}
        className="in"
        value={chosen === undefined ? "" : `${chosen}`}
        onChange={(event) => on_choose(event.target.value ? Number(event.target.value) : undefined)}
      >
        <option value="">{t("nobody_here")}</option>
        {choices.map((one) => (
          <option key={one.id} value={`${one.id}`}>
            {one.name}
          </option>
        ))}
      </select>
    </li>
  );
}
