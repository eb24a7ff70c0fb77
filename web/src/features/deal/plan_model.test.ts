import { describe, expect, test } from "vitest";
import type { Deal } from "./model.ts";
import { could_be_steps, counts_of, links_in_order, type PlanLinkView, type PlanStep } from "./plan_model.ts";

function step(change: Partial<PlanStep>) {
  return { number: 1, state: "open", is_confirmed: false, ...change } as PlanStep;
}

function link(number: number, state: PlanLinkView["state"]) {
  return { link: { number }, state } as PlanLinkView;
}

describe("the plan's figures", () => {
  test("count what is done, and what is open and confirmed for the day that stands", () => {
    const steps = [step({ state: "kept", is_confirmed: true }), step({ is_confirmed: true }), step({})];
    expect(counts_of(steps)).toEqual({ all: 3, done: 1, confirmed: 1 });
  });
});

describe("promises that could be steps", () => {
  test("stand, and are none yet", () => {
    const promises = [
      { number: 1, state: "open", in_plan: true },
      { number: 2, state: "open", in_plan: false },
      { number: 3, state: "kept", in_plan: false },
    ];
    expect(could_be_steps({ promises } as unknown as Deal).map((one) => one.number)).toEqual([2]);
  });
});

describe("links", () => {
  test("that work come first, the newest of them before the others", () => {
    const links = [link(1, "good"), link(2, "revoked"), link(3, "good"), link(4, "expired")];
    expect(links_in_order(links).map((one) => one.link.number)).toEqual([3, 1, 4, 2]);
  });
});
