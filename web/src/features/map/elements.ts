export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json | undefined;
}

/// What a map is made of; the first word of an address (`stage:demo`), `map` for the map itself.
export type Kind =
  | "map"
  | "goal"
  | "stage"
  | "task"
  | "exit"
  | "output"
  | "outcome"
  | "role"
  | "persona"
  | "step"
  | "competency"
  | "tool"
  | "literature"
  | "channel"
  | "offering"
  | "brand"
  | "price_rule"
  | "measure"
  | "field";

/// Lists of elements that have ids, by the kind of who holds them. All other lists are plain values of a field.
export const lists_of: Partial<Record<Kind, Readonly<Record<string, Kind>>>> = {
  map: {
    goals: "goal",
    stages: "stage",
    outcomes: "outcome",
    roles: "role",
    personas: "persona",
    channels: "channel",
    offerings: "offering",
    competencies: "competency",
    tools: "tool",
    literature: "literature",
    brand: "brand",
    price_rules: "price_rule",
    fields: "field",
    measures: "measure",
  },
  goal: { stages: "stage" },
  stage: { exit: "exit", tasks: "task", outputs: "output" },
  persona: { journey: "step" },
};

/// Where an element stands: in which list of whom, and the way to it from the root of the map.
export interface Spot {
  address: string;
  kind: Kind;
  id: string;
  parent: string;
  list: string;
  index: number;
  path: readonly (string | number)[];
  item: JsonObject;
}

export function is_object(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function id_of(item: Json | undefined) {
  return is_object(item) && typeof item.id === "string" ? item.id : "";
}

/// A step of a journey is told from its persona: `persona:owner/choose`.
export function address_of(kind: Kind, id: string, parent: string) {
  return kind === "step" ? `${parent}/${id}` : `${kind}:${id}`;
}

export function kind_of(address: string): Kind {
  if (address.includes("/")) return "step";
  return address.split(":")[0] as Kind;
}

const kept = new WeakMap<JsonObject, Map<string, Spot>>();

function walk(found: Map<string, Spot>, of: Pick<Spot, "address" | "kind" | "path" | "item">) {
  for (const [list, kind] of Object.entries(lists_of[of.kind] ?? {})) {
    const items = of.item[list];
    if (!Array.isArray(items)) continue;
    items.forEach((item, index) => {
      if (!is_object(item)) return;
      const id = id_of(item);
      const address = address_of(kind, id, of.address);
      const spot: Spot = {
        address,
        kind,
        id,
        parent: of.address,
        list,
        index,
        path: [...of.path, list, index],
        item,
      };
      found.set(address, spot);
      walk(found, spot);
    });
  }
}

/// All elements of a map by address, in its order; `map` itself is among them.
export function spots_of(map: JsonObject): ReadonlyMap<string, Spot> {
  let found = kept.get(map);
  if (!found) {
    found = new Map();
    const root: Spot = {
      address: "map",
      kind: "map",
      id: typeof map.id === "string" ? map.id : "",
      parent: "",
      list: "",
      index: 0,
      path: [],
      item: map,
    };
    found.set("map", root);
    walk(found, root);
    kept.set(map, found);
  }
  return found;
}

export function find_spot(map: JsonObject, address: string) {
  return spots_of(map).get(address);
}

/// The elements of one list, in order.
export function items_of(map: JsonObject, parent: string, list: string): JsonObject[] {
  const items = find_spot(map, parent)?.item[list];
  return Array.isArray(items) ? items.filter(is_object) : [];
}

/// Id of the one before in its list; null: it is the first.
export function id_before(map: JsonObject, spot: Spot) {
  const before = items_of(map, spot.parent, spot.list)[spot.index - 1];
  return before ? id_of(before) : null;
}

/// What an element is called: its name, the text of a criterion or a rule, else its id.
export function title_of(spot: Pick<Spot, "item" | "id"> | undefined) {
  if (!spot) return "";
  const { name, text } = spot.item;
  return String(name ?? text ?? spot.id);
}

/// Own and all above it: stage, goal, map.
export function way_to(map: JsonObject, address: string): string[] {
  const way: string[] = [];
  for (let at: string | undefined = address; at; at = find_spot(map, at)?.parent) way.push(at);
  return way;
}

const limits = { id: 64 };
const spelled: Record<string, string> = { ä: "ae", ö: "oe", ü: "ue", ß: "ss", æ: "ae", ø: "o", å: "a" };

/// An id for something new: from its name, not taken in the space of its kind.
export function new_id(map: JsonObject, kind: Kind, name: string, parent = "map") {
  const plain = name
    .toLowerCase()
    .replace(/[äöüßæøå]/g, (letter) => spelled[letter] ?? letter)
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^[^a-z]+|_+$/g, "");
  const base = (plain || kind).slice(0, limits.id).replace(/_+$/, "");
  const of_history = ["goal", "stage", "outcome"] as const;
  const kinds: readonly Kind[] = of_history.some((one) => one === kind) ? of_history : [kind];
  const is_taken = (id: string) =>
    kinds.some((one) => find_spot(map, address_of(one, id, parent)) !== undefined);
  let id = base;
  for (let n = 2; is_taken(id); ++n) id = `${base.slice(0, limits.id - `_${n}`.length)}_${n}`;
  return id;
}
