import { describe, expect, it } from "vitest";
import { moved, replaced, without } from "./list_edit.ts";

describe("a list that is being edited", () => {
  it("moves one by a place, and stays as it is at its ends", () => {
    expect(moved(["a", "b", "c"], 2, -1)).toEqual(["a", "c", "b"]);
    expect(moved(["a", "b"], 0, -1)).toEqual(["a", "b"]);
    expect(moved(["a", "b"], 1, 1)).toEqual(["a", "b"]);
  });
  it("replaces and loses the one at a place", () => {
    expect(replaced(["a", "b"], 1, "c")).toEqual(["a", "c"]);
    expect(without(["a", "b"], 0)).toEqual(["b"]);
  });
});
