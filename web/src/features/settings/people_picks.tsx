import { useTranslation } from "react-i18next";
import { useFormat } from "../../app/format.ts";
import { usePeople } from "../../deals/names.ts";
import { SelectField } from "../../ui/fields.tsx";
import { Pick } from "../../ui/menu.tsx";
import { settings_texts } from "./texts.ts";

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
  const choices = usePeople().choices_with(chosen);
  const names = choices.filter((one) => chosen.includes(Number(one.id))).map((one) => one.name);
  return (
    <div className="field">
      <Pick
        label={label}
        shown={names.length > 0 ? format.list(names) : t("nobody")}
        choices={choices}
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
  const { choices_with } = usePeople();
  return (
    <SelectField
      label={label}
      value={value === null ? "" : `${value}`}
      error={error}
      choices={[{ id: "", name: t("nobody") }, ...choices_with(value === null ? [] : [value])]}
      onChange={(event) => on_change(event.target.value ? Number(event.target.value) : null)}
    />
  );
}
