import { expect, test } from "vitest";
import { add_days, days_between } from "./format.ts";

test("so many days later passes the end of a month and the change of clocks", () => {
  expect(add_days("2026-03-20", 30)).toBe("2026-04-19");
  expect(add_days("2026-03-01", -1)).toBe("2026-02-28");
});

test("days between two days are those that lead from one to the other", () => {
  expect(days_between("2026-03-20", add_days("2026-03-20", 30))).toBe(30);
  expect(days_between("2026-04-19", "2026-03-20")).toBe(-30);
});
