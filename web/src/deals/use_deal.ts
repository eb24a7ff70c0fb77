import { $api, type Schemas } from "../api/client.ts";
import { useMap } from "../app/process.tsx";

/// A deal with its guide and the map that it runs on.
export function useDeal(deal: number) {
  const query = $api.useQuery("get", "/api/deals/{deal}", { params: { path: { deal } } });
  const version = query.data?.deal.map;
  const map = useMap(version?.process, version?.number);
  return { query, view: query.data, index: map.index, error: query.error ?? map.error };
}

/// Empty where the deal has no account, or while it is asked for.
export function useAccountName(deal: Schemas["Deal"]) {
  const account = Number(deal.attributes.account) || 0;
  const params = { path: { account } };
  const query = $api.useQuery("get", "/api/accounts/{account}", { params }, { enabled: account > 0 });
  return query.data?.name ?? "";
}
