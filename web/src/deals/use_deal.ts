import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useLayoutEffect } from "react";
import { $api, type Schemas } from "../api/client.ts";
import { useMap } from "../app/process.tsx";
import { ask_for_whole } from "./whole_deal.ts";

/// A deal with its guide and the map that it runs on.
export function useDeal(deal: number) {
  const query = $api.useQuery("get", "/api/deals/{deal}", { params: { path: { deal } } });
  const version = query.data?.deal.map;
  const map = useMap(version?.process, version?.number);
  return { query, view: query.data, index: map.index, error: query.error ?? map.error };
}

/// Asks for all that a deal's page shows at once: its parts, drawn one after the other, would ask one after the other.
export function useDealAhead(deal: number) {
  const client = useQueryClient();
  useLayoutEffect(() => ask_for_whole(client, deal), [client, deal]);
}

/// The deal that a link leads to.
function deal_of(target: EventTarget | null) {
  const link = target instanceof Element ? target.closest("a") : null;
  const found = link && /^\/deals\/(\d+)$/.exec(link.pathname);
  return found ? Number(found[1]) : undefined;
}

/// Asks for a deal as soon as a link to it is pressed, whatever page it is on: the answer is on its way while the button is
/// still down and the page deals with the input.
export function useDealLinks() {
  const client = useQueryClient();
  useEffect(() => {
    const ask = ({ target, button }: MouseEvent) => {
      const deal = button === 0 ? deal_of(target) : undefined;
      if (deal !== undefined) ask_for_whole(client, deal);
    };
    // A finger that comes down may be about to scroll.
    const press = (event: PointerEvent) => event.pointerType !== "touch" && ask(event);
    addEventListener("pointerdown", press, true);
    // A key that follows a link is a click, too.
    addEventListener("click", ask, true);
    return () => {
      removeEventListener("pointerdown", press, true);
      removeEventListener("click", ask, true);
    };
  }, [client]);
}

/// Empty where the deal has no account.
export function useAccountName(deal: Schemas["Deal"]) {
  const params = { path: { deal: deal.id } };
  return $api.useQuery("get", "/api/deals/{deal}", { params }).data?.account_name ?? "";
}
