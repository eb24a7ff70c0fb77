import type { MapIndex } from "../app/process.tsx";

/// '3.2 Proof on own data', or the bare name where the map has no place for it.
export function stage_title(index: MapIndex | undefined, stage: string) {
  const place = index?.stage_of(stage);
  return place?.number ? `${place.number} ${place.stage.name}` : (index?.name_of(stage) ?? stage);
}
