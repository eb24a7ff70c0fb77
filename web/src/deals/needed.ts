import { ApiError } from "../api/client.ts";

/// What a form says of a field that was left empty and without which there is nothing to send: as the server says it.
/// `at` is the field's address in the body.
export function needed(at: string, message: string): ApiError {
  const faults = [{ at, message, mend: "" }];
  return new ApiError({
    type: "about:blank",
    title: message,
    status: 422,
    detail: "",
    faults,
    request_id: "",
  });
}
