import { add_texts } from "../../app/texts.ts";
import { german } from "./texts_de.ts";
import { german_fields } from "./texts_de_fields.ts";
import { english } from "./texts_en.ts";
import { english_fields } from "./texts_en_fields.ts";

export const texts = add_texts("map", {
  en: { ...english, ...english_fields },
  de: { ...german, ...german_fields },
});
