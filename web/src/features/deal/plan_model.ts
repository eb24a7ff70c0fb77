import type { Schemas } from "../../api/client.ts";
import type { Deal } from "./model.ts";

export type PlanStep = Schemas["PlanStepView"];
export type PlanLinkView = Schemas["PlanLinkView"];

/// How many steps are done, and how many that are open the customer confirmed for the day that stands.
export function counts_of(steps: readonly PlanStep[]) {
  const done = steps.filter((step) => step.state === "kept").length;
  const confirmed = steps.filter((step) => step.state === "open" && step.is_confirmed).length;
  return { all: steps.length, done, confirmed };
}

/// Promises that stand and are no step yet.
export function could_be_steps(deal: Deal) {
  return deal.promises.filter((promise) => promise.state === "open" && !promise.in_plan);
}

/// Links that work first, then the others; the newest first among each.
export function links_in_order(links: readonly PlanLinkView[]) {
  const good = (one: PlanLinkView) => (one.state === "good" ? 0 : 1);
  return links.toSorted((a, b) => good(a) - good(b) || b.link.number - a.link.number);
}
