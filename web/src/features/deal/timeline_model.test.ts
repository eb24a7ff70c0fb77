import { describe, expect, it } from "vitest";
import { type DealEvent, group_of, items_of, type Names, sentence_of } from "./timeline_model.ts";
import { timeline_texts } from "./timeline_texts.ts";
import "./texts.ts";
import i18next from "i18next";
import "../../deals/promise_texts.ts";

function event(change: Partial<DealEvent>): DealEvent {
  return {
    id: 1,
    deal: 1,
    kind: "created",
    symbol: "",
    from: "",
    to: "",
    actor: 2,
    at: "2026-01-01T00:00:00Z",
    precision: "time",
    recorded_at: "2026-01-01T00:00:00Z",
    details: {},
    note: "",
    import: null,
    ...change,
  };
}

const names: Names = {
  stage: (id) => `stage ${id}`,
  criterion: (id) => `criterion ${id}`,
  output: (id) => `output ${id}`,
  literature: (id) => `literature ${id}`,
  rule: (id) => `rule ${id}`,
  topic: (id) => `topic ${id}`,
  person: (id) => `person ${id}`,
  contact: (id) => `contact ${id}`,
  field: (name) => `field ${name}`,
  value: (_, value) => value,
  promise: (number) => `promise ${number}`,
  day: (day) => day,
  money: (minor, currency) => `${currency} ${minor / 100}`,
  percent: (share) => `${share * 100} %`,
  list: (words) => words.join(" and "),
  word: (key) => key,
};

const told = (change: Partial<DealEvent>) => sentence_of(event(change), names);

describe("a sentence of the timeline", () => {
  it("names the stage that was entered and what was said", () => {
    expect(told({ kind: "stage_entered", symbol: "demo", note: "at last" })).toEqual({
      key: "stage_entered",
      values: { stage: "stage demo" },
      about: ["at last"],
    });
  });
  it("tells a change of a field from value to value, with its reason", () => {
    const change = { kind: "attribute_changed", symbol: "expected_close", from: "a", to: "b" } as const;
    expect(told({ ...change, note: "data late" })).toEqual({
      key: "field_changed",
      values: { field: "field expected_close", from: "a", to: "b" },
      about: ["data late"],
    });
    expect(told({ ...change, from: "" }).key).toBe("field_set");
    expect(told({ ...change, to: "" }).key).toBe("field_cleared");
  });
  it("says who reached out, with whom, and what it confirmed", () => {
    const details = { contacts: [3, 4], direction: "in", confirms: ["replied"] };
    expect(told({ kind: "touchpoint", symbol: "call", details, note: "asks" })).toEqual({
      key: "touch_call_in",
      values: {},
      about: ["contact 3 and contact 4", "asks", "confirmed: criterion replied"],
    });
  });
  it("tells whose promise it is", () => {
    const details = { promise: 2, side: "customer", due: "2026-03-01", contacts: [3] };
    const made = told({ kind: "promise_made", details });
    expect(made.key).toBe("promise_made_customer");
    expect(made.values).toEqual({ what: "promise 2", day: "2026-03-01" });
  });
  it("names what was not met when an exception was made", () => {
    const made = told({ kind: "exception_made", from: "a", to: "b", details: { unmet: ["x"] }, note: "why" });
    expect(made.about).toEqual(["why", "open: criterion x"]);
  });
});

describe("the timeline", () => {
  const created = event({ id: 1 });
  const field = event({ id: 2, kind: "attribute_changed", symbol: "amount", to: "5" });
  const later = event({ id: 3, kind: "attribute_changed", symbol: "amount", from: "5", to: "6" });
  it("stands newest first, with the first fields at the creation", () => {
    const items = items_of([created, field, later]);
    expect(items.map((item) => item.event.id)).toEqual([3, 1]);
    expect(items[1]?.with.map(({ id }) => id)).toEqual([2]);
  });
  it("keeps a field that was stated for the first time later", () => {
    const late = event({ ...field, id: 4, recorded_at: "2026-02-01T00:00:00Z" });
    expect(items_of([created, late]).map((item) => item.event.id)).toEqual([4, 1]);
  });
  it("is filtered by what an event is about", () => {
    expect(group_of(field)).toBe("fields");
    expect(group_of(event({ kind: "attribute_changed", symbol: "expected_close" }))).toBe("dates");
    expect(group_of(event({ kind: "promise_kept" }))).toBe("promises");
    expect(group_of(event({ kind: "migrated" }))).toBe("moves");
  });
});

describe("texts of the deal page", () => {
  it.each([timeline_texts, "deal_page", "promise_form"])("%s has the same keys in each language", (name) => {
    const keys = (language: string) => Object.keys(i18next.getResourceBundle(language, name)).sort();
    expect(keys("de")).toEqual(keys("en"));
  });
});
