import { describe, expect, test } from "vitest";
import { text_to_send } from "./assistant.ts";
import {
  column_of,
  map_of_steps,
  missing_columns,
  outcome_of_value,
  type Preview,
  put,
  put_column,
  put_outcome_value,
  put_step,
  with_layout,
} from "./mapping.ts";
import { de } from "./texts_de.ts";
import { en } from "./texts_en.ts";

const preview = (changes: Partial<Preview>): Preview => ({
  files: [],
  not_imported: "",
  proposal: "",
  mapping: null,
  proposal_file: "",
  proposed_system: "",
  rows_read: 0,
  rows_rejected: 0,
  deals: 0,
  events: 0,
  first: null,
  last: null,
  activities: [],
  outside: [],
  first_events: [],
  oddities: [],
  notes: [],
  sampled: [],
  ...changes,
});

describe("a column", () => {
  test("is the first of a list that the file has", () => {
    expect(column_of(["changed_by", "USER_ID"], ["deal_id", "user_id"])).toBe("USER_ID");
    expect(column_of(["a", "b"], ["c"])).toBe("");
    expect(column_of(["a", "b"], [])).toBe("a");
    expect(column_of({ column: "Value", kind: "money" }, [])).toBe("Value");
    expect(column_of(undefined, ["c"])).toBe("");
  });

  test("keeps what is said beside it when another is chosen", () => {
    const mapping = { attributes: { amount: { column: "Value", kind: "money" } } };
    expect(put_column(mapping, ["attributes", "amount"], "Sum")).toEqual({
      attributes: { amount: { column: "Sum", kind: "money" } },
    });
    expect(put_column(mapping, ["attributes", "amount"], "")).toEqual({});
  });
});

test("what is put and taken out again leaves no empty maps behind", () => {
  const mapping = { layout: "deals" };
  const with_stage = put(mapping, ["stages", "demo", "entered"], "Demo on");
  expect(with_stage).toEqual({ layout: "deals", stages: { demo: { entered: "Demo on" } } });
  expect(put(with_stage, ["stages", "demo", "entered"], "")).toEqual(mapping);
});

describe("what is missing", () => {
  test("is named by key, for each kind of file", () => {
    expect(missing_columns({ layout: "events", deal: "Case" })).toEqual(["activity", "at"]);
    expect(missing_columns({ layout: "deals", deal: "" })).toEqual(["deal", "state"]);
    expect(missing_columns({ layout: "changes", deal: "a", field: "b", value: "c", at: "d" })).toEqual([
      "fields",
    ]);
    expect(missing_columns({ layout: "deals", deal: "a", stages: { x: { entered: "b" } } })).toEqual([]);
  });
});

test("another kind of file keeps the columns that mean the same there", () => {
  const mapping = {
    preset: "x",
    layout: "deals",
    deal: "Id",
    created: "On",
    stages: { a: { entered: "b" } },
    zone: "UTC",
  };
  expect(with_layout(mapping, "events")).toEqual({
    stagecraft_mapping: "1",
    layout: "events",
    deal: "Id",
    zone: "UTC",
  });
});

test("a value means one outcome at a time", () => {
  const won = put_outcome_value({ outcome: { column: "Status", lost: ["gone", "no"] } }, "no", "won");
  expect(won).toEqual({ outcome: { column: "Status", lost: ["gone"], won: ["no"] } });
  expect(outcome_of_value(won, "no")).toBe("won");
  expect(put_outcome_value(won, "no", "")).toEqual({ outcome: { column: "Status", lost: ["gone"] } });
});

test("a step is a stage or a touchpoint or neither", () => {
  const as_stage = put_step({ layout: "events" }, "Call: first", "stage:talking");
  expect(as_stage).toEqual({ layout: "events", stage_values: { "Call: first": "talking" } });
  const as_call = put_step(as_stage, "Call: first", "touchpoint:call");
  expect(as_call).toEqual({ layout: "events", touchpoints: { "Call: first": "call" } });
  expect(put_step(as_call, "Call: first", "")).toEqual({ layout: "events" });
});

describe("the text that is sent", () => {
  const mapping = { stagecraft_mapping: 1, layout: "events", deal: "a", activity: "b", at: "c" };
  const proposal = "a text";
  test("is the stated one, whatever was proposed", () => {
    expect(text_to_send({ text: "x: 1" }, preview({ proposal, mapping }))).toBe("x: 1");
  });
  test("is the proposal only where the files need one and it lacks nothing", () => {
    const not_imported = "No mapping.";
    expect(text_to_send(null, preview({ proposal, mapping, not_imported }))).toBe(proposal);
    expect(text_to_send(null, preview({ proposal, mapping }))).toBeNull();
    const lacking = { ...mapping, at: "" };
    expect(text_to_send(null, preview({ proposal, mapping: lacking, not_imported }))).toBeNull();
  });
});

test("a map of steps has the most frequent stage first, ids of their own, and a way to win and to lose", () => {
  const step = (name: string, kind: string, deals: number) => ({ name, kind, deals, events: deals });
  const text = map_of_steps(
    "My CRM",
    "EUR",
    preview({
      activities: [
        step("Übergabe", "stage_entered", 3),
        step("1", "stage_entered", 9),
        step("Ubergabe", "stage_entered", 2),
        step("Closed lost", "lost", 4),
        step("call", "touchpoint", 50),
      ],
    }),
  );
  expect(JSON.parse(text)).toEqual({
    stagecraft: 1,
    id: "my_crm",
    name: "My CRM",
    currency: "EUR",
    stages: [
      { id: "stage_1", name: "1" },
      { id: "ubergabe", name: "Übergabe" },
      { id: "ubergabe_2", name: "Ubergabe" },
    ],
    outcomes: [
      { id: "closed_lost", name: "Closed lost", kind: "lost" },
      { id: "won", name: "Won", kind: "won" },
    ],
  });
});

test("every text is there in both languages, with its places to fill in", () => {
  const places = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((found) => found[1]).sort();
  for (const [key, text] of Object.entries(en)) {
    const other = de[key as keyof typeof en];
    expect(other, key).toBeTruthy();
    expect(places(other), key).toEqual(places(text));
  }
});
