import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useRef } from "react";
import { ApiError } from "../api/client.ts";
import { refresh_deals } from "../api/live.ts";

/// After an act of one's own: the deal and every list are asked for anew, without waiting for the stream.
export function useRefreshDeal(deal: number) {
  const client = useQueryClient();
  return useCallback(() => refresh_deals(client, new Set([deal])), [client, deal]);
}

/// 128 random bits. `crypto.randomUUID` is missing where a server is reached without TLS.
function random_word() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/// The header that makes it safe to send the same body again after an answer was lost: the word stays while the body
/// does, and is a new one for another body or after `done`.
export function useOnce() {
  const kept = useRef({ body: "", word: "" });
  const header = useCallback((body: unknown) => {
    const text = JSON.stringify(body);
    if (kept.current.body !== text) kept.current = { body: text, word: random_word() };
    return { "Idempotency-Key": kept.current.word };
  }, []);
  const done = useCallback(() => {
    kept.current = { body: "", word: "" };
  }, []);
  return { header, done };
}

/// What the server says is wrong with one field: `at` is its address in the body, as '/due'. What lies under it counts.
export function fault_at(error: unknown, at: string): string | undefined {
  if (!(error instanceof ApiError)) return undefined;
  const found = error.problem.faults.find((fault) => fault.at === at || fault.at.startsWith(`${at}/`));
  return found && [found.message, found.mend].filter(Boolean).join(". ");
}

/// Whether each fault of an error stands at one of these fields, so that it need not be told again.
export function is_told_at(error: unknown, fields: readonly string[]) {
  if (!(error instanceof ApiError) || error.problem.faults.length === 0) return false;
  return error.problem.faults.every((fault) =>
    fields.some((at) => fault.at === at || fault.at.startsWith(`${at}/`)),
  );
}

/// When something happened that is told for a day: left out for today (the server's now), else the noon of that day,
/// which is that day in every inhabited zone but the outermost.
export function told_at(day: string, today: string) {
  return day === "" || day === today ? {} : { at: `${day}T12:00:00Z` };
}
