import { useMap, useProcess } from "../../app/process.tsx";

/// Roles of ours and offerings that the map looked at last knows.
export function useMapWords() {
  const { process } = useProcess();
  const { index } = useMap(process?.id, process?.head);
  const roles = (index?.map.roles ?? []).filter((role) => role.side !== "customer");
  return {
    roles: roles.map((role) => ({ id: role.id ?? "", name: role.name })),
    offerings: (index?.map.offerings ?? []).map((one) => ({ id: one.id ?? "", name: one.name })),
  };
}
