import { useQueries, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";
import { $api, type Schemas } from "../../api/client.ts";

/// After an act on accounts or contacts: what is told of either is asked for anew.
export function useRefreshCustomers() {
  const client = useQueryClient();
  return useCallback(
    () =>
      void client.invalidateQueries({
        predicate: ({ queryKey }) =>
          typeof queryKey[1] === "string" && /^\/api\/(accounts|contacts|duplicates)/.test(queryKey[1]),
      }),
    [client],
  );
}

export type Tab = "accounts" | "contacts" | "duplicates";

/// What of the page stands in its address.
interface Where {
  tab: Tab;
  name: string;
  order: "name" | "created_at";
  account: number | undefined;
  contact: number | undefined;
  /// 'new', 'merge', 'merge:12', 'erase', 'edit', 'add'; empty: nothing is open.
  act: string;
}

function where_of(search: Record<string, unknown>): Where {
  const id = (value: unknown) => (typeof value === "number" && value > 0 ? value : undefined);
  const text = (value: unknown) => (typeof value === "string" || typeof value === "number" ? `${value}` : "");
  const contact = id(search.contact);
  const tabs: Tab[] = ["accounts", "contacts", "duplicates"];
  return {
    tab: tabs.find((tab) => tab === search.tab) ?? (contact ? "contacts" : "accounts"),
    name: text(search.name),
    order: search.order === "created_at" ? "created_at" : "name",
    account: contact ? undefined : id(search.account),
    contact,
    act: text(search.act),
  };
}

export function useWhere() {
  const search = useSearch({ strict: false }) as Record<string, unknown>;
  const navigate = useNavigate();
  const where = where_of(search);
  const go = useCallback(
    (change: Record<string, string | number | undefined>) =>
      void navigate({
        to: ".",
        search: ((before: Record<string, unknown>) => ({ ...before, ...change })) as never,
        resetScroll: false,
      }),
    [navigate],
  );
  return { ...where, go };
}

function by_id(answers: { data: Schemas["Account"] | undefined }[]) {
  return new Map(answers.flatMap(({ data }) => (data ? [[data.id, data.name] as const] : [])));
}

/// Names of accounts by their numbers; of those that are there already.
export function useAccountNames(ids: readonly (number | null)[]) {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  return useQueries({
    queries: wanted.map((account) =>
      $api.queryOptions(
        "get",
        "/api/accounts/{account}",
        { params: { path: { account } } },
        { staleTime: 300_000 },
      ),
    ),
    combine: by_id,
  });
}
