import { useState } from "react";
import { ApiError } from "../api/client.ts";

/// What a form says of fields that were left empty and without which there is nothing to send, in the way the server
/// says it: by the field's address in the body the sentence, empty where the field is filled. Undefined: all are.
function needed(fields: Record<string, string>): ApiError | undefined {
  const faults = Object.entries(fields)
    .filter(([, message]) => message !== "")
    .map(([at, message]) => ({ at, message, mend: "" }));
  const title = faults[0]?.message;
  if (title === undefined) return undefined;
  return new ApiError({ type: "about:blank", title, status: 422, detail: "", faults, request_id: "" });
}

/// What is wrong with a form: what it says itself before anything is sent, else what the server said (`refusal`).
/// `is_told` is asked before sending, with what `needed` takes; where it says no, there is nothing to send.
export function useNeeded(refusal: unknown) {
  const [empty, set_empty] = useState<ApiError>();
  const is_told = (fields: Record<string, string>) => {
    const left = needed(fields);
    set_empty(left);
    return left === undefined;
  };
  return { error: empty ?? refusal, is_told };
}
