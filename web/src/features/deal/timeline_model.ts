import type { Schemas } from "../../api/client.ts";

export type DealEvent = Schemas["DealEvent"];
type Kind = Schemas["EventKind"];

/// What events are filtered by.
export const groups = [
  "moves",
  "touches",
  "promises",
  "dates",
  "fields",
  "group",
  "objections",
  "money",
] as const;
export type Group = (typeof groups)[number];

const group_of_kind: Partial<Record<Kind, Group>> = {
  touchpoint: "touches",
  literature_given: "touches",
  promise_made: "promises",
  promise_kept: "promises",
  promise_moved: "promises",
  promise_withdrawn: "promises",
  plan_changed: "promises",
  step_confirmed: "promises",
  contact_role_set: "group",
  agreement_set: "group",
  objection_raised: "objections",
  objection_answered: "objections",
  objection_closed: "objections",
  quote_made: "money",
  quote_approved: "money",
  quote_refused: "money",
  payment: "money",
};

export function group_of(event: DealEvent): Group {
  if (event.kind === "attribute_changed") return event.symbol === "expected_close" ? "dates" : "fields";
  return group_of_kind[event.kind] ?? "moves";
}

/// Members of `details` that sentences need; which are there depends on the kind.
interface Details {
  promise?: number;
  objection?: number;
  quote?: number;
  link?: number;
  side?: string;
  due?: string;
  contacts?: number[];
  role?: string;
  view?: string;
  direction?: string;
  result?: string;
  topic?: string;
  confirms?: string[];
  evidence?: string;
  choice?: string;
  output?: string;
  reason?: string;
  motivations?: string[];
  pain_points?: string[];
  unmet?: string[];
  amount?: { minor: number; currency: string };
  discount_share?: number;
  broken_rules?: string[];
  deal?: number;
  person?: number;
  stage?: string;
}

export function details_of(event: DealEvent): Details {
  return event.details as Details;
}

/// One line of the timeline: an event, or the creation of a deal with the fields that it was created with.
export interface Item {
  event: DealEvent;
  with: DealEvent[];
}

/// Newest first. Fields that were stated when the deal was created stand with its creation.
export function items_of(events: readonly DealEvent[]): Item[] {
  const created = events.find((event) => event.kind === "created");
  const is_first = (event: DealEvent) =>
    created !== undefined &&
    event.kind === "attribute_changed" &&
    event.deal === created.deal &&
    event.from === "" &&
    event.recorded_at === created.recorded_at;
  const first = events.filter(is_first);
  return events
    .filter((event) => !is_first(event))
    .map((event) => ({ event, with: event === created ? first : [] }))
    .toReversed();
}

/// How things are called; whoever shows the timeline knows.
export interface Names {
  stage: (id: string) => string;
  criterion: (id: string) => string;
  output: (id: string) => string;
  literature: (id: string) => string;
  rule: (id: string) => string;
  topic: (id: string) => string;
  person: (id: number | null | undefined) => string;
  contact: (id: number) => string;
  field: (name: string) => string;
  /// A value of a field as the reader writes it.
  value: (field: string, value: string) => string;
  promise: (number: number) => string;
  day: (day: string) => string;
  money: (minor: number, currency: string) => string;
  percent: (share: number) => string;
  list: (words: string[]) => string;
  word: (key: string) => string;
}

interface Sentence {
  /// A key of the texts, with what it says.
  key: string;
  values: Record<string, string>;
  /// What was said to it, quietly under it: names, words, notes.
  about: string[];
}

function contacts_in(event: DealEvent, names: Names) {
  const { contacts = [] } = details_of(event);
  return contacts.length > 0 ? names.list(contacts.map(names.contact)) : "";
}

function spaced(word: string) {
  return word.replaceAll("_", " ");
}

function field_changed(event: DealEvent, names: Names): Sentence {
  const { reason } = details_of(event);
  const about = [reason === "imported" ? names.word("imported") : spaced(reason ?? ""), event.note];
  if (event.symbol === "name") return { key: "renamed", values: { to: event.note }, about: [] };
  const values = {
    field: names.field(event.symbol),
    from: names.value(event.symbol, event.from),
    to: names.value(event.symbol, event.to),
  };
  const key = event.from === "" ? "field_set" : event.to === "" ? "field_cleared" : "field_changed";
  return { key, values, about };
}

function touch(event: DealEvent, names: Names): Sentence {
  const { direction, result, confirms = [], person } = details_of(event);
  const shown = confirms.map((id) => `${names.word("confirmed")}: ${names.criterion(id)}`);
  const held = person && person !== event.actor ? [names.person(person)] : [];
  const way = direction === "in" ? "_in" : direction === "out" ? "_out" : "";
  return {
    key: `touch_${event.symbol}${way}`,
    values: {},
    about: [contacts_in(event, names), event.note, spaced(result ?? ""), ...shown, ...held],
  };
}

/// Of the plan with the customer: its steps and the links to it.
function plan_said(event: DealEvent, names: Names): Sentence {
  const { promise, due } = details_of(event);
  const values = {
    what: promise ? names.promise(promise) : "",
    day: due ? names.day(due) : "",
    who: contacts_in(event, names),
  };
  if (event.kind === "step_confirmed") return { key: event.kind, values, about: [values.who, event.note] };
  if (event.symbol !== "shared") return { key: `plan_${event.symbol}`, values, about: [] };
  return { key: `plan_shared_${event.to}`, values, about: [values.who, event.note] };
}

