import { describe, expect, it } from "vitest";
import {
  close_choice,
  days_of_choice,
  filters_of,
  is_filtered,
  is_narrowed,
  order_of,
  owner_text,
  search_of_view,
  to_query,
  to_view_query,
  without_filters,
} from "./search_model.ts";

describe("filters of an address", () => {
  it("keep what they know and drop the rest", () => {
    expect(filters_of({ owner: 3, campaign: 2024, show: "list", team: "x", name: "" })).toEqual({
      owner: [3],
      campaign: "2024",
    });
  });
  it("name several owners with commas", () => {
    expect(filters_of({ owner: "3,5,x" })).toEqual({ owner: [3, 5] });
    expect(filters_of({ owner: "x" })).toEqual({});
    expect([owner_text([3, 5]), owner_text([3]), owner_text([])]).toEqual(["3,5", 3, undefined]);
  });
  it("become the parameters of the list of deals", () => {
    expect(
      to_query({ owner: [3, 5], channel: "direct,partner", close_before: "2026-04-01", next: "none" }),
    ).toEqual({
      owner: [3, 5],
      channel: ["direct", "partner"],
      expected_close_before: "2026-04-01",
      without_next_step: true,
    });
  });
  it("name deals one by one, and drop what is no number", () => {
    expect(to_query({ ids: "3,x,12,0" }).ids).toEqual([3, 12]);
    expect(to_query({ ids: "x" })).not.toHaveProperty("ids");
  });
  it("compare amounts in minor units, and within a currency alone", () => {
    expect(to_query({ amount_from: 1000, currency: "EUR" }).amount_from).toBe("100000");
    expect(to_query({ amount_from: 1000, currency: "JPY" }).amount_from).toBe("1000");
    expect(to_query({ amount_from: 1000 }).amount_from).toBeUndefined();
  });
  it("go away together, with the view and the order", () => {
    expect(without_filters({ process: 1, owner: 3, view: 7, order: "name", folded: "a" })).toEqual({
      process: 1,
      folded: "a",
    });
  });
  it("count as filters but for the status, which the list chooses", () => {
    expect(is_filtered({ status: "won" })).toBe(false);
    expect(is_filtered({ team: 1 })).toBe(true);
    expect(is_narrowed(to_query({ status: "won" }))).toBe(false);
    expect(is_narrowed(to_query({ status: "won", next: "none" }))).toBe(true);
  });
});

describe("a saved view", () => {
  it("gives back what was kept", () => {
    const filters = {
      owner: [3, 5],
      currency: "EUR",
      amount_from: 5000,
      close_from: "2026-01-01",
      next: "2026-02-01",
      campaign: "Fair",
      ids: "3,12",
    };
    const search = search_of_view(to_view_query(filters, "amount"));
    expect(filters_of(search)).toEqual(filters);
    expect(order_of(search)).toBe("amount");
  });
  it("made elsewhere is shown as far as this page can", () => {
    const search = search_of_view({ stage: ["needs"], order: ["outcome"], without_next_step: ["true"] });
    expect(search).toEqual({ next: "none" });
  });
});

describe("times until the close", () => {
  it("are named from today on", () => {
    expect(days_of_choice.days("this_month", "2026-11-22")).toEqual({
      close_from: undefined,
      close_before: "2026-12-01",
    });
    expect(days_of_choice.days("next_30", "2026-11-22").close_before).toBe("2026-12-23");
  });
  it("are known again, and any other days are other days", () => {
    expect(close_choice({ close_before: "2026-12-01" }, "2026-11-22")).toBe("this_month");
    expect(close_choice({}, "2026-11-22")).toBe("any_day");
    expect(close_choice({ close_before: "2026-12-05" }, "2026-11-22")).toBe("days");
  });
});
