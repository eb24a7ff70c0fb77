import { type RefObject, useEffect } from "react";

/// After a refusal: to the first field that has a fault, which is then read out with its reason. What is told beside the
/// button alone is an alert by itself and moves nothing.
export function useFaultFocus(form: RefObject<HTMLElement | null>, error: unknown) {
  useEffect(() => {
    if (error) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [form, error]);
}
