import { describe, expect, test } from "vitest";
import {
  dependents_of,
  lines_ops,
  move_op,
  rebase,
  remove_ops,
  rename_ops,
  set_ops,
  step_op,
  under_goal_ops,
} from "./edit.ts";
import { find_spot, type JsonObject, new_id, spots_of } from "./elements.ts";
import { apply, apply_all, invert_all, Mismatch, type Operation, same } from "./operations.ts";

const map: JsonObject = {
  stagecraft: 1,
  id: "small",
  name: "Small",
  roles: [
    { id: "rep", name: "Sales", side: "us" },
    { id: "coach", name: "Coach", side: "us" },
  ],
  personas: [
    {
      id: "owner",
      name: "Owner",
      journey: [
        { id: "notice", name: "Notices", served_by: ["talk"] },
        { id: "choose", name: "Chooses", served_by: ["trial", "talk"] },
      ],
    },
  ],
  price_rules: [
    { id: "none", text: "None early", where: ["stage:talk", "goal:decide"], require: "discount_share = 0" },
  ],
  goals: [
    {
      id: "know",
      name: "Know",
      stages: [
        { id: "talk", name: "Talk", does: ["Calls", "Asks", "Shows"], lead: "rep", skills: { listening: 2 } },
        {
          id: "trial",
          name: "Trial",
          exit: [{ id: "seen", text: "Has seen it" }],
          back: ["talk"],
          with: ["rep", "coach"],
        },
      ],
    },
    { id: "decide", name: "Decide", stages: [{ id: "offer", name: "Offer" }] },
  ],
  outcomes: [{ id: "won", name: "Won", kind: "won", on_leaving: "offer" }],
};

