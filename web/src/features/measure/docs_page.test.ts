import i18next from "i18next";
import { describe, expect, it } from "vitest";
import { definition_texts } from "./definitions.ts";
import { page_of } from "./docs_page.tsx";

const all = import.meta.glob<string>(
  ["../../../../docs/measures/*.md", "../../../../docs/measures/de/*.md"],
  {
    query: "?raw",
    import: "default",
    eager: true,
  },
);
const english = (name: string) => all[`../../../../docs/measures/${name}.md`] ?? "";
const german = Object.entries(all).flatMap(([path, text]) => {
  const [, name] = /\/de\/(\w+)\.md$/.exec(path) ?? [];
  return name ? [{ name, text }] : [];
});

/// What a translation leaves as it is.
function shape_of(text: string) {
  return {
    heads: text.match(/^#/gm)?.length,
    rows: text.match(/^\|/gm)?.length,
    formulas: text.match(/^ {4}\S/gm)?.length,
    links: text.match(/\]\(/g)?.length,
    numbers: text.match(/\d+/g)?.sort(),
  };
}

describe("pages of measures in German", () => {
  it.each(german)("$name says the same numbers as in English", ({ name, text }) => {
    expect(shape_of(text)).toEqual(shape_of(english(name)));
  });
  it("are read where there is one", () => {
    expect(page_of("win_rate", "de").lang).toBe("de");
    expect(page_of("win_rate", "en").lang).toBe("en");
    expect(page_of("win_rate", "fr").lang).toBe("en");
    expect(page_of("own", "de").read).toBeUndefined();
  });
  it("are there for every measure that has a definition in German", () => {
    const measures = Object.keys(i18next.getResourceBundle("de", definition_texts))
      .filter((key) => key.endsWith("_formula"))
      .map((key) => key.replace(/_formula$/, ""));
    expect(measures.length).toBeGreaterThan(20);
    const missing = measures.filter((name) => english(name) && !german.some((page) => page.name === name));
    expect(missing).toEqual([]);
  });
});
