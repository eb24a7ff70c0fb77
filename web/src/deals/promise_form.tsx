import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api, type Schemas } from "../api/client.ts";
import { useFormat } from "../app/format.ts";
import { CheckField, SelectField, TextArea, TextField } from "../ui/fields.tsx";
import { Segments } from "../ui/segments.tsx";
import { ActForm, useDone } from "./act_form.tsx";
import { fault_at, told_at } from "./acts.ts";
import { ContactPicks } from "./contact_picks.tsx";
import { useDealContacts, usePeople } from "./names.ts";
import { useNeeded } from "./needed.ts";
import { promise_texts } from "./promise_texts.ts";

export type PromiseAct = "make" | "keep" | "move" | "withdraw";

/// As much of a promise as its form needs: a promise of a deal's view or a row of /api/promises.
type PromiseShown = Pick<Schemas["Promise"], "number" | "text" | "planned" | "due">;

interface Props {
  deal: number;
  act: PromiseAct;
  /// The promise; none for `make`.
  promise?: PromiseShown | undefined;
  /// Whose promise `make` begins with.
  side?: Side;
  /// The words `make` begins with.
  words?: string;
  /// Whether `make` begins as a step of the plan with the customer.
  in_plan?: boolean;
  on_close: () => void;
}

type Side = "us" | "customer" | "partner";

/// Makes, keeps, moves or withdraws a promise, where it stands in the page. Closes itself when it is done.
export function PromiseForm({
  deal,
  act,
  promise,
  side = "us",
  words = "",
  in_plan = false,
  on_close,
}: Props) {
  if (act === "make")
    return <MakeForm deal={deal} side={side} words={words} in_plan={in_plan} on_close={on_close} />;
  if (!promise) return null;
  const Form = { keep: KeepForm, move: MoveForm, withdraw: WithdrawForm }[act];
  return <Form deal={deal} promise={promise} on_close={on_close} />;
}

/// What a promise is called: its text, or the touchpoint that is planned.
export function usePromiseName() {
  const { t } = useTranslation(promise_texts);
  return (promise: PromiseShown) => promise.text || (promise.planned ? t(promise.planned) : "–");
}

const touchpoints = ["call", "email", "meeting", "demo", "visit"] as const;

interface MakeProps {
  deal: number;
  side: Side;
  words: string;
  in_plan: boolean;
  on_close: () => void;
}

function MakeForm({ deal, side: first, words, in_plan: begins_in_plan, on_close }: MakeProps) {
  const { t } = useTranslation(promise_texts);
  const format = useFormat();
  const people = usePeople();
  const contacts = [...useDealContacts(deal).values()];
  const today = format.today();
  const [side, set_side] = useState<Side>(first);
  const [text, set_text] = useState(words);
  const [due, set_due] = useState("");
  const [made, set_made] = useState(today);
  const [planned, set_planned] = useState("");
  const [in_plan, set_in_plan] = useState(begins_in_plan);
  const [person, set_person] = useState("");
  const [chosen, set_chosen] = useState<number[]>([]);
  const { header, done } = useDone(deal, on_close);
  const make = $api.useMutation("post", "/api/deals/{deal}/promises", {
    onSuccess: () => done(t("said_make", { day: format.day(due) })),
  });
  const { error, is_told } = useNeeded(make.error);
  const send = () => {
    const has_words = text.trim() !== "" || (side === "us" && planned !== "");
    if (!is_told({ "/text": has_words ? "" : t("need_text"), "/due": due ? "" : t("need_day") })) return;
    const body = {
      side,
      text,
      due,
      planned: side === "us" ? planned : "",
      person: person ? Number(person) : null,
      contacts: chosen,
      in_plan,
      ...told_at(made, today),
    };
    make.mutate({ params: { path: { deal }, header: header(body) }, body });
  };
  return (
    <ActForm
      title={t("make")}
      act={t("do_make")}
      error={error}
      fields={["/text", "/due", "/at", "/planned", "/person"]}
      is_pending={make.isPending}
      on_send={send}
      on_close={on_close}
    >
      <div className="field">
        <Segments
          label={t("side")}
          choices={(["us", "customer", "partner"] as const).map((id) => ({ id, name: t(id) }))}
          chosen={side}
          on_choose={set_side}
        />
      </div>
      <TextField
        label={t("text")}
        hint={t("text_hint")}
        value={text}
        onChange={(event) => set_text(event.target.value)}
        error={fault_at(error, "/text")}
        autoFocus
      />
      <div className="pair">
        <TextField
          label={t("due")}
          type="date"
          value={due}
          onChange={(event) => set_due(event.target.value)}
          error={fault_at(error, "/due")}
        />
        <TextField
          label={t("made_on")}
          type="date"
          max={today}
          value={made}
          onChange={(event) => set_made(event.target.value)}
          error={fault_at(error, "/at")}
        />
        <SelectField
          label={t(side === "us" ? "person_us" : "person_them")}
          value={person}
          onChange={(event) => set_person(event.target.value)}
          choices={[{ id: "", name: t("owner") }, ...people.choices]}
          error={fault_at(error, "/person")}
        />
        {side === "us" && (
          <SelectField
            label={t("planned")}
            value={planned}
            onChange={(event) => set_planned(event.target.value)}
            choices={[{ id: "", name: t("not_planned") }, ...touchpoints.map((id) => ({ id, name: t(id) }))]}
            error={fault_at(error, "/planned")}
          />
        )}
      </div>
      <ContactPicks
        label={t(side === "us" ? "contacts_us" : "contacts_them")}
        contacts={contacts}
        chosen={chosen}
        on_choose={set_chosen}
      />
      <CheckField
        label={t("in_plan")}
        hint={t("in_plan_hint")}
        checked={in_plan}
        onChange={(event) => set_in_plan(event.target.checked)}
      />
    </ActForm>
  );
}

