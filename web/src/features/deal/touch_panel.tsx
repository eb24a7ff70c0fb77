import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api, type Schemas } from "../../api/client.ts";
import { useFormat } from "../../app/format.ts";
import type { MapIndex } from "../../app/process.tsx";
import { ActPanel, useDone } from "../../deals/act_form.tsx";
import { fault_at, told_at } from "../../deals/acts.ts";
import { ContactPicks } from "../../deals/contact_picks.tsx";
import { find_criterion, touch_kinds } from "../../deals/evidence_model.ts";
import { useDealContacts, usePeople } from "../../deals/names.ts";
import { usePromiseName } from "../../deals/promise_form.tsx";
import { deal_texts } from "../../deals/texts.ts";
import { SelectField, TextArea, TextField } from "../../ui/fields.tsx";
import { Segments } from "../../ui/segments.tsx";
import type { DealView } from "./model.ts";
import { page_texts } from "./texts.ts";
import { useDo } from "./use_do.ts";

type Kind = Schemas["TouchpointKind"];

interface Props {
  view: DealView;
  index: MapIndex;
}

interface Tick {
  id: string;
  name: string;
}

function Ticks({
  label,
  choices,
  chosen,
  on_choose,
}: {
  label: string;
  choices: Tick[];
  chosen: string[];
  on_choose: (chosen: string[]) => void;
}) {
  if (choices.length === 0) return null;
  return (
    <fieldset className="field picks">
      <legend className="f">{label}</legend>
      {choices.map((choice) => (
        <label key={choice.id} className="row check top">
          <input
            type="checkbox"
            checked={chosen.includes(choice.id)}
            onChange={(event) =>
              on_choose(
                event.target.checked ? [...chosen, choice.id] : chosen.filter((id) => id !== choice.id),
              )
            }
          />
          <span>{choice.name}</span>
        </label>
      ))}
    </fieldset>
  );
}

/// Criteria of the stage that a touchpoint of this kind can show, by the map, and that are not met.
function confirmable({ view, index }: Props, kind: Kind): Tick[] {
  return view.guide.criteria
    .filter((one) => !one.met)
    .filter((one) =>
      find_criterion(index, one.stage, one.criterion)?.evidence?.some(
        (evidence) => evidence.kind === "touchpoint" && (!evidence.of?.length || evidence.of.includes(kind)),
      ),
    )
    .map((one) => ({ id: one.criterion, name: one.text }));
}

function first_kind(arg: string, view: DealView): Kind {
  const promise = view.deal.promises.find((one) => `promise-${one.number}` === arg);
  const asked = promise?.planned || arg;
  return touch_kinds.find((kind) => kind === asked) ?? "call";
}

/// A call, e-mail, meeting ...: with whom, what came of it, what was given, what it showed, which promise it kept.
export function TouchPanel(props: Props) {
  const { t } = useTranslation(page_texts);
  const { t: shared } = useTranslation(deal_texts);
  const format = useFormat();
  const doing = useDo();
  const people = usePeople();
  const { view, index } = props;
  const { deal } = view;
  const today = format.today();
  const contacts = [...useDealContacts(deal.id).values()];
  const promise_name = usePromiseName();
  const open_promises = deal.promises.filter((promise) => promise.state === "open");
  const [kind, set_kind] = useState<Kind>(first_kind(doing.arg, view));
  const [direction, set_direction] = useState<"" | "in" | "out">("");
  const [day, set_day] = useState(today);
  const [note, set_note] = useState("");
  const [chosen, set_chosen] = useState<number[]>([]);
  const [literature, set_literature] = useState<string[]>([]);
  const [confirms, set_confirms] = useState<string[]>([]);
  const [keeps, set_keeps] = useState(doing.arg.startsWith("promise-") ? doing.arg.slice(8) : "");
  const [person, set_person] = useState("");
  const { header, done } = useDone(deal.id, doing.close);
  const log = $api.useMutation("post", "/api/deals/{deal}/touchpoints", {
    onSuccess: () => done(t("said_touch", { kind: shared(`kind_${kind}`) })),
  });
  const can_confirm = confirmable(props, kind);
  const send = () => {
    const body = {
      kind,
      direction,
      note,
      contacts: chosen,
      literature,
      confirms: confirms.filter((id) => can_confirm.some((one) => one.id === id)),
      ...(keeps ? { keeps: Number(keeps) } : {}),
      ...(person ? { person: Number(person) } : {}),
      ...told_at(day, today),
    };
    log.mutate({ params: { path: { deal: deal.id }, header: header(body) }, body });
  };
  const stage_literature = view.guide.literature;
  const others = (index.map.literature ?? []).filter((one) => !stage_literature.includes(one.id ?? ""));
  const pieces = [
    ...stage_literature.map((id) => ({
      id,
      name: index.map.literature?.find((one) => one.id === id)?.name ?? id,
    })),
    ...others.map((one) => ({ id: one.id ?? "", name: one.name })),
  ];
  return (
    <ActPanel
      about={`touch ${deal.id}`}
      title={t("touch_title")}
      act={t("do_touch")}
      error={log.error}
      fields={["/at", "/note", "/contacts"]}
      is_pending={log.isPending}
      on_send={send}
      on_close={doing.close}
    >
      <div className="pair">
        <SelectField
          label={shared("kind")}
          value={kind}
          onChange={(event) => set_kind(event.target.value as Kind)}
          choices={touch_kinds.map((id) => ({ id, name: shared(`kind_${id}`) }))}
        />
        <TextField
          label={shared("day")}
          type="date"
          max={today}
          value={day}
          onChange={(event) => set_day(event.target.value)}
          error={fault_at(log.error, "/at")}
        />
      </div>
      <div className="field">
        <p className="f s">{t("direction")}</p>
        <Segments
          label={t("direction")}
          choices={[
            { id: "in", name: t("by_them") },
            { id: "out", name: t("by_us") },
            { id: "", name: t("unsaid") },
          ]}
          chosen={direction}
          on_choose={set_direction}
        />
      </div>
      <ContactPicks
        label={shared("with")}
        contacts={contacts}
        chosen={chosen}
        on_choose={set_chosen}
        error={fault_at(log.error, "/contacts")}
      />
      {contacts.length === 0 && <p className="hint">{t("no_contacts_yet")}</p>}
      <TextArea
        label={t("what_came")}
        value={note}
        onChange={(event) => set_note(event.target.value)}
        error={fault_at(log.error, "/note")}
      />
      <Ticks label={t("it_showed")} choices={can_confirm} chosen={confirms} on_choose={set_confirms} />
      {open_promises.length > 0 && (
        <SelectField
          label={t("it_kept")}
          value={keeps}
          onChange={(event) => set_keeps(event.target.value)}
          choices={[
            { id: "", name: t("none") },
            ...open_promises.map((promise) => ({
              id: `${promise.number}`,
              name: `${promise_name(promise)}, ${format.day(promise.due)}`,
            })),
          ]}
        />
      )}
      <Ticks label={t("was_given")} choices={pieces} chosen={literature} on_choose={set_literature} />
      <SelectField
        label={t("held_by")}
        value={person}
        onChange={(event) => set_person(event.target.value)}
        choices={[{ id: "", name: t("myself") }, ...people.choices]}
      />
    </ActPanel>
  );
}
