import { useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import { api, type Schemas } from "../../api/client.ts";
import { useSession } from "../../app/session.tsx";
import { usePeople } from "../../deals/names.ts";
import { version_as } from "./version_text.ts";

/// What the check says of a version that is published; it does not change but for waivers that end.
export function usePublishedCheck(process: number, version: number | undefined) {
  const query = useQuery({
    queryKey: ["map-check", process, version],
    enabled: version !== undefined && version > 0,
    staleTime: 3_600_000,
    queryFn: async (): Promise<Schemas["MapCheck"] | null> => {
      const text = await version_as(process, version ?? 0, { format: "yaml" });
      const { data } = await api.POST("/api/map-checks", { body: { text } });
      return data ?? null;
    },
  });
  return { check: query.data ?? undefined, is_pending: query.isLoading };
}

/// Names of people, for who changed what.
export function usePeopleNames() {
  const me = useSession();
  const { names } = usePeople();
  return useCallback(
    (id: number | null) => {
      if (id === me.person) return me.name;
      return id === null ? "–" : (names.get(id) ?? `#${id}`);
    },
    [names, me.person, me.name],
  );
}
