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
  kind_of,
  lists_of,
  type Spot,
} from "./elements.ts";

interface ListPlace {
  parent: string;
  after: string | null;
}

interface ItemOperation {
  op: "add" | "remove";
  at: string;
  list: string;
  item: JsonObject;
  after: string | null;
}
interface SetOperation {
  op: "set";
  at: string;
  field: string;
  from: Json;
  to: Json;
}
interface LineOperation {
  op: "insert" | "delete";
  at: string;
  field: string;
  value: Json;
  after: Json;
}
interface MoveOperation {
  op: "move";
  at: string;
  from: ListPlace;
  to: ListPlace;
}
interface GroupOperation {
  op: "group";
  name: string;
  ops: Operation[];
}

/// A change of one thing.
export type Change = ItemOperation | SetOperation | LineOperation | MoveOperation;

/// Small changes of a map, each with what inverts it (as the server's: docs/guide/edit-together.md).
export type Operation = Change | GroupOperation;

/// The map is not as an operation takes it to be.
export class Mismatch extends Error {}

function refuse(sentence: string): never {
  throw new Mismatch(sentence);
}

export function same(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b || ((a === null || a === undefined) && (b === null || b === undefined))) return true;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, i) => same(item, b[i]));
  if (!is_object(a) || !is_object(b)) return false;
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) => same(a[key], b[key]));
}

/// Where a list that is empty says something else than one left out; these are always set as a whole.
export function empty_differs(kind: Kind, field: string) {
  return (
    (kind === "stage" && (field === "next" || field === "back")) ||
    (kind === "outcome" && field === "from") ||
    (kind === "map" && field === "start")
  );
}

function put(value: Json | undefined, path: readonly (string | number)[], to: Json | undefined): Json {
  const [key, ...rest] = path;
  if (key === undefined) return to ?? null;
  if (Array.isArray(value)) {
    const copy = [...value];
    copy[key as number] = put(value[key as number], rest, to);
    return copy;
  }
  const copy: JsonObject = is_object(value) ? { ...value } : {};
  if (rest.length === 0 && (to === undefined || to === null)) delete copy[key];
  else copy[key] = put(copy[key], rest, to);
  return copy;
}

function put_in(map: JsonObject, path: readonly (string | number)[], to: Json | undefined) {
  return put(map, path, to) as JsonObject;
}

function require_spot(map: JsonObject, address: string) {
  return find_spot(map, address) ?? refuse(`The map has no '${address}'.`);
}

function list_kind(map: JsonObject, parent: string, list: string) {
  const spot = require_spot(map, parent);
  return lists_of[spot.kind]?.[list] ?? refuse(`'${parent}' has no list '${list}'.`);
}

/// One of goals and stages stays with the map, to say whether it is flat.
function is_trunk(map: JsonObject, parent: string, list: string) {
  if (parent !== "map" || (list !== "goals" && list !== "stages")) return false;
  return map[list === "goals" ? "stages" : "goals"] === undefined;
}

function with_items(map: JsonObject, parent: string, list: string, items: JsonObject[]) {
  const path = [...require_spot(map, parent).path, list];
  return put_in(map, path, items.length > 0 || is_trunk(map, parent, list) ? items : undefined);
}

function index_after(items: JsonObject[], after: string | null, where: string) {
  if (after === null) return 0;
  const at = items.findIndex((item) => id_of(item) === after);
  return at < 0 ? refuse(`${where} has no '${after}'.`) : at + 1;
}

function insert_item(map: JsonObject, place: ListPlace, list: string, item: JsonObject) {
  const items = [...items_of(map, place.parent, list)];
  items.splice(index_after(items, place.after, place.parent), 0, item);
  return with_items(map, place.parent, list, items);
}

function take_item(map: JsonObject, spot: Spot) {
  const items = items_of(map, spot.parent, spot.list).filter((item) => id_of(item) !== spot.id);
  return with_items(map, spot.parent, spot.list, items);
}

function apply_add(map: JsonObject, op: ItemOperation) {
  const kind = list_kind(map, op.at, op.list);
  const address = address_of(kind, id_of(op.item), op.at);
  if (find_spot(map, address)) refuse(`'${address}' is there already.`);
  return insert_item(map, { parent: op.at, after: op.after }, op.list, op.item);
}

function apply_remove(map: JsonObject, op: ItemOperation) {
  const address = address_of(list_kind(map, op.at, op.list), id_of(op.item), op.at);
  const spot = require_spot(map, address);
  if (spot.parent !== op.at || !same(spot.item, op.item) || id_before(map, spot) !== op.after)
    refuse(`'${address}' is no longer as it was.`);
  return take_item(map, spot);
}

