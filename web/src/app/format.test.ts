import { expect, test } from "vitest";
import { add_days, days_between, Format } from "./format.ts";

test("so many days later passes the end of a month and the change of clocks", () => {
  expect(add_days("2026-03-20", 30)).toBe("2026-04-19");
  expect(add_days("2026-03-01", -1)).toBe("2026-02-28");
});

test("days between two days are those that lead from one to the other", () => {
  expect(days_between("2026-03-20", add_days("2026-03-20", 30))).toBe(30);
  expect(days_between("2026-04-19", "2026-03-20")).toBe(-30);
});

test("a short sum says its size in the reader's words", () => {
  const [english, german] = [new Format("en-GB", "UTC"), new Format("de-DE", "UTC")];
  expect(english.money_short_parts(230_000_000, "EUR").number).toBe("2.3 m");
  expect(german.money_short_parts(230_000_000, "EUR").number).toBe("2,3 Mio.");
  expect(german.money_short_parts(61_000_000, "EUR").number).toBe("610 k");
});
