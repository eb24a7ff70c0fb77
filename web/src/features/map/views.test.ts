import { describe, expect, test } from "vitest";
import type { components } from "../../api/map.d.ts";
import { index_map, type ProcessMap } from "../../app/process.tsx";
import { compare_lines, compare_maps, mark_counts, with_removed } from "./compare.ts";
import { move_op, remove_ops, set_ops } from "./edit.ts";
import { find_spot, type JsonObject } from "./elements.ts";
import { parse_number } from "./field_editor.tsx";
import { type Finding, findings_at, mending_place, number_findings, waiver_of, waives } from "./findings.ts";
import { first_map_text, named_text } from "./first_map.ts";
import { lanes_of } from "./lanes.ts";
import { apply_all } from "./operations.ts";
import { specs } from "./specs.ts";

const map: JsonObject = {
  stagecraft: 1,
  id: "small",
  name: "Small",
  roles: [
    { id: "buyer", name: "Buyer", side: "customer" },
    { id: "coach", name: "Partner's coach", side: "partner" },
    { id: "rep", name: "Sales", side: "us" },
    { id: "idle", name: "Nobody's", side: "us" },
  ],
  goals: [
    {
      id: "know",
      name: "Know",
      stages: [
        {
          id: "talk",
          name: "Talk",
          does: ["Calls", "Asks"],
          lead: "rep",
          with: ["coach"],
          exit: [{ id: "asked", text: "Has asked" }],
          tasks: [
            { id: "listen", name: "Listen" },
            { id: "note", name: "Write it down", internal: true },
          ],
          outputs: [
            { id: "memo", name: "Memo", for: "us" },
            { id: "list", name: "Their list", by: "customer" },
          ],
        },
        { id: "book", name: "Book", internal: true },
        { id: "trial", name: "Trial", lead: "coach" },
      ],
    },
  ],
};
const index = index_map(map as unknown as ProcessMap);

function finding(rule: string, address: string, severity = "warning", waived = false): Finding {
  return { rule, severity, address, line: 1, column: 1, message: `${rule} ${address}`, mend: "", waived };
}

describe("lanes", () => {
  test("begin with the customer's, then ours, then partners', without who has nothing to do", () => {
    const lanes = lanes_of(index, "know");
    expect(lanes?.lanes.map((lane) => lane.id)).toEqual(["buyer", "rep", "coach"]);
    expect(lanes?.stages.map((stage) => stage.id)).toEqual(["talk", "trial"]);
    expect(lanes?.internal.map((stage) => stage.id)).toEqual(["book"]);
  });

  test("hold in the customer's what they do, what has happened, and what they make", () => {
    const cell = lanes_of(index, "know")?.lanes[0]?.cells[0];
    expect(cell?.map((box) => `${box.kind} ${box.text}`)).toEqual([
      "does Calls",
      "does Asks",
      "exit Has asked",
      "output Their list",
    ]);
  });

  test("give a task without a role to who leads, and mark what is internal", () => {
    const [, rep, coach] = lanes_of(index, "know")?.lanes ?? [];
    expect(rep?.cells[0]?.map((box) => [box.text, box.is_internal])).toEqual([
      ["Listen", false],
      ["Write it down", true],
      ["Memo", true],
    ]);
    expect(coach?.cells.map((cell) => cell[0]?.kind)).toEqual(["with", "lead"]);
  });

  test("keep the column of a stage that a comparison finds removed", () => {
    const now = apply_all(map, remove_ops(map, "stage:talk"));
    const comparison = compare_maps(map, now);
    const lanes = lanes_of(index_map(now as unknown as ProcessMap), "know", comparison);
    expect(lanes?.stages.map((stage) => stage.id)).toEqual(["talk", "trial"]);
    expect(lanes?.lanes[0]?.cells[0]?.every((box) => box.mark === "removed")).toBe(true);
  });
});

describe("a comparison", () => {
  test("of a map with itself finds nothing", () => {
    expect(compare_maps(map, map).changes.size).toBe(0);
  });

  test("marks what was added, changed, moved and removed, each once", () => {
    const moved = move_op(map, "stage:trial", "goal:know", null);
    const ops = [
      ...set_ops(map, "stage:book", "name", "Booked"),
      ...(moved ? [moved] : []),
      ...remove_ops(map, "task:listen"),
    ];
    const now = apply_all(map, [
      ...ops,
      { op: "add", at: "stage:trial", list: "tasks", item: { id: "show", name: "Show" }, after: null },
    ]);
    const comparison = compare_maps(map, now);
    const marks = Object.fromEntries([...comparison.changes].map(([at, one]) => [at, one.mark]));
    expect(marks).toEqual({
      "stage:book": "changed",
      "stage:trial": "moved",
      "task:listen": "removed",
      "task:show": "added",
    });
    expect(mark_counts(comparison)).toEqual({ added: 1, changed: 2, removed: 1 });
    expect(comparison.changes.get("stage:book")?.fields).toEqual([
      { field: "name", from: "Book", to: "Booked" },
    ]);
  });

  test("shows what was removed where it stood", () => {
    const now = apply_all(map, remove_ops(map, "task:listen"));
    const items = find_spot(now, "stage:talk")?.item.tasks as JsonObject[];
    const rows = with_removed(compare_maps(map, now), "stage:talk", "tasks", "task", items);
    expect(rows.map(({ item, is_removed }) => [item.id, is_removed])).toEqual([
      ["listen", true],
      ["note", false],
    ]);
  });

  test("tells lines that came from lines that went", () => {
    expect(compare_lines(["a", "b"], ["b", "c"])).toEqual([
      { line: "b", mark: "same" },
      { line: "c", mark: "added" },
      { line: "a", mark: "removed" },
    ]);
  });
});

