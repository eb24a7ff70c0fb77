import type { Plan, Step } from "./model.ts";

/// Plans for tests.
export function a_step(change: Partial<Step>): Step {
  return {
    number: 1,
    side: "customer",
    text: "Send the data",
    planned: "",
    who: "",
    due: "2026-12-01",
    state: "open",
    done_on: null,
    confirmed: null,
    may_agree: false,
    may_finish: false,
    ...change,
  };
}

export function a_plan(steps: Step[], change: Partial<Plan> = {}): Plan {
  return {
    title: "Turbine hall",
    from: "Stagecraft Ltd",
    seller: "Ada Lopez",
    account: "Nordwerk",
    reader: "",
    mode: "confirm",
    asks_name: false,
    today: "2026-11-22",
    good_until: "2026-12-31",
    steps,
    goals: [],
    ...change,
  };
}
