import { describe, expect, test } from "vitest";
import { day_text, done_of, fault_of, language_of, locale_of, next_steps, secret_of } from "./model.ts";
import { a_plan, a_step } from "./samples.ts";
import { text_of } from "./texts.ts";

describe("the address", () => {
  test("holds the secret behind its #", () => {
    expect(secret_of("#abc")).toBe("abc");
    expect(secret_of("")).toBe("");
    expect(secret_of("# ")).toBe("");
  });
});

describe("the language", () => {
  test("is the first of the browser's that the page has", () => {
    expect(language_of(["fr-FR", "de-AT", "en"])).toBe("de");
    expect(language_of(["fr-FR"])).toBe("en");
    expect(language_of([])).toBe("en");
  });
  test("writes days as the reader's own country does", () => {
    expect(locale_of("de", ["fr-FR", "de-AT"])).toBe("de-AT");
    expect(locale_of("en", ["fr-FR"])).toBe("en-GB");
  });
  test("fills the places of a text", () => {
    expect(text_of("en", "progress", { done: 1, all: 3 })).toBe("1 of 3 steps done");
    expect(text_of("de", "done")).toBe("erledigt");
  });
});

describe("a day", () => {
  test("has its year only when that is another one", () => {
    expect(day_text("2026-01-12", "2026-11-22", "en-GB")).not.toContain("2026");
    expect(day_text("2027-01-12", "2026-11-22", "en-GB")).toContain("2027");
  });
});

describe("a plan", () => {
  const plan = a_plan([
    a_step({ number: 1, state: "done" }),
    a_step({ number: 2, side: "us" }),
    a_step({ number: 3 }),
    a_step({ number: 4 }),
  ]);
  test("counts what is done", () => {
    expect(done_of(plan)).toBe(1);
  });
  test("says of each side what comes next", () => {
    expect([...next_steps(plan)].toSorted()).toEqual([2, 3]);
    expect(next_steps(a_plan([])).size).toBe(0);
  });
});

describe("a fault", () => {
  test("is told apart as far as the reader can do something", () => {
    expect(fault_of(404, [])).toBe("dead");
    expect(fault_of(422, [{ at: "/name" }])).toBe("name");
    expect(fault_of(422, [{ at: "/step" }])).toBe("refused");
    expect(fault_of(403, [])).toBe("refused");
    expect(fault_of(429, [])).toBe("often");
    expect(fault_of(503, [])).toBe("away");
  });
});
