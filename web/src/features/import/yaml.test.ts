import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { read_yaml, write_yaml, YamlError } from "./yaml.ts";

const presets = join(import.meta.dirname, "../../../../src/history/data/presets");

describe("reading a mapping", () => {
  test("takes maps by indentation and in brackets, lists, quotes and comments", () => {
    const text = [
      "# a comment",
      "layout: events   # what a row is",
      "deal: 'Case #'",
      "outcome: {won: [Order received], lost: ['Given up, twice', \"no: it\"]}",
      "attributes:",
      "  owner: Rep",
      "  amount: {column: Value, kind: money}",
      "lookups:",
      "  - {file: a.csv, key: k, take: {team: region}}",
      "  - file: b.csv",
      "    key: case:concept:name",
    ].join("\n");
    expect(read_yaml(text)).toEqual({
      layout: "events",
      deal: "Case #",
      outcome: { won: ["Order received"], lost: ["Given up, twice", "no: it"] },
      attributes: { owner: "Rep", amount: { column: "Value", kind: "money" } },
      lookups: [
        { file: "a.csv", key: "k", take: { team: "region" } },
        { file: "b.csv", key: "case:concept:name" },
      ],
    });
  });

  test("takes what the server proposes for columns it does not know", () => {
    const text =
      "stagecraft_mapping: 1\nlayout: deals\nstages:   # is each a day?\n  ge_ndert: {entered: 'Geändert'}\n" +
      "# which column says where a deal is?\ndeal: ''   # which column is the deal's id?\nattributes:\n  owner: 'It''s'\n";
    expect(read_yaml(text)).toEqual({
      stagecraft_mapping: "1",
      layout: "deals",
      stages: { ge_ndert: { entered: "Geändert" } },
      deal: "",
      attributes: { owner: "It's" },
    });
  });

  test("takes every preset", () => {
    const names = readdirSync(presets);
    expect(names.length).toBeGreaterThan(5);
    for (const name of names) {
      const mapping = read_yaml(readFileSync(join(presets, name), "utf8"));
      expect(mapping.preset, name).toBe(name.replace(/\.yaml$/, ""));
      expect(["events", "deals", "changes"], name).toContain(mapping.layout);
    }
  });

  test("says so where it holds more than this part of YAML", () => {
    expect(() => read_yaml("a: &x {b: 1}")).toThrow(YamlError);
    expect(() => read_yaml("a: [b, c")).toThrow(YamlError);
    expect(() => read_yaml("no colon")).toThrow(YamlError);
  });
});

test("what is written reads back the same", () => {
  const mapping = {
    stagecraft_mapping: "1",
    deal: "Deal - ID",
    at: "",
    "a: b": "it's # no comment",
    stage_values: Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`${i}`, `stage number ${i}`])),
    lookups: [
      { file: "accounts of the north.csv", key: "Account: Name", take: { sector: "Sector", size: "S" } },
    ],
    date_format: "%d.%m.%Y %H:%M",
    decimal: ",",
    recognised_by: ["x", ["y", "z"]],
  };
  expect(read_yaml(write_yaml(mapping))).toEqual(mapping);
});
