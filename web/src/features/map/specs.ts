import type { Kind } from "./elements.ts";

/// How a field is edited.
type Form =
  | "line"
  | "text"
  | "lines"
  | "ids"
  | "number"
  | "share"
  | "date"
  | "flag"
  | "flag_on"
  | "choice"
  | "ref"
  | "refs"
  | "addresses"
  | "levels"
  | "texts_by_ref"
  | "targets"
  | "evidence"
  | "contributors"
  | "elements";

export interface FieldSpec {
  field: string;
  form: Form;
  /// Customer's voice: set in the serif.
  voice?: boolean;
  choices?: readonly string[];
  /// Kinds that a reference may name.
  of?: readonly Kind[];
  unit?: "days" | "hours" | "percent";
  /// Whether leaving it out says something else than an empty list.
  optional_list?: boolean;
  /// Stands behind 'More'.
  rare?: boolean;
  /// Shown only where another field has one of these values.
  when?: { field: string; is: readonly string[] };
}

const name: FieldSpec = { field: "name", form: "line" };
const text: FieldSpec = { field: "text", form: "text", rare: true };
const plain_text: FieldSpec = { field: "text", form: "text" };
const targets: FieldSpec = { field: "measures", form: "targets" };
const aliases: FieldSpec = { field: "aliases", form: "lines", rare: true };
const hours: FieldSpec = { field: "work_hours", form: "number", unit: "hours", rare: true };

/// Which fields an element has, in the order in which one thinks of them. The server's description of maps is the
/// grammar; a test holds that no field is named here that it does not know.
export const specs: Record<Kind, readonly FieldSpec[]> = {
  map: [
    name,
    { field: "summary", form: "text" },
    { field: "owner", form: "line" },
    { field: "currency", form: "line" },
    { field: "language", form: "choice", choices: ["en", "de"], rare: true },
    { field: "outcomes", form: "elements" },
    { field: "contributors", form: "contributors" },
    { field: "origin.adapted", form: "text" },
    { field: "serves.channels", form: "refs", of: ["channel"] },
    { field: "serves.offerings", form: "refs", of: ["offering"] },
    { field: "serves.personas", form: "refs", of: ["persona"] },
    { field: "start", form: "refs", of: ["stage"], optional_list: true, rare: true },
    { field: "check.steps_per_level", form: "number", rare: true },
  ],
  goal: [
    name,
    { field: "value", form: "text", voice: true },
    targets,
    { field: "stages", form: "elements" },
    text,
    aliases,
  ],
  stage: [
    name,
    { field: "value", form: "text", voice: true, rare: true },
    { field: "learns", form: "lines", voice: true },
    { field: "does", form: "lines", voice: true },
    { field: "exit", form: "elements" },
    { field: "expected_days", form: "number", unit: "days" },
    { field: "expected_conversion", form: "share" },
    { field: "lead", form: "ref", of: ["role"] },
    { field: "with", form: "refs", of: ["role"] },
    { field: "tasks", form: "elements" },
    { field: "tools", form: "refs", of: ["tool"] },
    { field: "literature", form: "refs", of: ["literature"] },
    { field: "skills", form: "levels", of: ["competency"] },
    { field: "outputs", form: "elements" },
    { field: "optional", form: "flag" },
    { field: "internal", form: "flag" },
    { field: "brand", form: "texts_by_ref", of: ["brand"], rare: true },
    { field: "late_after_days", form: "number", unit: "days", rare: true },
    hours,
    { field: "next", form: "refs", of: ["stage", "outcome"], optional_list: true, rare: true },
    { field: "back", form: "refs", of: ["stage"], optional_list: true, rare: true },
    { ...targets, rare: true },
    text,
    aliases,
  ],
  task: [
    name,
    { field: "role", form: "ref", of: ["role"] },
    plain_text,
    { field: "internal", form: "flag" },
    { ...hours, rare: false },
    { ...targets, rare: true },
  ],
  exit: [
    { ...plain_text, voice: true },
    { field: "evidence", form: "evidence" },
    { field: "required", form: "flag_on" },
    { field: "fresh", form: "flag" },
  ],
  output: [
    name,
    { field: "by", form: "choice", choices: ["us", "customer", "partner"] },
    { field: "for", form: "choice", choices: ["customer", "us"] },
  ],
  outcome: [
    name,
    { field: "kind", form: "choice", choices: ["won", "lost", "no_decision"] },
    { field: "on_leaving", form: "ref", of: ["stage"], when: { field: "kind", is: ["won"] } },
    {
      field: "from",
      form: "refs",
      of: ["stage"],
      optional_list: true,
      when: { field: "kind", is: ["lost", "no_decision"] },
    },
    { field: "reasons", form: "ids" },
    { ...aliases, rare: false },
  ],
  role: [name, { field: "side", form: "choice", choices: ["us", "customer", "partner"] }],
  persona: [name, plain_text, { field: "journey", form: "elements" }],
  step: [
    { ...name, voice: true },
    { field: "served_by", form: "refs", of: ["stage"] },
  ],
  competency: [name, plain_text, { field: "levels", form: "lines" }],
  tool: [name, plain_text, { field: "url", form: "line" }],
  literature: [name, { field: "kind", form: "line" }, plain_text, { field: "url", form: "line" }],
  channel: [name],
  offering: [
    name,
    { field: "phase", form: "choice", choices: ["", "introduction", "growth", "maturity", "decline"] },
    { field: "phase_since", form: "date" },
  ],
  brand: [name, plain_text],
  price_rule: [
    plain_text,
    { field: "require", form: "line" },
    { field: "where", form: "addresses", of: ["goal", "stage"] },
    { field: "approver", form: "ref", of: ["role"] },
  ],
  measure: [
    name,
    { field: "kind", form: "choice", choices: ["count", "share", "days", "money"] },
    { field: "direction", form: "choice", choices: ["higher", "lower"] },
    { field: "formula", form: "line" },
  ],
  field: [
    name,
    {
      field: "kind",
      form: "choice",
      choices: ["number", "money", "days", "date", "text", "flag", "choice"],
    },
    { field: "choices", form: "lines", when: { field: "kind", is: ["choice"] } },
  ],
};

/// What a choice means that is left out.
export const defaults: Record<string, string> = {
  "output.by": "us",
  "output.for": "customer",
  "measure.direction": "higher",
  "map.language": "en",
};

/// What something new has beside its id and name, so that it can stand in a map.
export const beginnings: Partial<Record<Kind, Record<string, string>>> = {
  outcome: { kind: "lost" },
  role: { side: "us" },
  price_rule: { require: "discount_share = 0" },
  measure: { kind: "count", formula: "count(created)" },
  field: { kind: "text" },
};

/// The catalogues of a map, in the order of its page of lists.
export const catalogues = [
  "outcomes",
  "roles",
  "personas",
  "competencies",
  "tools",
  "literature",
  "channels",
  "offerings",
  "brand",
  "price_rules",
  "fields",
  "measures",
] as const;

export const built_in_measures = [
  "entered",
  "left",
  "in_stage",
  "conversion",
  "time_in_stage",
  "win_rate",
  "sales_cycle",
  "sales_velocity",
  "pipeline",
  "expected",
  "booked_amount",
] as const;
