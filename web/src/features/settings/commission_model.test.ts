import { describe, expect, it } from "vitest";
import { from_typed, to_typed } from "./commission_model.ts";

const plan = {
  currency: "EUR",
  rules: [
    {
      role: "rep",
      offering: "",
      tiers: [
        { above: 0, rate: 50_000 },
        { above: 10_000_000, rate: 72_500 },
      ],
    },
  ],
};

describe("a plan of commission", () => {
  it("is typed in whole units and per cent", () => {
    expect(to_typed(plan).rules[0]?.tiers).toEqual([
      { above: "0", rate: "5" },
      { above: "100000", rate: "7.25" },
    ]);
  });
  it("comes back as it was", () => {
    expect(from_typed(to_typed(plan))).toEqual(plan);
  });
  it("knows currencies without cents", () => {
    const yen = {
      currency: "JPY",
      rules: [{ role: "rep", offering: "", tiers: [{ above: 5000, rate: 10_000 }] }],
    };
    expect(to_typed(yen).rules[0]?.tiers[0]?.above).toBe("5000");
    expect(from_typed(to_typed(yen))).toEqual(yen);
  });
  it("takes a comma for a point", () => {
    const typed = {
      currency: "EUR",
      rules: [{ role: "rep", offering: "", tiers: [{ above: "0", rate: "7,25" }] }],
    };
    expect(from_typed(typed).rules[0]?.tiers[0]?.rate).toBe(72_500);
  });
});
