import { ApiError } from "../api/client.ts";

/// What a form says of fields that were left empty and without which there is nothing to send, in the way the server
/// says it: by the field's address in the body the sentence, empty where the field is filled. Undefined: all are.
export function needed(fields: Record<string, string>): ApiError | undefined {
  const faults = Object.entries(fields)
    .filter(([, message]) => message !== "")
    .map(([at, message]) => ({ at, message, mend: "" }));
  const title = faults[0]?.message;
  if (title === undefined) return undefined;
  return new ApiError({ type: "about:blank", title, status: 422, detail: "", faults, request_id: "" });
}
