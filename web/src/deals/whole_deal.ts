import type { QueryClient } from "@tanstack/react-query";
import { $api, api, type Schemas } from "../api/client.ts";
import { contacts_in, contacts_init, contacts_of } from "./names.ts";

type Whole = Schemas["WholeDeal"];

/// What of the whole each part is.
const parts = {
  "/api/deals/{deal}": (whole: Whole) => whole.deal,
  "/api/deals/{deal}/plan": (whole: Whole) => whole.plan,
  "/api/deals/{deal}/events": (whole: Whole) => whole.history,
  "/api/deals/{deal}/buying-group": (whole: Whole) => whole.buying_group,
  "/api/deals/{deal}/attachments": (whole: Whole) => whole.attachments,
} as const;

/// Keeps contacts as the lists that the page asks for, where they are all there.
function keep_contacts(client: QueryClient, { deal: { deal }, history: { events }, contacts }: Whole) {
  const by_id = new Map(contacts.map((contact) => [contact.id, contact]));
  for (const init of [contacts_init(contacts_of(deal)), contacts_init(contacts_in(deal, events))]) {
    const named = init.params.query.ids.flatMap((id) => by_id.get(id) ?? []);
    if (named.length < init.params.query.ids.length) continue;
    const { queryKey } = $api.queryOptions("get", "/api/contacts", init);
    client.setQueryData(queryKey, { contacts: named, next: "" });
  }
}

/// Asks for those parts of a deal's page that are not there, or old, by one request; each is then found as if it had been asked
/// for by itself.
export function ask_for_whole(client: QueryClient, deal: number) {
  const params = { path: { deal } };
  let answer: Promise<Whole> | undefined;
  const ask = async () => {
    try {
      const { data } = await api.GET("/api/deals/{deal}/whole", { params });
      keep_contacts(client, data as Whole);
      return data as Whole;
    } catch (error) {
      answer = undefined;
      throw error;
    }
  };
  for (const [path, part] of Object.entries(parts)) {
    const { queryKey } = $api.queryOptions("get", path as keyof typeof parts, { params });
    const queryFn = async () => {
      answer ??= ask();
      return part(await answer);
    };
    void client.prefetchQuery({ queryKey: queryKey as readonly unknown[], queryFn });
  }
}
