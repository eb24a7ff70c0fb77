import { add_texts } from "../../app/texts.ts";
import { today_de } from "./texts_de.ts";
import { today_en } from "./texts_en.ts";

export const today_texts = add_texts("today", { en: today_en, de: today_de });
