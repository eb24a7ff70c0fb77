import { describe, expect, test } from "vitest";
import { to_yaml, write_yaml } from "./yaml.ts";

test("every scalar of the server is a word", () => {
  expect(to_yaml({ stagecraft_mapping: 1, deal: null, leave_out: { Deleted: [true, "x"] } })).toEqual({
    stagecraft_mapping: "1",
    deal: "",
    leave_out: { Deleted: ["true", "x"] },
  });
});

describe("a mapping that is written", () => {
  test("quotes the words that YAML would read otherwise", () => {
    const mapping = {
      deal: "Deal - ID",
      at: "",
      "a: b": "it's # no comment",
      decimal: ",",
      in: ["x", "[y]"],
    };
    expect(write_yaml(mapping)).toBe(
      "deal: Deal - ID\nat: ''\n'a: b': 'it''s # no comment'\ndecimal: ','\nin: [x, '[y]']\n",
    );
  });

  test("has a line for each entry of what is long", () => {
    const long = "a name that is long enough to fill a line together with the others of its kind";
    const text = write_yaml({
      values: { one: long, two: "b" },
      lookups: [{ file: long, take: { a: "b" } }, "c"],
    });
    expect(text).toBe(
      `values:\n  one: ${long}\n  two: b\nlookups:\n  - {file: ${long}, take: {a: b}}\n  - c\n`,
    );
  });
});
