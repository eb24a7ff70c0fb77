import { describe, expect, it } from "vitest";
import { all_of, extend, nothing, toggle, within } from "./selection_model.ts";

const order = [5, 3, 9, 1];

describe("a selection of rows", () => {
  it("takes a row in and out", () => {
    const one = toggle(nothing, 3);
    expect([...one.ids]).toEqual([3]);
    expect(toggle(one, 3).ids.size).toBe(0);
  });
  it("goes on from the row that was selected last, either way, in the order shown", () => {
    expect([...extend(toggle(nothing, 3), 1, order).ids].sort()).toEqual([1, 3, 9]);
    expect([...extend(toggle(nothing, 9), 5, order).ids].sort()).toEqual([3, 5, 9]);
  });
  it("begins anew where that row is not shown", () => {
    expect([...extend(toggle(nothing, 77), 9, order).ids].sort()).toEqual([77, 9]);
    expect(extend(nothing, 9, order).anchor).toBe(9);
  });
  it("passes over what one may not change, and goes on from there", () => {
    const reachable = new Set([5, 9, 1]);
    const one = within(toggle(nothing, 3), reachable);
    expect([...one.ids]).toEqual([]);
    expect([...within(extend(toggle(nothing, 5), 9, order), reachable).ids].sort()).toEqual([5, 9]);
    expect([...within(extend(one, 9, order), reachable).ids]).toEqual([9]);
  });
  it("of all is every row", () => {
    expect(all_of(order).ids.size).toBe(4);
  });
});
