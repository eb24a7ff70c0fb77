import type { Schemas } from "../../api/client.ts";
import type { ShareFigure } from "./figures.ts";

type KeepingRow = Schemas["KeepingOfOne"];

/// The share of one person, or of the one row of all; undefined while nothing has come due.
export function own_share(rows: readonly KeepingRow[], person: number | undefined): ShareFigure | undefined {
  const address = person === undefined ? "" : `person:${person}`;
  const share = rows.find((row) => row.address === address)?.kept.share;
  if (!share) return undefined;
  const { value, low, high, known, too_thin } = share;
  return { value, low, high, n: known, is_thin: too_thin };
}
