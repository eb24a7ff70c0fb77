import { describe, expect, it, test } from "vitest";
import { add_days, days_between, Format } from "./format.ts";

test("so many days later passes the end of a month and the change of clocks", () => {
  expect(add_days("2026-03-20", 30)).toBe("2026-04-19");
  expect(add_days("2026-03-01", -1)).toBe("2026-02-28");
});

test("days between two days are those that lead from one to the other", () => {
  expect(days_between("2026-03-20", add_days("2026-03-20", 30))).toBe(30);
  expect(days_between("2026-04-19", "2026-03-20")).toBe(-30);
});

const english = new Format("en-GB", "UTC");
const german = new Format("de-DE", "UTC");

test("a short sum says its size in the reader's words", () => {
  expect(english.money_short_parts(230_000_000, "EUR").number).toBe("2.3 m");
  expect(german.money_short_parts(230_000_000, "EUR").number).toBe("2,3 Mio.");
  expect(german.money_short_parts(61_000_000, "EUR").number).toBe("610 k");
});

describe("sentences of the server", () => {
  it("have their days written as the reader writes them", () => {
    const sentence = english.sentence("It was due on 2021-03-07, 2 days ago.");
    expect(sentence).toBe("It was due on 7 Mar 2021, 2 days ago.");
    expect(german.sentence("Fällig am 2021-03-07.")).toBe("Fällig am 7. März 2021.");
  });
  it("do not end with two points where a day ends with one", () => {
    const year = new Date().getUTCFullYear();
    expect(german.sentence(`Fällig am ${year}-11-23.`)).toBe("Fällig am 23. Nov.");
  });
  it("keep what is no day", () => {
    const sentence = "Would do: the document 'RFC 2021-3'.";
    expect(english.sentence(sentence)).toBe(sentence);
    expect(english.sentence("Order 2021-99-07 is with us.")).toBe("Order 2021-99-07 is with us.");
  });
});
