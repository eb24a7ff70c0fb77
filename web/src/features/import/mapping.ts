import type { Schemas } from "../../api/client.ts";
import { is_map, to_yaml, write_yaml, type Yaml, type YamlMap } from "./yaml.ts";

export type Preview = Schemas["ImportPreview"];
export type ImportedFile = Schemas["ImportedFile"];

/// A mapping as the form holds it. Keys that the form does not show stay as they are.
export type Mapping = YamlMap;
type Layout = "events" | "deals" | "changes";

export const layouts = ["events", "deals", "changes"] as const;

/// The columns that each kind of file is asked for; those with `needed` it cannot be read without.
export const column_keys: Record<Layout, { key: string; needed?: boolean }[]> = {
  events: [
    { key: "deal", needed: true },
    { key: "activity", needed: true },
    { key: "at", needed: true },
    { key: "actor" },
  ],
  changes: [
    { key: "deal", needed: true },
    { key: "field", needed: true },
    { key: "value", needed: true },
    { key: "at", needed: true },
    { key: "actor" },
  ],
  deals: [{ key: "deal", needed: true }, { key: "created" }, { key: "state" }],
};

export const attribute_names = [
  "name",
  "account",
  "owner",
  "team",
  "amount",
  "currency",
  "expected_close",
  "channel",
  "offering",
  "campaign",
  "persona",
] as const;

/// What a changed field can be, beside an attribute.
export const field_meanings = ["stage", "created", "won", "lost", "no_decision", "outcome"] as const;
export const touchpoint_kinds = ["call", "email", "meeting", "demo", "visit", "form"] as const;
export const outcome_kinds = ["won", "lost", "no_decision"] as const;

/// A mapping as the server gives it; null where there is none.
export function to_mapping(value: unknown): Mapping | null {
  const mapping = value === null || value === undefined ? "" : to_yaml(value);
  return is_map(mapping) ? mapping : null;
}

export { write_yaml as write_mapping };

export function layout_of(mapping: Mapping): Layout {
  return layouts.find((layout) => layout === mapping.layout) ?? "events";
}

/// A column is named by a word, by the first of a list that the file has, or within {column}. Without `columns` any will do.
export function column_of(value: Yaml | undefined, columns: readonly string[]): string {
  if (typeof value === "string") return value;
  if (is_map(value)) return column_of(value.column, columns);
  const names = (value ?? []).filter((name) => typeof name === "string");
  const folded = columns.map((column) => column.toLowerCase());
  return (
    names.find((name) => folded.includes(name.toLowerCase())) ?? (columns.length > 0 ? "" : (names[0] ?? ""))
  );
}

/// Set, or taken out where `value` is empty. `path` leads through maps that are made on the way.
export function put(mapping: Mapping, path: readonly string[], value: Yaml): Mapping {
  const [key = "", ...rest] = path;
  const there = mapping[key];
  const inner = rest.length > 0 ? put(is_map(there) ? there : {}, rest, value) : value;
  const is_empty = inner === "" || (typeof inner === "object" && Object.keys(inner).length === 0);
  if (!is_empty) return { ...mapping, [key]: inner };
  const { [key]: _, ...others } = mapping;
  return others;
}

/// `stated` keys that the form writes column names to keep what else stands beside the column.
export function put_column(mapping: Mapping, path: readonly string[], column: string): Mapping {
  const there = get(mapping, path);
  if (is_map(there) && "column" in there && column) return put(mapping, [...path, "column"], column);
  return put(mapping, path, column);
}

export function get(mapping: Mapping, path: readonly string[]): Yaml | undefined {
  let value: Yaml | undefined = mapping;
  for (const key of path) value = is_map(value) ? value[key] : undefined;
  return value;
}

export function entries_of(mapping: Mapping, key: string): [string, Yaml][] {
  const value = mapping[key];
  return is_map(value) ? Object.entries(value) : [];
}

