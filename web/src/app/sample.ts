import { useQueryClient } from "@tanstack/react-query";
import { $api, ApiError } from "../api/client.ts";

interface SampleState {
  is_there: boolean;
}

type Ask = (
  method: "get",
  path: string,
  init: object,
  options: object,
) => {
  data: SampleState | undefined;
  error: unknown;
};
type Act = (
  method: "post" | "delete",
  path: string,
) => {
  mutate: (init: object, options: { onSuccess: () => void }) => void;
  isPending: boolean;
  error: unknown;
};

/// Invented deals to look around with. `is_offered` is false on a server without them.
export function useSampleData(is_asked = true) {
  const client = useQueryClient();
  const path = "/api/sample-data";
  const state = ($api.useQuery as unknown as Ask)("get", path, {}, { retry: false, enabled: is_asked });
  const make = ($api.useMutation as unknown as Act)("post", path);
  const remove = ($api.useMutation as unknown as Act)("delete", path);
  const is_missing = state.error instanceof ApiError && state.error.status === 404;
  const all_anew = () => client.invalidateQueries();
  return {
    is_offered: state.data !== undefined && !is_missing,
    is_there: state.data?.is_there ?? false,
    make: (done: () => void) => make.mutate({}, { onSuccess: () => void all_anew().then(done) }),
    remove: (done: () => void) => remove.mutate({}, { onSuccess: () => void all_anew().then(done) }),
    is_pending: make.isPending || remove.isPending,
    error: make.error ?? remove.error,
  };
}