interface ActProps {
  deal: number;
  promise: PromiseShown;
  on_close: () => void;
}

function KeepForm({ deal, promise, on_close }: ActProps) {
  const { t } = useTranslation(promise_texts);
  const format = useFormat();
  const what = usePromiseName()(promise);
  const today = format.today();
  const [day, set_day] = useState(today);
  const [note, set_note] = useState("");
  const { header, done } = useDone(deal, on_close);
  const keep = $api.useMutation("post", "/api/deals/{deal}/promises/{promise}/keepings", {
    onSuccess: () => done(t("said_keep", { what })),
  });
  const send = () => {
    const body = { note, ...told_at(day, today) };
    keep.mutate({ params: { path: { deal, promise: promise.number }, header: header(body) }, body });
  };
  return (
    <ActForm
      title={t("keep", { what })}
      act={t("do_keep")}
      error={keep.error}
      fields={["/at", "/note"]}
      is_pending={keep.isPending}
      on_send={send}
      on_close={on_close}
    >
      <div className="pair">
        <TextField
          label={t("kept_on")}
          type="date"
          max={today}
          value={day}
          onChange={(event) => set_day(event.target.value)}
          error={fault_at(keep.error, "/at")}
          autoFocus
        />
      </div>
      <TextArea
        label={t("note")}
        hint={t("optional")}
        value={note}
        onChange={(event) => set_note(event.target.value)}
        error={fault_at(keep.error, "/note")}
      />
    </ActForm>
  );
}

function MoveForm({ deal, promise, on_close }: ActProps) {
  const { t } = useTranslation(promise_texts);
  const format = useFormat();
  const what = usePromiseName()(promise);
  const [due, set_due] = useState("");
  const [note, set_note] = useState("");
  const { header, done } = useDone(deal, on_close);
  const move = $api.useMutation("post", "/api/deals/{deal}/promises/{promise}/moves", {
    onSuccess: () => done(t("said_move", { day: format.day(due), what })),
  });
  const { error, is_told } = useNeeded(move.error);
  const send = () => {
    const why = note.trim() ? "" : t("need_why");
    if (!is_told({ "/due": due ? "" : t("need_day"), "/note": why })) return;
    const body = { due, note };
    move.mutate({ params: { path: { deal, promise: promise.number }, header: header(body) }, body });
  };
  return (
    <ActForm
      title={t("move", { what })}
      act={t("do_move")}
      error={error}
      fields={["/due", "/note"]}
      is_pending={move.isPending}
      on_send={send}
      on_close={on_close}
    >
      <div className="pair">
        <TextField
          label={t("new_due")}
          type="date"
          value={due}
          onChange={(event) => set_due(event.target.value)}
          hint={t("was_due", { day: format.full_day(promise.due) })}
          error={fault_at(error, "/due")}
          autoFocus
        />
      </div>
      <TextArea
        label={t("why_move")}
        value={note}
        onChange={(event) => set_note(event.target.value)}
        error={fault_at(error, "/note")}
      />
    </ActForm>
  );
}

function WithdrawForm({ deal, promise, on_close }: ActProps) {
  const { t } = useTranslation(promise_texts);
  const what = usePromiseName()(promise);
  const [note, set_note] = useState("");
  const { header, done } = useDone(deal, on_close);
  const withdraw = $api.useMutation("post", "/api/deals/{deal}/promises/{promise}/withdrawals", {
    onSuccess: () => done(t("said_withdraw", { what })),
  });
  const send = () => {
    const body = { note };
    withdraw.mutate({ params: { path: { deal, promise: promise.number }, header: header(body) }, body });
  };
  return (
    <ActForm
      title={t("withdraw", { what })}
      act={t("do_withdraw")}
      error={withdraw.error}
      fields={["/note"]}
      is_pending={withdraw.isPending}
      on_send={send}
      on_close={on_close}
    >
      <TextArea
        label={t("why_withdraw")}
        hint={t("optional")}
        value={note}
        onChange={(event) => set_note(event.target.value)}
        error={fault_at(withdraw.error, "/note")}
        autoFocus
      />
    </ActForm>
  );
}
