import { $api } from "../../api/client.ts";

/// Names of people by id; a dash where nobody is meant, or nobody is known.
export function usePersonName() {
  const people = $api.useQuery("get", "/api/people", {}, { staleTime: 300_000 });
  return (id: number | null) => people.data?.people.find((person) => person.id === id)?.name ?? "–";
}
