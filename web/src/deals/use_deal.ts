import { $api, type Schemas } from "../api/client.ts";
import { useMap } from "../app/process.tsx";

/// A deal with its guide and the map that it runs on.
export function useDeal(deal: number) {
  const query = $api.useQuery("get", "/api/deals/{deal}", { params: { path: { deal } } });
  const version = query.data?.deal.map;
  const map = useMap(version?.process, version?.number);
  return { query, view: query.data, index: map.index, error: query.error ?? map.error };
}

function useAccountOf(deal: Schemas["Deal"] | undefined) {
  const account = Number(deal?.attributes.account) || 0;
  const params = { path: { account } };
  return $api.useQuery("get", "/api/accounts/{account}", { params }, { enabled: account > 0 });
}

/// Empty where the deal has no account, or while it is asked for.
export function useAccountName(deal: Schemas["Deal"]) {
  return useAccountOf(deal).data?.name ?? "";
}

/// Whether the name of the deal's account is still asked for.
export function useIsAccountAsked(deal: Schemas["Deal"] | undefined) {
  return useAccountOf(deal).isLoading;
}
