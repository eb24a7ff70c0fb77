import { $api, type Schemas } from "../../api/client.ts";
import { useSession } from "../../app/session.tsx";
import { type Reach, reach_query, useLastVisit } from "./hooks.ts";

export type RecentEvent = Schemas["RecentEvent"];

/// What one deal went through since the last visit, the newest first.
export interface DealChanges {
  deal: number;
  name: string;
  account: string;
  /// When the newest event was noted.
  at: string;
  events: RecentEvent[];
}

/// A line a deal: several events of one deal are told together.
function by_deal(events: readonly RecentEvent[]): DealChanges[] {
  const deals = new Map<number, DealChanges>();
  for (const event of events) {
    const there = deals.get(event.deal);
    if (there) there.events.push(event);
    else
      deals.set(event.deal, {
        deal: event.deal,
        name: event.deal_name,
        account: event.account_name,
        at: event.recorded_at,
        events: [event],
      });
  }
  return [...deals.values()];
}

/// What others did since the last visit; what one did oneself is no news.
export function useRecent(reach: Reach) {
  const since = useLastVisit();
  const { person } = useSession();
  const query = $api.useQuery("get", "/api/recent-events", {
    params: { query: { since, limit: 100, ...reach_query(reach) } },
  });
  const events = query.data?.events.filter((event) => event.actor !== person);
  return { ...query, data: events && by_deal(events), since };
}