describe("findings", () => {
  const all = [
    finding("no-duration/no-days", "stage:talk", "note"),
    finding("opinion-criterion/opinion", "exit:asked"),
    finding("dangling", "stage:trial", "error"),
    finding("borrowed/no-contributors", "map", "warning", true),
  ];

  test("are numbered with the gravest first, without those that are kept", () => {
    const numbered = number_findings(all);
    expect(numbered.map((one) => `${one.number} ${one.finding.rule}`)).toEqual([
      "1 dangling",
      "2 opinion-criterion/opinion",
      "3 no-duration/no-days",
    ]);
  });

  test("stand at the nearest thing that is shown", () => {
    const numbered = number_findings(all);
    const at = (address: string, shown: string[]) =>
      findings_at(map, numbered, address, (one) => shown.includes(one)).map((one) => one.number);
    expect(at("stage:talk", ["stage:talk"])).toEqual([2, 3]);
    expect(at("stage:talk", ["exit:asked"])).toEqual([3]);
    expect(at("goal:know", ["stage:talk", "stage:trial"])).toEqual([]);
    expect(at("exit:asked", [])).toEqual([2]);
  });

  test("lead to the field in which they are mended", () => {
    expect(mending_place(map, finding("seller-centred/no-act", "stage:talk"))).toEqual({
      at: "stage:talk",
      field: "does",
    });
    expect(mending_place(map, finding("borrowed/unheard-role", "role:rep")).at).toBe("map");
  });

  test("are kept by a waiver of their rule, case and place", () => {
    const kept = finding("opinion-criterion/opinion", "exit:asked");
    const waiver = waiver_of(kept, "We tried.", "Ines");
    expect(waiver).toEqual({
      rule: "opinion-criterion",
      case: "opinion",
      at: "exit:asked",
      reason: "We tried.",
      by: "Ines",
    });
    expect(waives(waiver, kept)).toBe(true);
    expect(waives(waiver, finding("opinion-criterion/unclear", "exit:asked"))).toBe(false);
    expect(waives({ rule: "opinion-criterion", reason: "x" }, kept)).toBe(true);
  });
});

describe("a first map", () => {
  test("is a text in which quotes and colons do no harm", () => {
    const text = first_map_text({
      name: "Roofs: sold 'on site'",
      customer: "House owner",
      goals: [
        { name: "Won", value: "Knows: the cost" },
        { name: "Won", value: "" },
      ],
      language: "de",
      currency: "EUR",
      outcomes: { won: "Gewonnen", lost: "Verloren", no_decision: "Keine" },
      sales: "Vertrieb",
    });
    expect(text).toContain("name: 'Roofs: sold ''on site'''");
    expect(text).toContain("language: de");
    expect(text.match(/ {2}- id: \w+/g)).toEqual(["  - id: won_2", "  - id: won_3"]);
  });
});

describe("a template", () => {
  test("takes a name of one's own, and nothing else changes", () => {
    const text = "# About\nstagecraft: 1\nid: four_goals\nname: Four goals\ngoals:\n  - id: a\n    name: A\n";
    expect(named_text(text, "It's $& ours")).toBe(
      "# About\nstagecraft: 1\nid: it_s_ours\nname: 'It''s $& ours'\ngoals:\n  - id: a\n    name: A\n",
    );
  });
});

describe("fields", () => {
  test("read numbers as people write them", () => {
    expect(["12", "12,5", " 0.5 ", "80 %", "-3"].map(parse_number)).toEqual([12, 12.5, 0.5, 80, -3]);
    expect(["", "1.2.3", "ten", "1e5"].map(parse_number)).toEqual([null, null, null, null]);
  });

  test("are known to the server's description of maps", () => {
    type Schemas = components["schemas"];
    const stage: (keyof Schemas["stage"])[] = ["learns", "does", "exit", "skills", "brand", "back"];
    const own = specs.stage.map((spec) => spec.field);
    for (const field of stage) expect(own).toContain(field);
    expect(new Set(own).size).toBe(own.length);
  });
});
