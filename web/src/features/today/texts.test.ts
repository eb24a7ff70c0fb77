import { expect, it } from "vitest";
import { today_de } from "./texts_de.ts";
import { today_en } from "./texts_en.ts";

it("has the same texts with the same words to fill in, in both languages", () => {
  expect(Object.keys(today_de)).toEqual(Object.keys(today_en));
});
