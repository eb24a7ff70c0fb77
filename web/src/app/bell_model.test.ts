import i18next from "i18next";
import { describe, expect, it } from "vitest";
import { count_text, newest, sentence_key } from "./bell_model.ts";
import { bell_panel_texts } from "./bell_panel_texts.ts";

const kinds = [
  "assigned",
  "handed_over",
  "promise_kept",
  "promise_overdue",
  "approval_asked",
  "quote_approved",
  "quote_refused",
  "job_done",
  "job_failed",
] as const;

describe("notifications", () => {
  it("have a sentence a kind and side, in both languages", () => {
    for (const language of ["en", "de"])
      for (const kind of kinds)
        for (const side of ["us", "customer", "partner"]) {
          const key = sentence_key({ kind, side });
          expect(i18next.exists(key, { ns: bell_panel_texts, lng: language })).toBe(true);
        }
  });
  it("are seen up to the newest, and not marked again", () => {
    const old = { at: "2026-05-01T00:00:00.000Z", is_new: false };
    const fresh = { at: "2026-05-02T00:00:00.000Z", is_new: true };
    expect(newest([fresh, old])).toBe(fresh.at);
    expect(newest([old])).toBeUndefined();
  });
  it("are counted up to 99", () => {
    expect(count_text(7)).toBe("7");
    expect(count_text(100)).toBe("99+");
  });
});
