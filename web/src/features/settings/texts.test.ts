import i18next from "i18next";
import { describe, expect, it } from "vitest";
import "./texts.ts";
import "./account_texts.ts";
import "./people_texts.ts";
import "./jobs_texts.ts";
import "./webhooks_texts.ts";
import "./assignment.tsx";
import "./audit_texts.ts";
import "./brand_texts.ts";
import "./competencies_texts.ts";
import "./commission.tsx";
import "./duplicates.tsx";
import "./event_names.ts";
import "./objections.tsx";
import "./rates.tsx";
import "./right_names.ts";
import "./rights.tsx";
import "./role_names.ts";
import "./sample.tsx";
import "./selling.tsx";
import "./teams.tsx";
import "./tokens.tsx";
import "./workspace.tsx";
import { event_kinds } from "./event_names.ts";
import { sections } from "./sections.ts";
import { settings_texts } from "./texts.ts";

function words(language: string) {
  const bundles = i18next.getDataByLanguage(language) ?? {};
  return Object.entries(bundles).flatMap(([feature, texts]) =>
    feature.startsWith("settings") ? Object.keys(texts as object).map((key) => `${feature} ${key}`) : [],
  );
}

describe("texts of the settings", () => {
  it("are the same in both languages", () => {
    expect(words("de")).toEqual(words("en"));
    expect(words("en").length).toBeGreaterThan(200);
  });
  it("name every section and its group", () => {
    for (const { id, group } of sections) {
      expect(i18next.exists(id, { ns: settings_texts })).toBe(true);
      expect(i18next.exists(`group_${group}`, { ns: settings_texts })).toBe(true);
    }
  });
  it("name every kind of event", () => {
    for (const kind of event_kinds) expect(i18next.exists(kind, { ns: "settings_event_names" })).toBe(true);
  });
});
