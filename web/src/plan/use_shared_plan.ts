import { useCallback, useEffect, useRef, useState } from "react";
import { type Fault, type Plan, secret_of } from "./model.ts";
import { type Confirmation, confirm_step, open_plan, PlanError } from "./request.ts";

/// So often the page looks by itself whether something has changed, while it is seen.
const look_every_ms = 20_000;

export interface SharedPlanState {
  /// Empty where the address has none.
  secret: string;
  plan: Plan | undefined;
  fault: Fault | undefined;
  is_sending: boolean;
  again: () => void;
  /// Whether it was noted.
  confirm: (confirmation: Confirmation) => Promise<boolean>;
}

function useSecret() {
  const [secret, set_secret] = useState(() => secret_of(location.hash));
  useEffect(() => {
    const change = () => set_secret(secret_of(location.hash));
    addEventListener("hashchange", change);
    return () => removeEventListener("hashchange", change);
  }, []);
  return secret;
}

/// The plan behind the secret of the address; asked for anew now and then, and when the page is looked at again.
export function useSharedPlan(): SharedPlanState {
  const secret = useSecret();
  const [plan, set_plan] = useState<Plan>();
  const [fault, set_fault] = useState<Fault>();
  const [is_sending, set_sending] = useState(false);
  // Of requests under way the last one counts: an earlier one may be answered later, with what was so before.
  const turn = useRef(0);
  const is_confirming = useRef(false);
  const settle = useCallback(async (asked: Promise<Plan>) => {
    turn.current += 1;
    const mine = turn.current;
    const take = (found: Plan | undefined, wrong: Fault | undefined) => {
      if (mine !== turn.current) return;
      if (found) set_plan(found);
      set_fault(wrong);
    };
    try {
      take(await asked, undefined);
      return true;
    } catch (error) {
      take(undefined, error instanceof PlanError ? error.fault : "away");
      return false;
    }
  }, []);
  const open = useCallback(() => {
    if (secret !== "") void settle(open_plan(secret));
  }, [secret, settle]);
  /// The answer to a confirmation brings the plan, too.
  const again = useCallback(() => {
    if (!is_confirming.current) open();
  }, [open]);
  useEffect(() => {
    open();
    const look = () => {
      if (document.visibilityState === "visible") again();
    };
    const timer = setInterval(look, look_every_ms);
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, [open, again]);
  const confirm = async (confirmation: Confirmation) => {
    is_confirming.current = true;
    set_sending(true);
    const is_noted = await settle(confirm_step(secret, confirmation));
    is_confirming.current = false;
    set_sending(false);
    return is_noted;
  };
  return { secret, plan, fault, is_sending, again, confirm };
}