function promise_said(event: DealEvent, names: Names): Sentence {
  const { promise = 0, side, due } = details_of(event);
  const values = { what: names.promise(promise), day: due ? names.day(due) : "" };
  if (event.kind === "promise_kept" && details_of(event).link)
    return { key: "promise_kept_told", values, about: [contacts_in(event, names), event.note] };
  if (event.kind !== "promise_made") return { key: event.kind, values, about: [event.note] };
  const who = side === "us" ? "us" : side === "partner" ? "partner" : "customer";
  return { key: `promise_made_${who}`, values, about: [contacts_in(event, names)] };
}

function role_set(event: DealEvent, names: Names): Sentence {
  const { role } = details_of(event);
  const who = contacts_in(event, names);
  if (event.symbol === "left") return { key: "group_left", values: { who }, about: [] };
  if (role)
    return { key: "role_got", values: { who, role: names.word(`role_${role}`) }, about: [event.note] };
  if (event.from)
    return { key: "role_lost", values: { who, role: names.word(`role_${event.from}`) }, about: [] };
  return { key: "contact_added", values: { who }, about: [event.note] };
}

function shown(event: DealEvent, names: Names): Sentence {
  const { evidence, choice, output } = details_of(event);
  const by = output ? names.output(output) : choice || (evidence ? names.word(`by_${evidence}`) : "");
  return { key: event.kind, values: { criterion: names.criterion(event.symbol) }, about: [by, event.note] };
}

function quote_said(event: DealEvent, names: Names): Sentence {
  const { quote = 0, amount, discount_share = 0, broken_rules = [] } = details_of(event);
  const rules = broken_rules.map((id) => `${names.word("breaks")}: ${names.rule(id)}`);
  const values = {
    number: `${quote}`,
    amount: amount ? names.money(amount.minor, amount.currency) : "",
    discount: names.percent(discount_share),
  };
  const key = event.kind === "quote_made" && discount_share > 0 ? "quote_made_discount" : event.kind;
  return { key, values, about: [...rules, event.note] };
}

function closed(event: DealEvent, names: Names): Sentence {
  const { reason, motivations = [], pain_points = [] } = details_of(event);
  return {
    key: "closed",
    values: { outcome: names.stage(event.symbol) },
    about: [spaced(reason ?? ""), event.note, ...motivations, ...pain_points],
  };
}

/// An event in words: what happened, and what was said to it.
export function sentence_of(event: DealEvent, names: Names): Sentence {
  const details = details_of(event);
  const told = ((): Sentence => {
    switch (event.kind) {
      case "attribute_changed":
        return field_changed(event, names);
      case "touchpoint":
        return touch(event, names);
      case "promise_made":
      case "promise_kept":
      case "promise_moved":
      case "promise_withdrawn":
        return promise_said(event, names);
      case "plan_changed":
      case "step_confirmed":
        return plan_said(event, names);
      case "contact_role_set":
        return role_set(event, names);
      case "agreement_set":
        return { key: `view_${details.view}`, values: { who: contacts_in(event, names) }, about: [] };
      case "criterion_met":
      case "criterion_withdrawn":
        return shown(event, names);
      case "quote_made":
      case "quote_approved":
      case "quote_refused":
        return quote_said(event, names);
      case "won":
      case "lost":
      case "no_decision":
        return closed(event, names);
      case "stage_entered":
      case "reopened":
        return { key: event.kind, values: { stage: names.stage(event.symbol) }, about: [event.note] };
      case "exception_made": {
        const unmet = (details.unmet ?? []).map(names.criterion);
        const values = { from: names.stage(event.from), to: names.stage(event.to) };
        const open = unmet.length > 0 ? `${names.word("open")}: ${unmet.join("; ")}` : "";
        return { key: event.kind, values, about: [event.note, open] };
      }
      case "literature_given":
        return {
          key: event.kind,
          values: { what: names.literature(event.symbol) },
          about: [contacts_in(event, names)],
        };
      case "objection_raised":
        return {
          key: event.kind,
          values: { text: event.note },
          about: [contacts_in(event, names), details.topic ? names.topic(details.topic) : ""],
        };
      case "objection_answered":
        return { key: event.kind, values: { text: event.note }, about: [] };
      case "objection_closed":
        return { key: `objection_${details.result}`, values: {}, about: [event.note] };
      case "payment": {
        const { amount } = details;
        return {
          key: event.kind,
          values: { amount: amount ? names.money(amount.minor, amount.currency) : "" },
          about: [],
        };
      }
      case "handed_over":
        return { key: event.kind, values: { who: names.person(details.person) }, about: [event.note] };
      case "origin_set":
        return { key: `origin_${event.symbol}`, values: { deal: `${details.deal ?? ""}` }, about: [] };
      case "migrated":
        return {
          key: event.kind,
          values: { to: event.to.split("@")[1] ?? event.to, stage: names.stage(details.stage ?? "") },
          about: [event.note],
        };
      case "merged_into":
        return { key: event.kind, values: { deal: event.to }, about: [event.note] };
      case "created":
        return { key: event.kind, values: {}, about: [] };
      default:
        return { key: event.kind, values: {}, about: [contacts_in(event, names), event.note] };
    }
  })();
  return { ...told, about: told.about.filter((line) => line !== "") };
}
