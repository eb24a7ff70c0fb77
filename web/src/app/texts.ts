import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import { isolate } from "./bidi.ts";

/// Languages that are complete; a test holds their keys equal.
export const languages = { en: "English", de: "Deutsch" } as const;
export type Language = keyof typeof languages;

/// The texts of one feature: same keys in each language. A plural has `key_one` and `key_other`.
type Texts = Record<Language, Record<string, string>>;

function first_language(): Language {
  const kept = globalThis.localStorage?.getItem("language");
  const asked = [kept, ...(globalThis.navigator?.languages ?? [])];
  for (const one of asked) {
    const short = one?.slice(0, 2);
    if (short && short in languages) return short as Language;
  }
  return "en";
}

void i18next.use(initReactI18next).init({
  lng: first_language(),
  fallbackLng: "en",
  resources: {},
  // React escapes; here names are kept apart from the sentence that they stand in.
  interpolation: { escapeValue: true, escape: isolate },
  returnNull: false,
});
document.documentElement.lang = i18next.language;

export function set_language(language: Language) {
  localStorage.setItem("language", language);
  document.documentElement.lang = language;
  void i18next.changeLanguage(language);
}

/// Calls `act` whenever another language is chosen.
export function on_language(act: () => void) {
  i18next.on("languageChanged", act);
}

/// A feature brings its texts along when it is loaded: `const texts = add_texts("board", {en, de})`, then
/// `useTranslation(texts)`.
export function add_texts(feature: string, texts: Texts) {
  for (const [language, words] of Object.entries(texts))
    i18next.addResourceBundle(language, feature, words, true, true);
  return feature;
}
