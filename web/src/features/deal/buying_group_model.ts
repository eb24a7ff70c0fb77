import type { Schemas } from "../../api/client.ts";

export type Member = Schemas["BuyingRole"];

/// Weight in the decision: who decides, who shapes it, who lives with it.
export const rows = ["decide", "shape", "live"] as const;
type Row = (typeof rows)[number];

/// What they think, from the left of the picture to its right.
const stands = ["against", "open", "for"] as const;
type Stand = (typeof stands)[number];

export const buying_roles = ["decision_maker", "influencer", "coach", "gatekeeper", "user"] as const;

const weight: Record<string, Row> = {
  decision_maker: "decide",
  influencer: "shape",
  coach: "shape",
  gatekeeper: "shape",
};

/// The row of the heaviest role that somebody has; a role that only the map knows shapes as little as a user's.
export function row_of(member: Member): Row {
  const found = member.roles.map((role) => weight[role] ?? "live");
  return rows.find((row) => found.includes(row)) ?? "live";
}

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
      members: members.filter((member) => row_of(member) === row && stand_of(member) === stand),
    })),
  }));
}

/// On which day of the deal somebody was first met, counted from its first day as 1; undefined: not yet.
export function met_day(member: Member, created_at: string): number | undefined {
  if (!member.reached_at) return undefined;
  return Math.max(1, Math.floor((Date.parse(member.reached_at) - Date.parse(created_at)) / 86_400_000) + 1);
}
