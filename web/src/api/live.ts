import type { QueryClient } from "@tanstack/react-query";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { Schemas } from "./client.ts";
import { connection } from "./connection.ts";
import { follow_events } from "./event_stream.ts";

type Event = Schemas["EventView"];

/// Lists and counts that any event may change. They are asked for anew once a burst of events is over.
const of_all_deals = [
  "/api/deals",
  "/api/deal-cards",
  "/api/promises",
  "/api/slipping-deals",
  "/api/silent-deals",
  "/api/promise-keeping",
  "/api/recent-events",
  "/api/notifications",
  "/api/processes/{process}/stage-counts",
];

const burst_ms = 250;

function path_of(key: readonly unknown[]) {
  return typeof key[1] === "string" ? key[1] : "";
}

/// Asks anew for some deals and for every list. `keys` of openapi-react-query are [method, path, init].
export function refresh_deals(client: QueryClient, deals: ReadonlySet<number>) {
  void client.invalidateQueries({
    predicate: ({ queryKey }) => {
      const path = path_of(queryKey);
      if (of_all_deals.includes(path)) return true;
      if (!path.startsWith("/api/deals/{deal}")) return false;
      const init = queryKey[2] as { params?: { path?: { deal?: number } } } | undefined;
      return deals.has(Number(init?.params?.path?.deal));
    },
  });
}

/// Follows the server's stream for as long as the component lives; one for the whole app.
export function useLive(signed_in: boolean) {
  const client = useQueryClient();
  useEffect(() => {
    if (!signed_in) return;
    let touched = new Set<number>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let settled_at = Number.NEGATIVE_INFINITY;
    const settle = () => {
      timer = undefined;
      settled_at = performance.now();
      const deals = touched;
      touched = new Set();
      refresh_deals(client, deals);
    };
    let was_away = false;
    const stop = follow_events("/api/events", {
      on: {
        deal_event: (message) => {
          const event = JSON.parse(message.data) as Event;
          touched.add(event.deal);
          // The first after a pause is shown at once; of a burst only now and then.
          const is_burst = performance.now() - settled_at < burst_ms;
          timer ??= setTimeout(settle, is_burst ? burst_ms : 15);
        },
        reset: () => void client.invalidateQueries(),
      },
      on_open: () => {
        connection.reached();
        // What happened meanwhile came by the stream, but not what other servers' restarts lost.
        if (was_away) void client.invalidateQueries();
        was_away = false;
      },
      on_error: () => {
        was_away = true;
        connection.lost();
      },
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [client, signed_in]);
}
