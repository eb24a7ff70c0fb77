import { expect, test } from "vitest";
import { account_beside } from "./account_beside.ts";

test("an account is not said twice where the deal is named after it", () => {
  expect(account_beside("Nordwerk Energie, second plant", "Nordwerk Energie")).toBe("");
  expect(account_beside("nordwerk energie", "Nordwerk Energie")).toBe("");
});

test("an account whose name only begins a word of the deal's is said", () => {
  expect(account_beside("Nordwerke second plant", "Nordwerk")).toBe("Nordwerk");
  expect(account_beside("Turbine hall planning", "Nordwerk Energie")).toBe("Nordwerk Energie");
});

test("without an account nothing is said", () => {
  expect(account_beside("Turbine hall planning", null)).toBe("");
});
