import { add_texts } from "../../app/texts.ts";
import { de } from "./texts_de.ts";
import { en } from "./texts_en.ts";

export const texts = add_texts("measure", { en, de });
