import { describe, expect, it } from "vitest";
import { sections_for } from "./sections.ts";

describe("sections of the settings", () => {
  it("are not there for who may use none of what they hold", () => {
    const of_viewer = sections_for(["deal.read", "people.read"]).map((section) => section.id);
    expect(of_viewer).toEqual(["account", "people", "competencies", "rights", "objections"]);
  });
  it("are there for who has one of their rights", () => {
    expect(sections_for(["deal.bulk"]).some((section) => section.id === "jobs")).toBe(true);
  });
});
