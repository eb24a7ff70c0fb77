import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { contrast, mark_contrast, on_paper, papers } from "./brand.ts";

describe("the colour of a brand", () => {
  it("is shown as it is where it is seen on the paper", () => {
    expect(on_paper("#1f6f8b", "light")).toBe("#1f6f8b");
    expect(on_paper("#ffd400", "dark")).toBe("#ffd400");
  });
  it("is made darker or lighter where it would not be seen", () => {
    for (const [colour, theme] of [
      ["#ffd400", "light"],
      ["#ffffff", "light"],
      ["#101010", "dark"],
      ["#000080", "dark"],
    ] as const) {
      const shown = on_paper(colour, theme) ?? "";
      expect(shown).not.toBe(colour);
      expect(contrast(shown, papers[theme])).toBeGreaterThanOrEqual(mark_contrast);
    }
  });
  it("is none where it is not written as one", () => {
    expect(on_paper("", "light")).toBeUndefined();
    expect(on_paper("red", "dark")).toBeUndefined();
  });
});

describe("contrast", () => {
  it("is 21 between black and white, and 1 of a colour with itself", () => {
    expect(contrast("#000000", "#ffffff")).toBeCloseTo(21);
    expect(contrast("#1f6f8b", "#1f6f8b")).toBe(1);
  });
  it("is reckoned against the papers of the tokens", () => {
    const tokens = readFileSync(`${import.meta.dirname}/../styles/tokens.css`, "utf8");
    const stated = [...tokens.matchAll(/--paper: (#[0-9a-f]{6})/g)].map((found) => found[1]);
    expect(stated).toEqual([papers.light, papers.dark]);
  });
});
