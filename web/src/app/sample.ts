import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { $api, type Schemas } from "../api/client.ts";

type State = Schemas["SampleData"]["state"];

/// It is made and taken away by a job; so often is asked how far that is.
const look_again_ms = 700;

function is_under_way(state: State | undefined) {
  return state === "being_made" || state === "being_removed";
}

/// Invented deals to look around with.
export function useSampleData(is_asked = true) {
  const client = useQueryClient();
  const query = $api.useQuery(
    "get",
    "/api/sample-data",
    {},
    {
      enabled: is_asked,
      refetchInterval: ({ state }) => (is_under_way(state.data?.state) ? look_again_ms : false),
    },
  );
  const make = $api.useMutation("post", "/api/sample-data");
  const remove = $api.useMutation("delete", "/api/sample-data");
  const state = query.data?.state;
  const when_done = useRef<(() => void) | undefined>(undefined);
  const was_under_way = useRef(false);
  useEffect(() => {
    if (is_under_way(state)) {
      was_under_way.current = true;
    } else if (was_under_way.current) {
      was_under_way.current = false;
      // Every list of the workspace is another one now.
      void client.invalidateQueries();
      when_done.current?.();
      when_done.current = undefined;
    }
  }, [client, state]);
  const look = (done: () => void) => {
    when_done.current = done;
    was_under_way.current = true;
    void query.refetch();
  };
  return {
    is_offered: query.data !== undefined,
    is_there: query.data?.is_there ?? false,
    /// `done` once the job is over.
    make: (done: () => void) => make.mutate({}, { onSuccess: () => look(done) }),
    remove: (done: () => void) => remove.mutate({}, { onSuccess: () => look(done) }),
    is_pending: make.isPending || remove.isPending || is_under_way(state),
    error: make.error ?? remove.error,
  };
}
