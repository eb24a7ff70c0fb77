import { $api, ApiError, type Schemas } from "../../api/client.ts";
import { useSession } from "../../app/session.tsx";
import { useLastVisit } from "./hooks.ts";

export type RecentEvent = Schemas["EventView"] & {
  deal_name: string;
  account_name: string;
  actor_name: string;
  amount_minor: number | null;
  currency: string;
  import?: number | null;
};

interface RecentEvents {
  events: RecentEvent[];
  more: boolean;
}

type Answer = {
  data: RecentEvents | undefined;
  error: unknown;
  isPending: boolean;
  refetch: () => unknown;
};

/// What one deal went through since the last visit, the newest first.
export interface DealChanges {
  deal: number;
  name: string;
  account: string;
  amount_minor: number | null;
  currency: string;
  /// Of the newest event.
  at: string;
  events: RecentEvent[];
}

/// A line a deal: several events of one deal are told together.
export function by_deal(events: readonly RecentEvent[]): DealChanges[] {
  const deals = new Map<number, DealChanges>();
  for (const event of events) {
    const there = deals.get(event.deal);
    if (there) there.events.push(event);
    else
      deals.set(event.deal, {
        deal: event.deal,
        name: event.deal_name,
        account: event.account_name,
        amount_minor: event.amount_minor,
        currency: event.currency,
        at: event.recorded_at,
        events: [event],
      });
  }
  return [...deals.values()];
}

/// What others did on deals that one sees. `is_there` is false on a server that does not tell.
export function useRecent() {
  const since = useLastVisit();
  const { person } = useSession();
  const ask = $api.useQuery as unknown as (
    method: "get",
    path: string,
    init: object,
    options: object,
  ) => Answer;
  const query = ask(
    "get",
    "/api/recent-events",
    { params: { query: { since, limit: 100 } } },
    { retry: false },
  );
  const is_there = !(query.error instanceof ApiError && query.error.status === 404);
  const events = query.data?.events.filter((event) => event.actor !== person && !event.import);
  return {
    ...query,
    data: events && { deals: by_deal(events), more: query.data?.more ?? false },
    since,
    is_there,
  };
}
