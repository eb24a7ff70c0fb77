import { keepPreviousData } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { $api, type Schemas } from "../api/client.ts";

/// People of ours: everybody's name by number, and those who are active as choices of a field. `choices_with` adds who is
/// chosen already without being active any more: they would otherwise have no name, and no way to be taken out.
export function usePeople() {
  const query = $api.useQuery("get", "/api/people", {}, { staleTime: 300_000 });
  const people = query.data?.people;
  const names = useMemo(() => new Map((people ?? []).map((one) => [one.id, one.name])), [people]);
  const choices = useMemo(
    () => (people ?? []).filter((one) => one.is_active).map(({ id, name }) => ({ id: `${id}`, name })),
    [people],
  );
  const choices_with = useCallback(
    (chosen: readonly number[]) => {
      const left = chosen.filter((id) => names.has(id) && !choices.some((one) => one.id === `${id}`));
      return [...choices, ...left.map((id) => ({ id: `${id}`, name: names.get(id) ?? "" }))];
    },
    [names, choices],
  );
  return { names, choices, choices_with, is_pending: query.isPending };
}

const no_contacts = new Map<number, Schemas["Contact"]>();
/// As many as one request asks for; a deal names fewer.
const most_ids = 100;

/// The query of contacts by their numbers.
export function contacts_init(ids: readonly number[]) {
  const wanted = [...new Set(ids)].sort((a, b) => a - b).slice(0, most_ids);
  return { params: { query: { ids: wanted, limit: most_ids } } };
}

/// Contacts by their numbers; those that are not there yet, or not to be seen, are missing.
export function useContacts(ids: readonly number[]) {
  const query = $api.useQuery("get", "/api/contacts", contacts_init(ids), {
    enabled: ids.length > 0,
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  });
  const contacts = query.data?.contacts;
  return useMemo(
    () => (contacts ? new Map(contacts.map((contact) => [contact.id, contact])) : no_contacts),
    [contacts],
  );
}

/// Whom one may name on a deal: its buying group, whoever its records name, and the people of its account.
export function useDealContacts(deal: number) {
  const view = $api.useQuery("get", "/api/deals/{deal}", { params: { path: { deal } } });
  const shown = view.data?.deal;
  const account = Number(shown?.attributes.account ?? 0);
  const of_account = $api.useQuery(
    "get",
    "/api/contacts",
    { params: { query: { account, limit: 200, order: "name" } } },
    { enabled: account > 0, staleTime: 60_000 },
  );
  const named = useMemo(() => (shown ? contacts_of(shown) : []), [shown]);
  const others = useContacts(named);
  const contacts = of_account.data?.contacts;
  return useMemo(() => {
    const all = new Map(others);
    for (const contact of contacts ?? []) all.set(contact.id, contact);
    return all;
  }, [others, contacts]);
}

/// Numbers of the contacts that a deal's history and its buying group name.
export function contacts_in(deal: Schemas["Deal"], events: readonly Schemas["DealEvent"][]): number[] {
  const in_events = events.flatMap((event) => (event.details as { contacts?: number[] }).contacts ?? []);
  return [...deal.buying_group.map((member) => member.contact), ...in_events];
}

/// Numbers of all contacts that a deal names, each once.
export function contacts_of(deal: Schemas["Deal"]): number[] {
  const ids = [
    ...deal.buying_group.map((member) => member.contact),
    ...deal.promises.flatMap((promise) => promise.contacts),
    ...deal.objections.flatMap((objection) => objection.contacts),
    ...deal.touchpoints.flatMap((touchpoint) => touchpoint.contacts),
    ...deal.literature.flatMap((given) => given.contacts),
  ];
  return [...new Set(ids)];
}
