import i18next from "i18next";
import { expect, it } from "vitest";
import { definition_texts } from "./definitions.ts";
import { de } from "./texts_de.ts";
import { en } from "./texts_en.ts";

it("says everything in both languages", () => {
  expect(Object.keys(de).sort()).toEqual(Object.keys(en).sort());
  const of = (language: string) => Object.keys(i18next.getResourceBundle(language, definition_texts)).sort();
  expect(of("de")).toEqual(of("en"));
});

it("names the same blanks in both languages", () => {
  const blanks = (text: string) => (text.match(/\{\{\w+\}\}/g) ?? []).sort();
  const words: Record<string, string> = de;
  for (const [key, text] of Object.entries(en))
    expect([key, blanks(words[key] ?? "")]).toEqual([key, blanks(text)]);
});
