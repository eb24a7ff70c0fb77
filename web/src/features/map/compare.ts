import {
  find_spot,
  id_before,
  id_of,
  is_object,
  items_of,
  type Json,
  type JsonObject,
  type Kind,
  lists_of,
  type Spot,
  spots_of,
} from "./elements.ts";
import { same } from "./operations.ts";

export type Mark = "added" | "changed" | "removed" | "moved";

/// A field that differs; `list` lines that came and went instead where it is a list of plain values.
interface FieldChange {
  field: string;
  from: Json;
  to: Json;
}

interface ElementChange {
  address: string;
  mark: Mark;
  /// In the map in which it is: the new one, the old one for what was removed.
  spot: Spot;
  fields: FieldChange[];
}

/// What a map is, compared with an older one, as a canvas draws it: element by element, by id.
export interface Comparison {
  before: JsonObject;
  changes: ReadonlyMap<string, ElementChange>;
}

/// Fields of its own, not the lists of elements below it.
function own_fields(spot: Spot): [string, Json][] {
  const lists = lists_of[spot.kind] ?? {};
  return Object.entries(spot.item).filter(([key]) => !(key in lists)) as [string, Json][];
}

function fields_that_differ(before: Spot, now: Spot): FieldChange[] {
  const keys = new Set([...own_fields(before), ...own_fields(now)].map(([key]) => key));
  return [...keys]
    .map((field) => ({ field, from: before.item[field] ?? null, to: now.item[field] ?? null }))
    .filter(({ from, to }) => !same(from, to));
}

function is_inside_of_new(map: JsonObject, spot: Spot, other: JsonObject) {
  return spot.parent !== "map" && find_spot(map, spot.parent) && !find_spot(other, spot.parent);
}

/// Of what stays in a list, those outside a longest run that keeps its order.
function moved_in(before: JsonObject[], now: JsonObject[]) {
  const old = new Map(before.map((item, i) => [id_of(item), i]));
  const both = now.map(id_of).filter((id) => old.has(id));
  const places = both.map((id) => old.get(id) ?? 0);
  const best = places.map(() => 1);
  const from = places.map(() => -1);
  places.forEach((place, i) => {
    for (let j = 0; j < i; ++j)
      if ((places[j] ?? 0) < place && (best[j] ?? 0) + 1 > (best[i] ?? 0)) {
        best[i] = (best[j] ?? 0) + 1;
        from[i] = j;
      }
  });
  const kept = new Set<string>();
  for (let i = best.indexOf(Math.max(...best, 0)); i >= 0; i = from[i] ?? -1) kept.add(both[i] ?? "");
  return new Set(both.filter((id) => !kept.has(id)));
}

export function compare_maps(before: JsonObject, now: JsonObject): Comparison {
  const changes = new Map<string, ElementChange>();
  const note = (mark: Mark, spot: Spot, fields: FieldChange[] = []) =>
    changes.set(spot.address, { address: spot.address, mark, spot, fields });
  for (const spot of spots_of(now).values()) {
    const old = find_spot(before, spot.address);
    if (!old) {
      if (!is_inside_of_new(now, spot, before)) note("added", spot);
      continue;
    }
    const fields = fields_that_differ(old, spot);
    if (fields.length > 0) note("changed", spot, fields);
    else if (old.parent !== spot.parent) note("moved", spot);
  }
  for (const spot of spots_of(now).values())
    for (const list of Object.keys(lists_of[spot.kind] ?? {}))
      for (const id of moved_in(items_of(before, spot.address, list), items_of(now, spot.address, list))) {
        const item = [...spots_of(now).values()].find(
          (one) => one.parent === spot.address && one.list === list && one.id === id,
        );
        if (item && !changes.has(item.address)) note("moved", item);
      }
  for (const spot of spots_of(before).values())
    if (!find_spot(now, spot.address) && !is_inside_of_new(before, spot, now)) note("removed", spot);
  return { before, changes };
}

export function mark_counts(comparison: Comparison) {
  const count = (...marks: Mark[]) =>
    [...comparison.changes.values()].filter((one) => marks.includes(one.mark)).length;
  return { added: count("added"), changed: count("changed", "moved"), removed: count("removed") };
}

/// Items of a list as they are now, with those that were removed where they stood.
export function with_removed(
  comparison: Comparison | undefined,
  parent: string,
  list: string,
  kind: Kind,
  items: JsonObject[],
) {
  if (!comparison) return items.map((item) => ({ item, is_removed: false }));
  const rows = items.map((item) => ({ item, is_removed: false }));
  for (const old of items_of(comparison.before, parent, list)) {
    const address = kind === "step" ? `${parent}/${id_of(old)}` : `${kind}:${id_of(old)}`;
    if (comparison.changes.get(address)?.mark !== "removed") continue;
    const spot = find_spot(comparison.before, address);
    const before = spot && id_before(comparison.before, spot);
    const at = rows.findIndex(({ item }) => id_of(item) === before);
    rows.splice(before === null || at < 0 ? (before === null ? 0 : rows.length) : at + 1, 0, {
      item: old,
      is_removed: true,
    });
  }
  return rows;
}

/// Lines of a list of texts: what came, went and stayed.
export function compare_lines(from: Json, to: Json): { line: string; mark: Mark | "same" }[] {
  const before = Array.isArray(from) ? from.map(String) : [];
  const now = Array.isArray(to) ? to.map(String) : [];
  const gone = before.filter((line) => !now.includes(line));
  return [
    ...now.map((line) => ({ line, mark: before.includes(line) ? ("same" as const) : ("added" as const) })),
    ...gone.map((line) => ({ line, mark: "removed" as const })),
  ];
}

/// Words of a value in a comparison; lists and mappings as their parts.
export function in_words(value: Json): string {
  if (value === null) return "–";
  if (Array.isArray(value)) return value.map(in_words).join(", ");
  if (is_object(value))
    return Object.entries(value)
      .map(([key, inner]) => `${key}: ${in_words(inner ?? null)}`)
      .join(", ");
  return String(value);
}
