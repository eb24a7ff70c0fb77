import i18next from "i18next";
import { describe, expect, it } from "vitest";
import { deals_sentence, due_sentence } from "./head.tsx";
import { today_texts } from "./texts.ts";

const en = i18next.getFixedT("en", today_texts);
const de = i18next.getFixedT("de", today_texts);

describe("the sentence about the day", () => {
  it("names what is overdue before what is due today", () => {
    expect(due_sentence(en, 2, 2)).toBe("Two promises are overdue and two are due today.");
    expect(due_sentence(en, 1, 1)).toBe("One promise is overdue and one is due today.");
    expect(due_sentence(de, 2, 1)).toBe("Zwei Zusagen sind überfällig und eine ist heute fällig.");
  });
  it("says so when nothing is due", () => {
    expect(due_sentence(en, 0, 0)).toBe("No promise is overdue or due today.");
  });
  it("writes numbers above twelve as figures", () => {
    expect(due_sentence(en, 13, 0)).toBe("13 promises are overdue.");
  });
});

describe("the sentence about deals", () => {
  it("tells of those that slip and those without a next step", () => {
    expect(deals_sentence(en, 3, 2, false)).toBe(
      "Three deals keep moving their dates beyond the usual, two have no next step.",
    );
    expect(deals_sentence(en, 0, 1, false)).toBe("One deal has no next step.");
  });
  it("does not claim to have counted all where there are more", () => {
    expect(deals_sentence(en, 0, 100, true)).toBe("At least 100 deals have no next step.");
  });
  it("is silent when there is nothing to tell", () => {
    expect(deals_sentence(en, 0, 0, false)).toBe("");
  });
});
