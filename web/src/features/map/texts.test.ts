import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { german } from "./texts_de.ts";
import { german_fields } from "./texts_de_fields.ts";
import { english } from "./texts_en.ts";
import { english_fields } from "./texts_en_fields.ts";

describe("texts of the map", () => {
  const en = { ...english, ...english_fields };
  const de = { ...german, ...german_fields };

  test("have the same keys in each language", () => {
    expect(Object.keys(de).sort()).toEqual(Object.keys(en).sort());
  });

  test("have the same places to fill in in each language", () => {
    const places = (text: string) => (text.match(/\{\{\w+\}\}/g) ?? []).sort();
    for (const [key, text] of Object.entries(en)) expect(places(de[key] ?? ""), key).toEqual(places(text));
  });

  test("have every word that the pages name", () => {
    const folder = import.meta.dirname;
    const sources = readdirSync(folder).filter((name) => /^(?!texts).*\.tsx?$/.test(name));
    const is_there = (key: string) => key in en || `${key}_other` in en;
    for (const name of sources)
      for (const [, key = ""] of readFileSync(join(folder, name), "utf8").matchAll(/\bt\("(\w+)"/g))
        expect(is_there(key), `${name}: ${key}`).toBe(true);
  });
});
