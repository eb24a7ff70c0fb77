import {
  address_of,
  find_spot,
  id_before,
  id_of,
  is_object,
  items_of,
  type Json,
  type JsonObject,
  type Kind,
  lists_of,
  new_id,
  spots_of,
  way_to,
} from "./elements.ts";
import { apply, empty_differs, type Operation, same, value_at } from "./operations.ts";

/// The operation that makes a field `to`; nothing where it is that already. Empty texts and lists are left out.
export function set_ops(map: JsonObject, at: string, field: string, to: Json | undefined): Operation[] {
  const spot = find_spot(map, at);
  if (!spot) return [];
  const from = value_at(spot.item, field) ?? null;
  const is_empty = to === "" || (Array.isArray(to) && to.length === 0 && !empty_differs(spot.kind, field));
  const next = to === undefined || is_empty ? null : to;
  return same(from, next) ? [] : [{ op: "set", at, field, from, to: next }];
}

function lines_of(map: JsonObject, at: string, field: string): Json[] {
  const spot = find_spot(map, at);
  const value = spot ? value_at(spot.item, field) : undefined;
  return Array.isArray(value) ? value : [];
}

function has_repeats(lines: Json[]) {
  return new Set(lines.map((line) => JSON.stringify(line))).size < lines.length;
}

/// A list of plain values becomes `to`: line by line where that is clear, so that two people's lines do not collide.
export function lines_ops(map: JsonObject, at: string, field: string, to: Json[]): Operation[] {
  const from = lines_of(map, at, field);
  const spot = find_spot(map, at);
  if (!spot || same(from, to)) return [];
  if (empty_differs(spot.kind, field) || has_repeats(from) || has_repeats(to))
    return set_ops(map, at, field, to);
  const has = (lines: Json[], line: Json) => lines.some((other) => same(other, line));
  const ops: Operation[] = [];
  const now = [...from];
  for (let i = now.length - 1; i >= 0; --i) {
    const value = now[i] ?? null;
    if (has(to, value)) continue;
    ops.push({ op: "delete", at, field, value, after: now[i - 1] ?? null });
    now.splice(i, 1);
  }
  for (const [i, value] of to.entries()) {
    if (same(now[i] ?? null, value)) continue;
    if (has(now, value)) return set_ops(map, at, field, to);
    ops.push({ op: "insert", at, field, value, after: to[i - 1] ?? null });
    now.splice(i, 0, value);
  }
  return ops;
}

/// Where something new stands by default: behind the last of the list.
export function last_of(map: JsonObject, parent: string, list: string) {
  const last = items_of(map, parent, list).at(-1);
  return last ? id_of(last) : null;
}

export function add_op(
  map: JsonObject,
  parent: string,
  list: string,
  item: JsonObject,
  after = last_of(map, parent, list),
): Operation {
  return { op: "add", at: parent, list, item, after };
}

/// A name that was published goes to the former names, so that exports that still use it are understood.
export function rename_ops(
  map: JsonObject,
  published: JsonObject | undefined,
  at: string,
  name: string,
): Operation[] {
  const ops = set_ops(map, at, "name", name);
  const spot = find_spot(map, at);
  const before = published && find_spot(published, at)?.item.name;
  const has_aliases = spot && ["goal", "stage", "outcome"].includes(spot.kind);
  if (ops.length === 0 || !has_aliases || typeof before !== "string" || before === name) return ops;
  const aliases = lines_of(map, at, "aliases");
  if (aliases.includes(before)) return ops;
  const alias: Operation = {
    op: "insert",
    at,
    field: "aliases",
    value: before,
    after: aliases.at(-1) ?? null,
  };
  return [{ op: "group", name: "rename", ops: [...ops, alias] }];
}

export function move_op(
  map: JsonObject,
  at: string,
  parent: string,
  after: string | null,
): Operation | undefined {
  const spot = find_spot(map, at);
  if (!spot || after === spot.id) return undefined;
  const from = { parent: spot.parent, after: id_before(map, spot) };
  return from.parent === parent && from.after === after
    ? undefined
    : { op: "move", at, from, to: { parent, after } };
}

/// One place up or down in its list; at its end a stage goes on to the goal beside.
export function step_op(map: JsonObject, at: string, by: -1 | 1): Operation | undefined {
  const spot = find_spot(map, at);
  if (!spot || at === "map") return undefined;
  const items = items_of(map, spot.parent, spot.list);
  const to = spot.index + by;
  if (to >= 0 && to < items.length) {
    const before = by > 0 ? items[to] : items[to - 1];
    return move_op(map, at, spot.parent, before ? id_of(before) : null);
  }
  return spot.kind === "stage" ? to_goal_op(map, at, by) : undefined;
}

/// A stage to the end of the goal before, or to the front of the one after.
export function to_goal_op(map: JsonObject, at: string, by: -1 | 1): Operation | undefined {
  const parent = find_spot(map, at)?.parent;
  const goal = parent ? find_spot(map, parent) : undefined;
  if (goal?.kind !== "goal") return undefined;
  const beside = items_of(map, "map", "goals")[goal.index + by];
  if (!beside) return undefined;
  const address = address_of("goal", id_of(beside), "map");
  return move_op(map, at, address, by > 0 ? null : last_of(map, address, "stages"));
}

/// A flat map gets a first goal, and its stages stand under it: one step that one undo takes back.
export function under_goal_ops(map: JsonObject, name: string): Operation[] {
  const id = new_id(map, "goal", name);
  const goal = address_of("goal", id, "map");
  const ops: Operation[] = [add_op(map, "map", "goals", { id, name }, null)];
  let after: string | null = null;
  for (const stage of items_of(map, "map", "stages")) {
    const from = { parent: "map", after: null };
    ops.push({ op: "move", at: address_of("stage", id_of(stage), goal), from, to: { parent: goal, after } });
    after = id_of(stage);
  }
  return [{ op: "group", name: "goals", ops }];
}

