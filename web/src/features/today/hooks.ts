import { keepPreviousData } from "@tanstack/react-query";
import { useNavigate, useRouterState } from "@tanstack/react-router";
import { useCallback, useEffect, useMemo, useState } from "react";
import { $api, type Schemas } from "../../api/client.ts";
import { add_days, useFormat } from "../../app/format.ts";
import { useSession } from "../../app/session.tsx";
import { first_month_of, group_promises, next_visit, quarter_of, type Visit } from "./model.ts";

export type Whose = "mine" | "team" | "all";

interface TodaySearch {
  process?: number;
  whose?: Whose;
  /// 'overdue', 'slipping', ...: the lists that are shown whole.
  all?: string;
  /// A deal whose next steps are open.
  suggest?: number;
  /// A promise that is being acted on, as '12.3.move'.
  act?: string;
}

/// What the address says, and how to say something else. `undefined` takes a word out of the address.
export function useTodaySearch() {
  const search = useRouterState({ select: (state) => state.location.search }) as TodaySearch;
  const navigate = useNavigate();
  const change = useCallback(
    (to: { [K in keyof TodaySearch]?: TodaySearch[K] | undefined }) =>
      void navigate({
        to: ".",
        search: ((before: object) => ({ ...before, ...to })) as never,
        replace: true,
        resetScroll: false,
      }),
    [navigate],
  );
  return { search, change };
}

/// Which lists of this page are shown whole, in the address as words with commas.
export function useWhole(name: string) {
  const { search, change } = useTodaySearch();
  const words = (search.all ?? "").split(",").filter(Boolean);
  const is_whole = words.includes(name);
  const toggle = () => {
    const next = is_whole ? words.filter((word) => word !== name) : [...words, name];
    change({ all: next.length > 0 ? next.join(",") : undefined });
  };
  return { is_whole, toggle };
}

export interface Reach {
  whose: Whose;
  choices: Whose[];
  person: number;
  team: number | undefined;
}

/// What may be chosen, of somebody who reads the deals of `reads`: what would show the same is offered once.
export function choices_for(reads: string, team: number | null): Whose[] {
  if (reads === "own") return ["mine"];
  if (team === null) return ["mine", "all"];
  return reads === "team" ? ["mine", "team"] : ["mine", "team", "all"];
}

/// Mine, my team's or all that I may see; without a choice mine, or for who leads or only reads the next wider one.
export function useReach(): Reach {
  const session = useSession();
  const { search } = useTodaySearch();
  return useMemo(() => {
    const choices = choices_for(session.reads, session.team);
    const leads = session.rights.includes("deal.assign") || !session.rights.includes("deal.change");
    const usual = leads ? (choices[1] ?? "mine") : "mine";
    const whose = search.whose && choices.includes(search.whose) ? search.whose : usual;
    return { whose, choices, person: session.person, team: session.team ?? undefined };
  }, [search.whose, session]);
}

/// Owner and team as lists take them.
export function reach_query(reach: Reach): { owner?: number; team?: number } {
  if (reach.whose === "mine") return { owner: reach.person };
  if (reach.whose === "team" && reach.team !== undefined) return { team: reach.team };
  return {};
}

export function useQuarter() {
  const format = useFormat();
  const settings = $api.useQuery("get", "/api/workspace/measures", {}, { staleTime: 300_000 });
  const today = format.today();
  const first_month = first_month_of(settings.data?.text ?? "");
  return useMemo(() => ({ ...quarter_of(today, first_month), today }), [today, first_month]);
}

/// Promises of open deals that are still open, up to the days that count as due soon.
export function useDuePromises(reach: Reach) {
  const today = useFormat().today();
  const selling = $api.useQuery("get", "/api/workspace/selling", {}, { staleTime: 300_000 });
  const soon = selling.data?.due_soon_days ?? 3;
  const { owner, ...of_team } = reach_query(reach);
  const query = $api.useQuery("get", "/api/promises", {
    params: {
      query: {
        open: true,
        deal_open: true,
        due_before: add_days(today, soon + 1),
        limit: 500,
        ...(owner === undefined ? of_team : { person: owner }),
      },
    },
  });
  const groups = useMemo(() => query.data && group_promises(query.data.promises, today), [query.data, today]);
  return { ...query, groups, soon };
}

export function useSlipping(reach: Reach) {
  return $api.useQuery("get", "/api/slipping-deals", {
    params: { query: { limit: 50, ...reach_query(reach) } },
  });
}

/// Names, amounts and owners of deals that other lists name by id.
export function useDealRows(ids: readonly number[]) {
  const query = $api.useQuery(
    "get",
    "/api/deals",
    { params: { query: { ids: [...ids], limit: ids.length } } },
    { enabled: ids.length > 0, placeholderData: keepPreviousData },
  );
  return useMemo(() => new Map((query.data?.deals ?? []).map((deal) => [deal.id, deal])), [query.data]);
}

export type DealRow = Schemas["ListedDeal"];

export function useWithoutNextStep(reach: Reach) {
  // Several owners may be asked for here.
  const { owner, ...of_team } = reach_query(reach);
  return $api.useQuery("get", "/api/deals", {
    params: {
      query: {
        without_next_step: true,
        status: ["open"],
        order: "last_event_at",
        limit: 100,
        ...(owner === undefined ? of_team : { owner: [owner] }),
      },
    },
  });
}

export function useSilent(reach: Reach) {
  const { team: _, ...query } = reach_query(reach);
  return $api.useQuery("get", "/api/silent-deals", { params: { query: { limit: 100, ...query } } });
}

function read_visit(key: string): Visit | undefined {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? "null") as Visit | null;
    return kept && !Number.isNaN(Date.parse(kept.since)) ? kept : undefined;
  } catch {
    return undefined;
  }
}

/// Since when changes are news to the person on this device.
export function useLastVisit() {
  const { person } = useSession();
  const key = `visit of ${person}`;
  const [visit] = useState(() => next_visit(read_visit(key), new Date()));
  useEffect(() => {
    const keep = () =>
      localStorage.setItem(key, JSON.stringify({ ...visit, seen_at: new Date().toISOString() }));
    keep();
    document.addEventListener("visibilitychange", keep);
    return () => {
      keep();
      document.removeEventListener("visibilitychange", keep);
    };
  }, [key, visit]);
  return visit.since;
}
