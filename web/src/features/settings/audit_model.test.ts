import { describe, expect, it } from "vitest";
import { filter_of, is_long, page_of, to_audit_query, value_text } from "./audit_model.ts";

describe("the filter of the audit", () => {
  it("is what the address says, and drops what means nothing", () => {
    expect(filter_of({ kind: "person_changed", actor: 3, before: 90, section: "audit" })).toEqual({
      kind: "person_changed",
      actor: 3,
      before: 90,
    });
    expect(filter_of({ kind: "sang", actor: "x", before: -1 })).toEqual({});
  });
  it("becomes the question to the server", () => {
    expect(to_audit_query({ kind: "team_added", actor: 3 })).toEqual({
      kind: ["team_added"],
      actor: 3,
      limit: 50,
    });
  });
});

describe("values of the audit", () => {
  it("are told in a line", () => {
    expect(value_text(null)).toBe("–");
    expect(value_text("Rob")).toBe("Rob");
    expect(value_text(["won"])).toBe('["won"]');
  });
  it("are folded where they fill more than a line", () => {
    expect(is_long({ field: "name", before: "Rob", after: "Robert" })).toBe(false);
    expect(is_long({ field: "rules", before: null, after: "x".repeat(200) })).toBe(true);
  });
});

describe("what the audit is about", () => {
  it("leads to its page where it has one", () => {
    expect(page_of({ noun: "person", about_id: "3" })?.search).toEqual({ section: "people", person: 3 });
    expect(page_of({ noun: "settings", about_id: "" })).toBeUndefined();
  });
});
