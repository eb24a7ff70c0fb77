import { useMemo } from "react";
import { $api, type Schemas } from "../api/client.ts";
import type { components } from "../api/map.d.ts";

export type ProcessMap = components["schemas"]["map"];
export type Stage = components["schemas"]["stage"];
type Goal = components["schemas"]["goal"];
type Outcome = components["schemas"]["outcome"];
export type Criterion = components["schemas"]["exit_criterion"];

/// A stage at its place: `number` is '3.2', or '7' where the map has no goals.
export interface PlacedStage {
  id: string;
  number: string;
  stage: Stage;
  goal: PlacedGoal;
  is_internal: boolean;
}

export interface PlacedGoal {
  id: string;
  number: string;
  name: string;
  value: string;
  stages: PlacedStage[];
}

/// A map as pages walk it: goals in order, with their customer stages; a map without goals has one goal without a name.
export interface MapIndex {
  map: ProcessMap;
  goals: PlacedGoal[];
  stages: PlacedStage[];
  stage_of: (id: string) => PlacedStage | undefined;
  outcome_of: (id: string) => Outcome | undefined;
  /// Stage or outcome; the id itself when the map has neither.
  name_of: (id: string) => string;
}

export function index_map(map: ProcessMap): MapIndex {
  const has_goals = (map.goals?.length ?? 0) > 0;
  const given: Pick<Goal, "id" | "name" | "value" | "stages">[] = has_goals
    ? (map.goals ?? [])
    : [{ id: "", name: "", stages: map.stages ?? [] }];
  const goals = given.map((goal, g) => {
    const placed: PlacedGoal = {
      id: goal.id ?? "",
      number: has_goals ? `${g + 1}` : "",
      name: goal.name,
      value: goal.value ?? "",
      stages: [],
    };
    let s = 0;
    for (const stage of goal.stages ?? []) {
      const number = stage.internal ? "" : `${has_goals ? `${g + 1}.` : ""}${++s}`;
      placed.stages.push({
        id: stage.id ?? "",
        number,
        stage,
        goal: placed,
        is_internal: stage.internal ?? false,
      });
    }
    return placed;
  });
  const all = goals.flatMap((goal) => goal.stages);
  const by_id = new Map(all.map((stage) => [stage.id, stage]));
  const outcomes = new Map((map.outcomes ?? []).map((outcome) => [outcome.id, outcome]));
  return {
    map,
    goals,
    stages: all.filter((stage) => !stage.is_internal),
    stage_of: (id) => by_id.get(id),
    outcome_of: (id) => outcomes.get(id),
    name_of: (id) => by_id.get(id)?.stage.name ?? outcomes.get(id)?.name ?? id,
  };
}

/// The published map of a version; it never changes, so it is asked for once.
export function useMap(process: number | undefined, version: number | undefined) {
  const known = process !== undefined && version !== undefined && version > 0;
  const query = $api.useQuery(
    "get",
    "/api/processes/{process}/versions/{version}",
    { params: { path: { process: process ?? 0, version: version ?? 0 } } },
    { enabled: known, staleTime: Number.POSITIVE_INFINITY, gcTime: 3_600_000 },
  );
  const map = query.data as ProcessMap | undefined;
  const index = useMemo(() => (map ? index_map(map) : undefined), [map]);
  return { ...query, index };
}

const kept_key = "process";

export function keep_process(id: number) {
  localStorage.setItem(kept_key, `${id}`);
}

/// The process that a page is about: of the address, else the one looked at last, else the first that is published.
export function useProcess(asked?: number): {
  process?: Schemas["ProcessRow"];
  processes: Schemas["ProcessRow"][];
  is_pending: boolean;
  error: unknown;
} {
  const query = $api.useQuery("get", "/api/processes", {}, { staleTime: 60_000 });
  const processes = query.data?.processes ?? [];
  const kept = Number(globalThis.localStorage?.getItem(kept_key));
  const published = processes.filter((row) => row.head > 0);
  const process =
    processes.find((row) => row.id === asked) ??
    published.find((row) => row.id === kept) ??
    published[0] ??
    processes[0];
  return { ...(process ? { process } : {}), processes, is_pending: query.isPending, error: query.error };
}