/// The same sequence of numbers for the same seed, so that a failure can be looked at again.
function dice(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (state * 1664525 + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function some_edit(now: JsonObject, roll: (below: number) => number, turn: number): Operation[] {
  const all = [...spots_of(now).keys()].filter((at) => at !== "map");
  const at = all[roll(all.length)] ?? "map";
  const kind = find_spot(now, at)?.kind;
  switch (roll(6)) {
    case 0:
      return set_ops(now, at, "name", `Name ${turn}`);
    case 1: {
      const lines = ["Calls", "Asks", "Shows", "Signs"].filter(() => roll(2) === 0);
      return kind === "stage" ? lines_ops(now, at, "does", lines) : [];
    }
    case 2: {
      const op = step_op(now, at, roll(2) === 0 ? -1 : 1);
      return op ? [op] : [];
    }
    case 3:
      return kind === "stage" ? set_ops(now, at, "skills.listening", roll(2) === 0 ? null : roll(4) + 1) : [];
    case 4:
      return all.length > 8 ? remove_ops(now, at) : [];
    default: {
      const id = new_id(now, "stage", `Stage ${turn}`);
      const goal = [...spots_of(now).values()].find((spot) => spot.kind === "goal");
      const item = { id, name: `Stage ${turn}` };
      return goal ? [{ op: "add", at: goal.address, list: "stages", item, after: null }] : [];
    }
  }
}

describe("operations", () => {
  test("undone, the last one first, give the map back, whatever was done", () => {
    for (let seed = 1; seed <= 60; ++seed) {
      const roll = dice(seed);
      const done: Operation[] = [];
      let now = map;
      for (let turn = 0; turn < 25; ++turn) {
        const ops = some_edit(now, roll, turn);
        now = apply_all(now, ops);
        done.push(...ops);
      }
      const back = apply_all(now, invert_all(done));
      expect(same(back, map), `seed ${seed}`).toBe(true);
      // A list that became empty is left out, not left empty.
      expect(JSON.stringify(sorted(back))).toBe(JSON.stringify(sorted(map)));
    }
  });

  test("leave the map that they are applied to as it is", () => {
    const before = JSON.stringify(map);
    apply_all(map, remove_ops(map, "goal:know"));
    expect(JSON.stringify(map)).toBe(before);
  });

  test("refuse what is not as they say", () => {
    const refused: Operation[] = [
      { op: "set", at: "stage:talk", field: "name", from: "Chat", to: "Call" },
      { op: "set", at: "stage:gone", field: "name", from: null, to: "Call" },
      { op: "add", at: "goal:know", list: "stages", item: { id: "trial", name: "T" }, after: null },
      { op: "add", at: "goal:know", list: "stages", item: { id: "new", name: "N" }, after: "offer" },
      { op: "remove", at: "goal:know", list: "stages", item: { id: "talk", name: "Talk" }, after: null },
      { op: "delete", at: "stage:talk", field: "does", value: "Asks", after: null },
      { op: "insert", at: "stage:talk", field: "does", value: "Signs", after: "Pays" },
      {
        op: "move",
        at: "stage:talk",
        from: { parent: "goal:decide", after: null },
        to: { parent: "goal:know", after: null },
      },
      {
        op: "move",
        at: "persona:owner/notice",
        from: { parent: "persona:owner", after: null },
        to: { parent: "map", after: null },
      },
    ];
    for (const op of refused) expect(() => apply(map, op), JSON.stringify(op)).toThrow(Mismatch);
  });

  test("keep a mapping of skills only while it has a key", () => {
    const [op] = set_ops(map, "stage:talk", "skills.listening", null);
    const after = apply_all(map, op ? [op] : []);
    expect(find_spot(after, "stage:talk")?.item.skills).toBeUndefined();
  });
});

/// Keys in one order, so that two maps can be compared as texts.
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}

describe("edits", () => {
  test("change single lines, so that two people's lines do not collide", () => {
    expect(lines_ops(map, "stage:talk", "does", ["Calls", "Asks us", "Shows"])).toEqual([
      { op: "delete", at: "stage:talk", field: "does", value: "Asks", after: "Calls" },
      { op: "insert", at: "stage:talk", field: "does", value: "Asks us", after: "Calls" },
    ]);
  });

  test("set a list as a whole where its order changes, or where empty says something", () => {
    expect(lines_ops(map, "stage:talk", "does", ["Shows", "Asks", "Calls"])[0]?.op).toBe("set");
    expect(lines_ops(map, "stage:trial", "back", [])).toEqual([
      { op: "set", at: "stage:trial", field: "back", from: ["talk"], to: [] },
    ]);
  });

  test("take along, when something is removed, what refers to it", () => {
    const places = dependents_of(map, "stage:talk").map((one) => `${one.at} ${one.field}`);
    expect(places.sort()).toEqual([
      "persona:owner/choose served_by",
      "persona:owner/notice served_by",
      "price_rule:none where",
      "stage:trial back",
    ]);
    const after = apply_all(map, remove_ops(map, "stage:talk"));
    expect(dependents_of(after, "stage:talk")).toEqual([]);
    expect(find_spot(after, "price_rule:none")?.item.where).toEqual(["goal:decide"]);
    expect(JSON.stringify(after)).not.toContain('"talk"');
  });

  test("take a goal away with what refers to its stages", () => {
    const after = apply_all(map, remove_ops(map, "goal:decide"));
    expect(find_spot(after, "outcome:won")?.item.on_leaving).toBeUndefined();
    expect(JSON.stringify(after)).not.toContain("offer");
  });

  test("carry a stage over the end of its goal into the next", () => {
    const op = step_op(map, "stage:trial", 1);
    const after = apply_all(map, op ? [op] : []);
    expect(find_spot(after, "stage:trial")?.parent).toBe("goal:decide");
    expect(step_op(map, "stage:talk", -1)).toBeUndefined();
    expect(move_op(map, "stage:trial", "goal:know", "talk")).toBeUndefined();
  });

  test("put the stages of a flat map under a goal, and back", () => {
    const stages = ["a", "b", "c"].map((id) => ({ id, name: id.toUpperCase() }));
    const flat_map: JsonObject = { stagecraft: 1, id: "flat", name: "Flat", stages };
    const ops = under_goal_ops(flat_map, "First goal");
    const after = apply_all(flat_map, ops);
    expect(after.stages).toBeUndefined();
    expect(after.goals).toEqual([{ id: "first_goal", name: "First goal", stages }]);
    expect(same(apply_all(after, invert_all(ops)), flat_map)).toBe(true);
  });

  test("keep a published name as a former name", () => {
    const [op] = rename_ops(map, map, "stage:talk", "First talk");
    expect(op?.op).toBe("group");
    const after = apply_all(map, op ? [op] : []);
    expect(find_spot(after, "stage:talk")?.item).toMatchObject({ name: "First talk", aliases: ["Talk"] });
    expect(rename_ops(map, undefined, "stage:talk", "First talk")[0]?.op).toBe("set");
  });

  test("say the same wish again on a map that has moved on", () => {
    const wish = set_ops(map, "stage:talk", "name", "Mine");
    const theirs = apply_all(map, set_ops(map, "stage:talk", "name", "Theirs"));
    expect(() => apply_all(theirs, wish)).toThrow(Mismatch);
    const again = wish.map((op) => rebase(theirs, op));
    expect(again).toEqual([{ op: "set", at: "stage:talk", field: "name", from: "Theirs", to: "Mine" }]);
    const gone = apply_all(map, remove_ops(map, "stage:talk"));
    expect(wish.map((op) => rebase(gone, op))).toEqual([undefined]);
  });

  test("give new things ids that nothing has, one space for goals, stages and outcomes", () => {
    expect(new_id(map, "stage", "Won")).toBe("won_2");
    expect(new_id(map, "task", "Won")).toBe("won");
    expect(new_id(map, "stage", "Größe prüfen!")).toBe("groesse_pruefen");
    expect(new_id(map, "stage", "3 gewinnt")).toBe("gewinnt");
    expect(new_id(map, "stage", "試用")).toBe("stage");
    expect(new_id(map, "stage", "x".repeat(90))).toHaveLength(64);
  });
});
