import { $api } from "../api/client.ts";
import { useSession } from "../app/session.tsx";

const none: readonly string[] = [];

/// What to offer on this deal: the session's rights, less what the deal is closed to. One that was merged or deleted
/// takes no more acts.
export function useRightsOn(deal: number): readonly string[] {
  const { rights } = useSession();
  const view = $api.useQuery("get", "/api/deals/{deal}", { params: { path: { deal } } }).data;
  const is_gone = view?.deal.status === "merged" || view?.deal.status === "deleted";
  return is_gone ? none : rights;
}

export function useMayOn(deal: number, right: string): boolean {
  return useRightsOn(deal).includes(right);
}
