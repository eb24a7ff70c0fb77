import { queryOptions } from "@tanstack/react-query";
import { api, type Schemas } from "../../api/client.ts";

export type DealCard = Schemas["Card"];

interface Wish {
  deal: number;
  give: (card: DealCard | null) => void;
  fail: (error: unknown) => void;
}

/// As many as one request asks for.
const most = 100;
/// Longer than a frame: columns out of sight are drawn in one each.
const gather_ms = 50;

let wishes: Wish[] = [];

async function ask(wanted: readonly Wish[]) {
  try {
    const deals = [...new Set(wanted.map(({ deal }) => deal))];
    const { data } = await api.GET("/api/deal-cards", { params: { query: { deals } } });
    const cards = new Map(data?.cards.map((card) => [card.deal, card]));
    for (const { deal, give } of wanted) give(cards.get(deal) ?? null);
  } catch (error) {
    for (const { fail } of wanted) fail(error);
  }
}

function send() {
  const wanted = wishes;
  wishes = [];
  for (let i = 0; i < wanted.length; i += most) void ask(wanted.slice(i, i + most));
}

function wish(deal: number) {
  return new Promise<DealCard | null>((give, fail) => {
    if (wishes.length === 0) setTimeout(send, gather_ms);
    wishes.push({ deal, give, fail });
  });
}

/// The card of one deal; null where it is gone, or not to be seen. All that are wanted within 50 ms are one request.
export function card_options(deal: number) {
  // The path is what an event makes stale.
  return queryOptions({ queryKey: ["get", "/api/deal-cards", { deal }], queryFn: () => wish(deal) });
}
