import { describe, expect, it } from "vitest";
import { index_map, type ProcessMap } from "../app/process.tsx";
import { empty_draft, find_criterion, is_filled, lines_of, ways_of } from "./evidence_model.ts";

const index = index_map({
  id: "m",
  name: "M",
  fields: [{ id: "yearly_cost", name: "Yearly cost", kind: "money" }],
  stages: [
    {
      id: "s",
      name: "S",
      outputs: [{ id: "sheet", name: "Filled sheet" }],
      exit: [
        {
          id: "shown",
          text: "They send the sheet",
          evidence: [
            { kind: "document", output: "sheet" },
            { kind: "field", field: "yearly_cost", require: "yearly_cost > 0" },
            { kind: "touchpoint", of: [] },
          ],
        },
        { id: "word", text: "They say so" },
      ],
    },
  ],
} as unknown as ProcessMap);

describe("ways to show a criterion", () => {
  const ways = ways_of(find_criterion(index, "s", "shown"), index);
  it("name documents and fields as the map does", () => {
    expect(ways[0]).toEqual({ kind: "document", output: "sheet", name: "Filled sheet" });
    expect(ways[1]).toMatchObject({ kind: "field", name: "Yearly cost", type: "money" });
  });
  it("take any kind of touchpoint where the map names none", () => {
    expect(ways[2]).toMatchObject({ kind: "touchpoint", of: expect.arrayContaining(["call", "visit"]) });
  });
  it("are a person's word where nothing is asked for, and for a criterion of another map", () => {
    expect(ways_of(find_criterion(index, "s", "word"), index)).toEqual([{ kind: "person" }]);
    expect(ways_of(find_criterion(index, "gone", "word"), index)).toEqual([{ kind: "person" }]);
  });
  it("are filled when what they rest on is there", () => {
    expect(is_filled(ways[0], empty_draft)).toBe(false);
    expect(is_filled(ways[0], { ...empty_draft, attachment: "3" })).toBe(true);
    expect(is_filled(ways[1], { ...empty_draft, value: "12" })).toBe(true);
    expect(is_filled(ways[2], { ...empty_draft, note: "only a note" })).toBe(false);
    expect(is_filled({ kind: "record", record: "payment" }, { ...empty_draft, note: "x" })).toBe(false);
  });
});

describe("what is typed", () => {
  it("one a line leaves blank lines out", () => {
    expect(lines_of(" a \n\n b")).toEqual(["a", "b"]);
  });
});
