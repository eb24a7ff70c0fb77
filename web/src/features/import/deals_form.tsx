import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { MapIndex } from "../../app/process.tsx";
import { places_of } from "./assistant.ts";
import { ColumnPick, type FormProps } from "./columns_form.tsx";
import {
  column_of,
  entries_of,
  get,
  outcome_kinds,
  outcome_of_value,
  put,
  put_column,
  put_outcome_value,
} from "./mapping.ts";
import { texts } from "./texts.ts";

interface Props extends FormProps {
  index: MapIndex | undefined;
}

/// Of a file with a row a deal: the day on which each stage was entered.
function StageDates({ mapping, file, on_change, index }: Props) {
  const { t } = useTranslation(texts);
  const id = useId();
  const names = file.columns.map((column) => column.name);
  const stages = entries_of(mapping, "stages");
  const places = places_of(index).filter(({ id: place }) => !index?.outcome_of(place));
  const free = places.filter((place) => !stages.some(([stage]) => stage === place.id));
  const name_of = (stage: string) => places.find((place) => place.id === stage)?.name ?? stage;
  const first_date = file.columns.find((column) => column.kind === "date")?.name ?? names[0] ?? "";
  return (
    <fieldset>
      <legend>{t("stage_dates")}</legend>
      {stages.map(([stage]) => {
        const is_by_state = get(mapping, ["stages", stage, "state"]) !== undefined;
        if (is_by_state)
          return (
            <p key={stage} className="import-pick">
              <span>{name_of(stage)}</span>
              <span className="q">{t("by_state")}</span>
            </p>
          );
        return (
          <ColumnPick
            key={stage}
            label={name_of(stage)}
            file={file}
            chosen={column_of(get(mapping, ["stages", stage, "entered"]), names)}
            on_choose={(column) => on_change(put(mapping, ["stages", stage, "entered"], column))}
          />
        );
      })}
      {free.length > 0 && (
        <div className="import-pick">
          <label htmlFor={id}>{t("one_more_stage")}</label>
          <select
            id={id}
            className="in"
            value=""
            onChange={(event) => {
              if (event.target.value)
                on_change(put(mapping, ["stages", event.target.value, "entered"], first_date));
            }}
          >
            <option value="">{t("choose_stage")}</option>
            {free.map((place) => (
              <option key={place.id} value={place.id}>
                {place.name}
              </option>
            ))}
          </select>
        </div>
      )}
    </fieldset>
  );
}

/// How a deal ended: which column says so, when, why, and which of its values mean what.
function Outcome({ mapping, file, on_change }: FormProps) {
  const { t } = useTranslation(texts);
  const names = file.columns.map((column) => column.name);
  const keys = ["column", "at", "reason"] as const;
  const chosen = column_of(get(mapping, ["outcome", "column"]) ?? mapping.state, names);
  const column = file.columns.find(({ name }) => name.toLowerCase() === chosen.toLowerCase());
  return (
    <fieldset>
      <legend>{t("how_it_ended")}</legend>
      {keys.map((key) => (
        <ColumnPick
          key={key}
          label={t(`outcome_${key}`)}
          file={file}
          chosen={column_of(get(mapping, ["outcome", key]), names)}
          on_choose={(next) => on_change(put_column(mapping, ["outcome", key], next))}
        />
      ))}
      {column?.commonest.map((value) => (
        <OutcomeValue key={value} value={value} mapping={mapping} on_change={on_change} />
      ))}
    </fieldset>
  );
}

function OutcomeValue({ value, mapping, on_change }: Omit<FormProps, "file"> & { value: string }) {
  const { t } = useTranslation(texts);
  const id = useId();
  return (
    <div className="import-pick">
      <label htmlFor={id}>{t("value_means", { value })}</label>
      <select
        id={id}
        className="in"
        value={outcome_of_value(mapping, value)}
        onChange={(event) => on_change(put_outcome_value(mapping, value, event.target.value))}
      >
        <option value="">{t("still_open")}</option>
        {outcome_kinds.map((kind) => (
          <option key={kind} value={kind}>
            {t(`meaning_${kind}`)}
          </option>
        ))}
      </select>
    </div>
  );
}

export function DealsForm(props: Props) {
  return (
    <>
      <StageDates {...props} />
      <Outcome {...props} />
    </>
  );
}
