import i18next from "i18next";
import { describe, expect, it } from "vitest";
import { changed, differing, is_name_typed } from "./model.ts";
import { people_texts } from "./texts.ts";

describe("a change of a contact", () => {
  const record = { name: "Ilse Brandt", email: "a@b.example", account: null as number | null };
  it("holds only what differs", () => {
    expect(changed({ name: "Ilse Brandt", email: "c@b.example" }, record)).toEqual({ email: "c@b.example" });
    expect(changed({ account: 3 }, record)).toEqual({ account: 3 });
  });
  it("that raced tells which fields another changed", () => {
    expect(differing(record, { ...record, email: "x@y.example" }, ["name", "email"])).toEqual(["email"]);
  });
});

describe("erasing a person", () => {
  it("takes the name, however its case and the spaces around it", () => {
    expect(is_name_typed(" ilse brandt ", "Ilse Brandt")).toBe(true);
    expect(is_name_typed("Ilse", "Ilse Brandt")).toBe(false);
    expect(is_name_typed("", "")).toBe(false);
  });
});

describe("texts of accounts and contacts", () => {
  it("have the same keys in each language", () => {
    const keys = (language: string) => Object.keys(i18next.getResourceBundle(language, people_texts)).sort();
    expect(keys("de")).toEqual(keys("en"));
  });
});
