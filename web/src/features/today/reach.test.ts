import { describe, expect, it } from "vitest";
import { choices_for } from "./hooks.ts";

describe("whose things one may look at", () => {
  it("are one's own where one reads no others", () => {
    expect(choices_for("own", 2)).toEqual(["mine"]);
  });
  it("end with the team where one reads no further", () => {
    expect(choices_for("team", 2)).toEqual(["mine", "team"]);
    expect(choices_for("all", 2)).toEqual(["mine", "team", "all"]);
  });
  it("have no team where one is in none", () => {
    expect(choices_for("all", null)).toEqual(["mine", "all"]);
  });
});
