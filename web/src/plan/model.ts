import type { components } from "../api/schema.d.ts";
import { type Language, languages } from "./texts.ts";

export type Plan = components["schemas"]["SharedPlan"];
export type Step = components["schemas"]["SharedStep"];
export type Said = components["schemas"]["StepSaid"];

/// What the address holds behind its #: the proof. It never leaves in an address, only in bodies of requests.
export function secret_of(hash: string) {
  return hash.replace(/^#/, "").trim();
}

/// The first language of the browser's that the page has; else English.
export function language_of(asked: readonly string[]): Language {
  for (const one of asked) {
    const short = one.slice(0, 2).toLowerCase();
    const found = languages.find((language) => language === short);
    if (found) return found;
  }
  return "en";
}

/// The reader's own way to write days, if it is of the page's language.
export function locale_of(language: Language, asked: readonly string[]) {
  return (
    asked.find((one) => one.toLowerCase().startsWith(`${language}-`)) ??
    { en: "en-GB", de: "de-DE" }[language]
  );
}

/// A day (YYYY-MM-DD) in words; with its year when that is another than today's. The page has this of its own, as
/// app/format.ts brings the whole app along.
export function day_text(day: string, today: string, locale: string) {
  return new Intl.DateTimeFormat(locale, {
    weekday: "short",
    day: "numeric",
    month: "short",
    ...(day.slice(0, 4) === today.slice(0, 4) ? {} : { year: "numeric" }),
    timeZone: "UTC",
  }).format(new Date(`${day}T00:00:00Z`));
}

/// Whose voice a step has: the customer's reads in the serif.
export function is_theirs(step: Step) {
  return step.side === "customer";
}

export function done_of(plan: Plan) {
  return plan.steps.filter((step) => step.state === "done").length;
}

/// Numbers of the steps that come next: the earliest open ones of either side.
export function next_steps(plan: Plan): ReadonlySet<number> {
  const open = plan.steps.filter((step) => step.state !== "done");
  const first = [open.find(is_theirs), open.find((step) => !is_theirs(step))];
  return new Set(first.flatMap((step) => (step ? [step.number] : [])));
}

/// What went wrong with a request, as far as the page tells it apart.
export type Fault = "dead" | "name" | "often" | "refused" | "away";

export function fault_of(status: number, faults: readonly { at: string }[]): Fault {
  if (status === 404) return "dead";
  if (status === 429) return "often";
  if (status === 422 && faults.some((fault) => fault.at === "/name")) return "name";
  return status >= 500 ? "away" : "refused";
}
