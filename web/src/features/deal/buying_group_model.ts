import type { Schemas } from "../../api/client.ts";

export type Member = Schemas["GroupMember"];

/// Weight in the decision: who decides, who shapes it, who lives with it.
export const rows = ["decide", "shape", "live"] as const;
type Row = (typeof rows)[number];

/// What they think, from the left of the picture to its right.
const stands = ["against", "open", "for"] as const;
type Stand = (typeof stands)[number];

export const buying_roles = ["decision_maker", "influencer", "coach", "gatekeeper", "user"] as const;

export function stand_of(member: Member): Stand {
  if (member.view === "agrees") return "for";
  return member.view === "against" ? "against" : "open";
}

export interface Cell {
  stand: Stand;
  members: Member[];
}

interface PictureRow {
  row: Row;
  cells: Cell[];
}

/// Three rows of three places; who joined first stands first.
export function picture_of(members: readonly Member[]): PictureRow[] {
  return rows.map((row) => ({
    row,
    cells: stands.map((stand) => ({
      stand,
      members: members.filter((member) => member.weight === row && stand_of(member) === stand),
    })),
  }));
}

/// On which day of the deal somebody was first met, counted from its first day as 1; undefined: not yet.
export function met_day(member: Member, created_at: string): number | undefined {
  if (!member.reached_at) return undefined;
  return Math.max(1, Math.floor((Date.parse(member.reached_at) - Date.parse(created_at)) / 86_400_000) + 1);
}