export function value_at(item: JsonObject, field: string): Json | undefined {
  return field
    .split(".")
    .reduce<Json | undefined>((value, key) => (is_object(value) ? value[key] : undefined), item);
}

/// Mappings with free keys are left out once they are empty; other objects say that they are there.
const free_mappings = ["skills", "brand", "words"];

function set_field(map: JsonObject, spot: Spot, field: string, to: Json) {
  const keys = field.split(".");
  const next = put_in(map, [...spot.path, ...keys], to === null ? undefined : to);
  const outer = keys.slice(0, -1);
  const inner = outer.at(-1);
  if (to !== null || !inner || !free_mappings.includes(inner)) return next;
  const item = find_spot(next, spot.address)?.item ?? {};
  const mapping = value_at(item, outer.join("."));
  if (!is_object(mapping) || Object.keys(mapping).length > 0) return next;
  return put_in(next, [...spot.path, ...outer], undefined);
}

function apply_set(map: JsonObject, op: SetOperation) {
  const spot = require_spot(map, op.at);
  if (!same(value_at(spot.item, op.field), op.from))
    refuse(`'${op.field}' of '${op.at}' is no longer as it was.`);
  return set_field(map, spot, op.field, op.to);
}

function apply_line(map: JsonObject, op: LineOperation) {
  const spot = require_spot(map, op.at);
  const now = value_at(spot.item, op.field) ?? [];
  if (!Array.isArray(now)) return refuse(`'${op.field}' of '${op.at}' is no list.`);
  const lines = [...now];
  const at = op.after === null ? 0 : lines.findIndex((line) => same(line, op.after)) + 1;
  if (op.after !== null && at === 0) refuse(`'${op.field}' of '${op.at}' is no longer as it was.`);
  if (op.op === "insert") lines.splice(at, 0, op.value);
  else if (same(lines[at] ?? null, op.value)) lines.splice(at, 1);
  else refuse(`A line of '${op.field}' of '${op.at}' is no longer there.`);
  const left_out = lines.length === 0 && !empty_differs(spot.kind, op.field);
  return set_field(map, spot, op.field, left_out ? null : lines);
}

function apply_move(map: JsonObject, op: MoveOperation) {
  const spot = require_spot(map, op.at);
  if (spot.parent !== op.from.parent || id_before(map, spot) !== op.from.after)
    refuse(`'${op.at}' no longer stands where it did.`);
  const target = require_spot(map, op.to.parent);
  const list = Object.entries(lists_of[target.kind] ?? {}).find(([, kind]) => kind === spot.kind)?.[0];
  const leaves_persona = spot.kind === "step" && op.to.parent !== spot.parent;
  if (!list || leaves_persona || op.to.after === spot.id)
    return refuse(`'${op.at}' can't stand in '${op.to.parent}'.`);
  return insert_item(take_item(map, spot), op.to, list, spot.item);
}

/// The map after an operation; the one given stays as it is. Throws Mismatch where a precondition does not hold.
export function apply(map: JsonObject, op: Operation): JsonObject {
  switch (op.op) {
    case "add":
      return apply_add(map, op);
    case "remove":
      return apply_remove(map, op);
    case "set":
      return apply_set(map, op);
    case "insert":
    case "delete":
      return apply_line(map, op);
    case "move":
      return apply_move(map, op);
    case "group":
      return apply_all(map, op.ops);
  }
}

export function apply_all(map: JsonObject, ops: readonly Operation[]) {
  return ops.reduce(apply, map);
}

function invert(op: Operation): Operation {
  switch (op.op) {
    case "add":
      return { ...op, op: "remove" };
    case "remove":
      return { ...op, op: "add" };
    case "set":
      return { ...op, from: op.to, to: op.from };
    case "insert":
      return { ...op, op: "delete" };
    case "delete":
      return { ...op, op: "insert" };
    case "move":
      return { ...op, from: op.to, to: op.from };
    case "group":
      return { ...op, ops: invert_all(op.ops) };
  }
}

/// What undoes them, the last one first.
export function invert_all(ops: readonly Operation[]): Operation[] {
  return ops.map(invert).reverse();
}

/// All operations, with those of groups in their place.
export function flat(ops: readonly Operation[]): Change[] {
  return ops.flatMap((op) => (op.op === "group" ? flat(op.ops) : [op]));
}

/// What an operation is about: for add and remove the item itself.
export function about(op: Change) {
  if (op.op !== "add" && op.op !== "remove") return op.at;
  const kind = lists_of[kind_of(op.at)]?.[op.list];
  return kind ? address_of(kind, id_of(op.item), op.at) : op.at;
}