/// Which fields refer to elements of which kind. `served_by` of a step names stages, `skills` has competencies as keys.
const references: Partial<Record<Kind, Partial<Record<Kind, readonly string[]>>>> = {
  role: { stage: ["lead", "with"], task: ["role"], price_rule: ["approver"] },
  stage: { stage: ["next", "back"], outcome: ["on_leaving", "from"], map: ["start"], step: ["served_by"] },
  outcome: { stage: ["next"] },
  tool: { stage: ["tools"] },
  literature: { stage: ["literature"] },
  competency: { stage: ["skills"] },
  brand: { stage: ["brand"] },
  channel: { map: ["serves.channels"] },
  offering: { map: ["serves.offerings"] },
  persona: { map: ["serves.personas"] },
};

interface Reference {
  at: string;
  field: string;
  /// What remains of the field once the reference is gone.
  without: Json;
}

function without(value: Json | undefined, id: string): Json | undefined {
  if (value === id) return null;
  if (Array.isArray(value) && value.includes(id)) return value.filter((one) => one !== id);
  if (is_object(value) && id in value) {
    const { [id]: _, ...rest } = value;
    return Object.keys(rest).length > 0 ? rest : null;
  }
  return undefined;
}

function targets_without(value: Json | undefined, id: string): Json | undefined {
  if (!Array.isArray(value)) return undefined;
  const rest = value.filter((one) => !is_object(one) || one.measure !== id);
  return rest.length < value.length ? (rest.length > 0 ? rest : null) : undefined;
}

function references_to(map: JsonObject, address: string): Reference[] {
  const spot = find_spot(map, address);
  if (!spot) return [];
  const found: Reference[] = [];
  const note = (at: string, field: string, rest: Json | undefined) => {
    if (rest !== undefined) found.push({ at, field, without: rest });
  };
  for (const other of spots_of(map).values()) {
    for (const field of references[spot.kind]?.[other.kind] ?? [])
      note(other.address, field, without(value_at(other.item, field), spot.id));
    if (other.kind === "price_rule")
      note(other.address, "where", without(value_at(other.item, "where"), address));
    if (spot.kind === "measure" && ["goal", "stage", "task"].includes(other.kind))
      note(other.address, "measures", targets_without(other.item.measures, spot.id));
  }
  return found;
}

/// What refers to an element, or to what stands inside it, from outside: it goes when the element goes.
export function dependents_of(map: JsonObject, address: string): Reference[] {
  const inside = [...spots_of(map).keys()].filter((one) => way_to(map, one).includes(address));
  const is_outside = (one: Reference) => !inside.includes(one.at);
  return inside.flatMap((one) => references_to(map, one)).filter(is_outside);
}

/// Takes an element out, and what refers to it with it, as one step that one undo brings back.
export function remove_ops(map: JsonObject, address: string): Operation[] {
  const ops: Operation[] = [];
  let now = map;
  const inside = [...spots_of(map).keys()].filter((one) => way_to(map, one).includes(address));
  for (const one of inside)
    for (const reference of references_to(now, one).filter(({ at }) => !inside.includes(at)))
      for (const op of set_ops(now, reference.at, reference.field, reference.without)) {
        ops.push(op);
        now = apply(now, op);
      }
  const spot = find_spot(now, address);
  if (!spot || address === "map") return [];
  const gone: Operation = {
    op: "remove",
    at: spot.parent,
    list: spot.list,
    item: spot.item,
    after: id_before(now, spot),
  };
  return ops.length === 0 ? [gone] : [{ op: "group", name: "remove", ops: [...ops, gone] }];
}

function place_now(map: JsonObject, parent: string, list: string, after: string | null) {
  const is_there = items_of(map, parent, list).some((item) => id_of(item) === after);
  return is_there || after === null ? after : last_of(map, parent, list);
}

/// The same wish on the map as it is now; undefined where it has lost its object.
export function rebase(map: JsonObject, op: Operation): Operation | undefined {
  const spot = find_spot(map, op.op === "group" ? "map" : op.at);
  if (!spot) return undefined;
  switch (op.op) {
    case "set":
      return { ...op, from: value_at(spot.item, op.field) ?? null };
    case "add":
      return { ...op, after: place_now(map, op.at, op.list, op.after) };
    case "remove": {
      const kind = lists_of[spot.kind]?.[op.list];
      const item = kind && find_spot(map, address_of(kind, id_of(op.item), op.at));
      return item && { ...op, item: item.item, after: id_before(map, item) };
    }
    case "insert": {
      const lines = lines_of(map, op.at, op.field);
      const is_there = op.after === null || lines.some((line) => same(line, op.after));
      return { ...op, after: is_there ? op.after : (lines.at(-1) ?? null) };
    }
    case "delete": {
      const lines = lines_of(map, op.at, op.field);
      const at = lines.findIndex((line) => same(line, op.value));
      return at < 0 ? undefined : { ...op, after: lines[at - 1] ?? null };
    }
    case "move": {
      if (!find_spot(map, op.to.parent)) return undefined;
      const to = { parent: op.to.parent, after: place_now(map, op.to.parent, spot.list, op.to.after) };
      return { ...op, from: { parent: spot.parent, after: id_before(map, spot) }, to };
    }
    case "group": {
      const ops: Operation[] = [];
      let now = map;
      for (const one of op.ops) {
        const again = rebase(now, one);
        if (!again) continue;
        ops.push(again);
        now = apply(now, again);
      }
      return ops.length > 0 ? { ...op, ops } : undefined;
    }
  }
}