/// The keys of columns that are still to be chosen before the file can be read.
export function missing_columns(mapping: Mapping): string[] {
  const layout = layout_of(mapping);
  const missing = column_keys[layout].filter(({ key, needed }) => needed && !column_of(mapping[key], []));
  const keys = missing.map(({ key }) => key);
  if (layout === "changes" && entries_of(mapping, "fields").length === 0) keys.push("fields");
  if (layout === "deals" && !mapping.state && !mapping.outcome && entries_of(mapping, "stages").length === 0)
    keys.push("state");
  return keys;
}

/// Another kind of file: columns that mean the same there stay chosen.
export function with_layout(mapping: Mapping, layout: Layout): Mapping {
  const known = new Set([
    "deal",
    "created",
    "state",
    "activity",
    "at",
    "actor",
    "field",
    "value",
    "old_value",
  ]);
  const of_layout = new Set(column_keys[layout].map(({ key }) => key));
  const of_one: Record<string, Layout> = { stages: "deals", fields: "changes", touchpoints: "events" };
  const kept = Object.entries(mapping).filter(
    ([key]) => (!known.has(key) || of_layout.has(key)) && (!of_one[key] || of_one[key] === layout),
  );
  const { preset: _, recognised_by: __, not_with: ___, ...rest } = Object.fromEntries(kept);
  return { stagecraft_mapping: "1", ...rest, layout };
}

/// 'won', 'lost', 'no_decision' as the mapping sorts a value; '' where it does not.
export function outcome_of_value(mapping: Mapping, value: string) {
  return outcome_kinds.find((kind) => words_of(get(mapping, ["outcome", kind])).includes(value)) ?? "";
}

export function put_outcome_value(mapping: Mapping, value: string, kind: string): Mapping {
  let next = mapping;
  for (const one of outcome_kinds) {
    const others = words_of(get(next, ["outcome", one])).filter((word) => word !== value);
    next = put(next, ["outcome", one], one === kind ? [...others, value] : others);
  }
  return next;
}

function words_of(value: Yaml | undefined): string[] {
  return Array.isArray(value) ? value.filter((word) => typeof word === "string") : [];
}

/// How a step that the map does not know is to be taken: 'stage:ID', 'touchpoint:KIND', or '' for as it is.
export function put_step(mapping: Mapping, step: string, choice: string): Mapping {
  const [kind = "", ...rest] = choice.split(":");
  const id = rest.join(":");
  const cleared = put(put(mapping, ["stage_values", step], ""), ["touchpoints", step], "");
  if (kind === "stage") return put(cleared, ["stage_values", step], id);
  if (kind === "touchpoint") return put(cleared, ["touchpoints", step], id);
  return cleared;
}

/// Where the server has no mapping to start from: an event log, whose columns the standard names.
export function empty_mapping(): Mapping {
  return { stagecraft_mapping: "1", layout: "events" };
}

/// A map with the steps of a file as its stages, the most frequent first, to begin with.
export function map_of_steps(name: string, currency: string, preview: Preview): string {
  const stages = preview.activities
    .filter(({ kind }) => kind === "stage_entered")
    .map((step) => ({ name: step.name, deals: step.deals }))
    .sort((one, other) => other.deals - one.deals);
  const ids = new Set<string>();
  const id_of = (text: string) => {
    const plain = text
      .toLowerCase()
      .normalize("NFD")
      .replace(/\p{M}/gu, "")
      .replace(/[^a-z0-9]+/g, "_")
      .replace(/^_+|_+$/g, "");
    let id = /^[a-z]/.test(plain) ? plain : `stage_${plain}`;
    while (ids.has(id)) id = `${id}_2`;
    ids.add(id);
    return id;
  };
  const outcomes = preview.activities.filter(({ kind }) => outcome_kinds.some((one) => one === kind));
  for (const kind of ["won", "lost"])
    if (!outcomes.some((one) => one.kind === kind))
      outcomes.push({ name: kind === "won" ? "Won" : "Lost", kind, events: 0, deals: 0 });
  const map = {
    stagecraft: 1,
    id: id_of(name),
    name,
    ...(currency ? { currency } : {}),
    stages: stages.map((stage) => ({ id: id_of(stage.name), name: stage.name })),
    outcomes: outcomes.map((outcome) => ({
      id: id_of(outcome.name),
      name: outcome.name,
      kind: outcome.kind,
    })),
  };
  return JSON.stringify(map);
}
