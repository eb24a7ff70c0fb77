import { type Fault, fault_of, type Plan, type Said } from "./model.ts";

/// Why there is no plan.
export class PlanError extends Error {
  readonly fault: Fault;
  constructor(fault: Fault) {
    super(fault);
    this.name = "PlanError";
    this.fault = fault;
  }
}

async function ask(path: string, body: object): Promise<Plan> {
  const answer = await fetch(`/api/shared-plans/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", "accept-language": document.documentElement.lang },
    body: JSON.stringify(body),
    cache: "no-store",
    // Whoever is signed in here reads the same as whoever is not.
    credentials: "omit",
  }).catch(() => {
    throw new PlanError("away");
  });
  if (answer.ok) return (await answer.json()) as Plan;
  const problem = (await answer.json().catch(() => ({}))) as { faults?: { at: string }[] };
  throw new PlanError(fault_of(answer.status, problem.faults ?? []));
}

export function open_plan(secret: string) {
  return ask("openings", { secret });
}

export interface Confirmation {
  step: number;
  said: Said;
  name: string;
}

export function confirm_step(secret: string, confirmation: Confirmation) {
  return ask("confirmations", { secret, ...confirmation });
}
