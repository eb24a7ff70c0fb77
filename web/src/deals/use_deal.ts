import { useQueryClient } from "@tanstack/react-query";
import { useLayoutEffect } from "react";
import { $api, type Schemas } from "../api/client.ts";
import { useMap } from "../app/process.tsx";

/// A deal with its guide and the map that it runs on.
export function useDeal(deal: number) {
  const query = $api.useQuery("get", "/api/deals/{deal}", { params: { path: { deal } } });
  const version = query.data?.deal.map;
  const map = useMap(version?.process, version?.number);
  return { query, view: query.data, index: map.index, error: query.error ?? map.error };
}

const parts_of_deal = [
  "/api/deals/{deal}",
  "/api/deals/{deal}/plan",
  "/api/deals/{deal}/events",
  "/api/deals/{deal}/buying-group",
  "/api/deals/{deal}/attachments",
] as const;

/// Asks for all that a deal's page shows at once: its parts, drawn one after the other, would ask one after the other.
export function useDealAhead(deal: number) {
  const client = useQueryClient();
  useLayoutEffect(() => {
    for (const path of parts_of_deal)
      void client.prefetchQuery($api.queryOptions("get", path, { params: { path: { deal } } }));
  }, [client, deal]);
}

/// Empty where the deal has no account.
export function useAccountName(deal: Schemas["Deal"]) {
  const params = { path: { deal: deal.id } };
  return $api.useQuery("get", "/api/deals/{deal}", { params }).data?.account_name ?? "";
}
