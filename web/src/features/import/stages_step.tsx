import { useId } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../app/format.ts";
import { Button } from "../../ui/button.tsx";
import { Mark } from "../../ui/marks.tsx";
import { Section } from "../../ui/section.tsx";
import { Answer, Empty } from "../../ui/states.tsx";
import { type Assistant, places_of } from "./assistant.ts";
import { column_of, get, layout_of, type Preview, put_step, touchpoint_kinds } from "./mapping.ts";
import { ReadSide } from "./read_side.tsx";
import { texts } from "./texts.ts";

/// The third step: which steps of the file are which stages and outcomes of the map.
export function StagesStep({ assistant }: { assistant: Assistant }) {
  const { t } = useTranslation(texts);
  const { now, go } = assistant;
  if (!now) return <Empty>{t("columns_first")}</Empty>;
  return (
    <div className="import-two">
      <div className="import-step">
        <Answer query={now} what={t("the_files")} lines={6}>
          {(preview: Preview) => (
            <>
              <Outside assistant={assistant} preview={preview} />
              <Known assistant={assistant} preview={preview} />
            </>
          )}
        </Answer>
        <p className="import-next">
          <Button kind="main" isDisabled={!now.data} onPress={() => go({ step: "try" })}>
            {t("to_try")}
          </Button>
        </p>
      </div>
      <ReadSide assistant={assistant} />
    </div>
  );
}

/// Steps that the map does not know, and those that were given a place here.
function Outside({ assistant, preview }: { assistant: Assistant; preview: Preview }) {
  const { t } = useTranslation(texts);
  const { form, set_form, index } = assistant;
  const placed = Object.keys((form && get(form, ["stage_values"])) || {});
  const touched = Object.keys((form && get(form, ["touchpoints"])) || {});
  const done = [...new Set([...placed, ...touched])].filter(
    (name) => !preview.outside.some((row) => row.name === name),
  );
  if (preview.outside.length + done.length === 0)
    return (
      <Section title={t("outside")}>
        <p>
          <Mark kind="good">{t("all_known")}</Mark>
        </p>
      </Section>
    );
  const near = preview.outside.filter((row) => row.nearest);
  const take_nearest = () => {
    if (form) set_form(near.reduce((all, row) => put_step(all, row.name, `stage:${row.nearest}`), form));
  };
  return (
    <Section
      title={t("outside")}
      note={t("outside_note", { count: preview.outside.length })}
      more={
        form &&
        near.length > 1 && (
          <Button small onPress={take_nearest}>
            {t("take_nearest", { count: near.length })}
          </Button>
        )
      }
    >
      <p className="q s">{t("outside_hint", { name: index?.map.name ?? "" })}</p>
      {!form && <p className="note">{t("not_readable")}</p>}
      <ul>
        {done.map((name) => (
          <OutsideRow key={name} name={name} events={undefined} nearest="" assistant={assistant} />
        ))}
        {preview.outside.map((row) => (
          <OutsideRow key={row.name} {...row} assistant={assistant} />
        ))}
      </ul>
    </Section>
  );
}

interface RowProps {
  name: string;
  events: number | undefined;
  nearest: string;
  assistant: Assistant;
}

function OutsideRow({ name, events, nearest, assistant }: RowProps) {
  const { t } = useTranslation(texts);
  const format = useFormat();
  const id = useId();
  const { form, set_form, index } = assistant;
  if (!form) return <li>{name}</li>;
  const stage = column_of(get(form, ["stage_values", name]), []);
  const touch = column_of(get(form, ["touchpoints", name]), []);
  const chosen = stage ? `stage:${stage}` : touch ? `touchpoint:${touch}` : "";
  const choose = (choice: string) => set_form(put_step(form, name, choice));
  return (
    <li className="import-pick">
      <label htmlFor={id}>
        <b className="clip">{name || t("no_value")}</b>
        {events !== undefined && (
          <span className="q s"> {t("events", { count: events, number: format.number(events) })}</span>
        )}
      </label>
      <select id={id} className="in" value={chosen} onChange={(event) => choose(event.target.value)}>
        <option value="">{t("stays_outside")}</option>
        <optgroup label={t("stages_of_map")}>
          {places_of(index).map((place) => (
            <option key={place.id} value={`stage:${place.id}`}>
              {place.name}
            </option>
          ))}
        </optgroup>
        {layout_of(form) === "events" && (
          <optgroup label={t("touchpoints")}>
            {touchpoint_kinds.map((kind) => (
              <option key={kind} value={`touchpoint:${kind}`}>
                {t(`touchpoint_${kind}`)}
              </option>
            ))}
          </optgroup>
        )}
      </select>
      <span>
        {nearest && !chosen && (
          <Button small onPress={() => choose(`stage:${nearest}`)}>
            {t("take", { name: index?.name_of(nearest) ?? nearest })}
          </Button>
        )}
        {chosen && <Mark kind="good">{t("placed")}</Mark>}
      </span>
    </li>
  );
}

/// Steps that the map knows.
function Known({ assistant, preview }: { assistant: Assistant; preview: Preview }) {
  const { t } = useTranslation(texts);
  const format = useFormat();
  if (preview.activities.length === 0) return null;
  return (
    <Section title={t("known_steps")} note={t("known_note", { count: preview.activities.length })}>
      <table className="tb">
        <thead>
          <tr>
            <th>{t("on_map")}</th>
            <th>{t("what")}</th>
            <th className="num">{t("deals")}</th>
            <th className="num">{t("events_head")}</th>
          </tr>
        </thead>
        <tbody>
          {preview.activities.map((row) => (
            <tr key={`${row.kind} ${row.name}`}>
              <td>{assistant.index?.name_of(row.name) ?? row.name}</td>
              <td className="q">{t(`event_${row.kind}`, { defaultValue: row.kind })}</td>
              <td className="num">{format.number(row.deals)}</td>
              <td className="num">{format.number(row.events)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
