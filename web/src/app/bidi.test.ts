import i18next from "i18next";
import { expect, test } from "vitest";
import { isolate } from "./bidi.ts";
import { add_texts } from "./texts.ts";

test("a name from right to left is kept apart from what stands beside it", () => {
  expect(isolate("شركة الخليج")).toBe("\u2068شركة الخليج\u2069");
  expect(isolate("Nordwerk – نورد")).toBe("\u2068Nordwerk – نورد\u2069");
  expect(isolate("Nordwerk & Söhne <AG>")).toBe("Nordwerk & Söhne <AG>");
});

test("sentences keep names apart by themselves, and change no other letter of them", () => {
  const texts = add_texts("bidi_test", {
    en: { due: "{{text}}, {{day}}" },
    de: { due: "{{text}}, {{day}}" },
  });
  expect(i18next.t("due", { ns: texts, text: "שליחת הצעה", day: "19 Nov" })).toBe(
    "\u2068שליחת הצעה\u2069, 19 Nov",
  );
  expect(i18next.t("due", { ns: texts, text: "A & <B>", day: "19 Nov" })).toBe("A & <B>, 19 Nov");
});
