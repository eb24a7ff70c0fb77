import { useTranslation } from "react-i18next";
import { $api } from "../../api/client.ts";
import { useFormat } from "../../app/format.ts";
import { SelectField } from "../../ui/fields.tsx";
import { Pick } from "../../ui/menu.tsx";
import { settings_texts } from "./texts.ts";

function useActivePeople() {
  const query = $api.useQuery("get", "/api/people", {});
  return (query.data?.people ?? []).filter((person) => person.is_active);
}

/// Several people from a menu that stays open while one ticks.
export function PeoplePick({
  label,
  chosen,
  on_change,
}: {
  label: string;
  chosen: readonly number[];
  on_change: (people: number[]) => void;
}) {
  const { t } = useTranslation(settings_texts);
  const format = useFormat();
  const people = useActivePeople();
  const names = people.filter((person) => chosen.includes(person.id)).map((person) => person.name);
  return (
    <div className="field">
      <Pick
        label={label}
        shown={names.length > 0 ? format.list(names) : t("nobody")}
        choices={people.map((person) => ({ id: `${person.id}`, name: person.name }))}
        chosen={chosen.map(String)}
        on_choose={() => {}}
        on_choose_many={(ids) => on_change(ids.map(Number))}
      />
    </div>
  );
}

export function PersonField({
  label,
  value,
  on_change,
  error,
}: {
  label: string;
  value: number | null;
  on_change: (person: number | null) => void;
  error?: string | undefined;
}) {
  const { t } = useTranslation(settings_texts);
  const people = useActivePeople();
  return (
    <SelectField
      label={label}
      value={value === null ? "" : `${value}`}
      error={error}
      choices={[
        { id: "", name: t("nobody") },
        ...people.map((person) => ({ id: `${person.id}`, name: person.name })),
      ]}
      onChange={(event) => on_change(event.target.value ? Number(event.target.value) : null)}
    />
  );
}
