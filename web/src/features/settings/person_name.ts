import { usePeople } from "../../deals/names.ts";

/// Names of people by id; a dash where nobody is meant, or nobody is known.
export function usePersonName() {
  const { names } = usePeople();
  return (id: number | null) => (id === null ? undefined : names.get(id)) ?? "–";
}
