import { describe, expect, it } from "vitest";
import { act_of, bulk_of, first_wanted } from "./bulk_model.ts";

describe("a bulk change", () => {
  it("is nothing until what it needs is stated", () => {
    expect(act_of(first_wanted)).toBeUndefined();
    expect(act_of({ ...first_wanted, act: "promise", text: "Call back" })).toBeUndefined();
    expect(act_of({ ...first_wanted, act: "delete", text: " " })).toBeUndefined();
  });
  it("says the verb as the route of one deal takes it", () => {
    expect(act_of({ ...first_wanted, owner: "9" })).toEqual({
      attributes: { values: [{ name: "owner", value: "9" }] },
    });
    expect(act_of({ ...first_wanted, act: "close", outcome: "lost", reason: "price" })).toEqual({
      closing: { outcome: "lost", reason: "price" },
    });
  });
  it("names the deals that were selected, else the filter", () => {
    const wanted = { ...first_wanted, team: "2", act: "team" as const };
    expect(bulk_of(wanted, [1, 2], "owner=3")).toMatchObject({ deals: [1, 2] });
    expect(bulk_of(wanted, undefined, "owner=3")).toMatchObject({ filter: "owner=3" });
  });
});
