import type { Schemas } from "../../api/client.ts";
import type { MapIndex, PlacedGoal, PlacedStage } from "../../app/process.tsx";

/// A row of lists; of boards, with what its card says beside it where that was asked for.
export type DealRow = Schemas["ListedDeal"] & { card?: Schemas["Card"] | null };

/// Where cards stand under each other.
export interface Column {
  id: string;
  kind: "lead" | "stage" | "won" | "other";
  number: string;
  name: string;
  /// Stage of its deals; empty: leads.
  stage: string;
  statuses: string[];
  /// Where a card dropped here goes; null: nowhere.
  target: { kind: "stage" | "outcome"; id: string } | null;
  expected_days: number | undefined;
  late_after_days: number | undefined;
}

/// Columns under their goal. Leads, and stages that the map has no longer, stand under none.
export interface Group {
  id: string;
  goal: PlacedGoal | undefined;
  columns: Column[];
}

function stage_column(place: PlacedStage, is_after_win: boolean): Column {
  const { stage } = place;
  const expected = stage.expected_days;
  return {
    id: place.id,
    kind: "stage",
    number: place.number,
    name: stage.name,
    stage: place.id,
    statuses: is_after_win ? ["won"] : ["open"],
    target: { kind: "stage", id: place.id },
    expected_days: expected,
    // As the map's format says: twice the expected where nothing is stated.
    late_after_days: stage.late_after_days ?? (expected === undefined ? undefined : 2 * expected),
  };
}

const plain = { number: "", expected_days: undefined, late_after_days: undefined };

/// Won, and not begun with what comes after the sale.
function won_column(outcome: string, name: string, stage: string): Column {
  const target = { kind: "outcome", id: outcome } as const;
  return { ...plain, id: `won ${outcome}`, kind: "won", name, stage, statuses: ["won"], target };
}

interface Words {
  leads: string;
}

/// Stages in which deals stand that run on an older version of the map, and which it has no longer.
export function gone_stages(index: MapIndex, { rows }: Counts): string[] {
  const gone = rows.map((row) => row.stage).filter((id) => id !== "" && !index.stage_of(id));
  return [...new Set(gone)];
}

/// The board of a map: leads, then the stages under their goals, with what is won before the stages after the sale;
/// at the end those that are gone.
export function groups_of(index: MapIndex, gone: readonly string[], words: Words): Group[] {
  const win = index.map.outcomes?.find((outcome) => outcome.kind === "won");
  const last = index.stages.findIndex((place) => place.id === win?.on_leaving);
  const after = new Set(last < 0 ? [] : index.stages.slice(last + 1).map((place) => place.id));
  const first_after = last < 0 ? undefined : index.stages[last + 1]?.id;
  const lead: Column = {
    ...plain,
    id: "lead",
    kind: "lead",
    name: words.leads,
    stage: "",
    statuses: ["lead"],
    target: null,
  };
  const groups: Group[] = [{ id: "leads", goal: undefined, columns: [lead] }];
  for (const goal of index.goals) {
    const columns: Column[] = [];
    for (const place of goal.stages) {
      if (place.is_internal) continue;
      if (place.id === first_after && win?.id)
        columns.push(won_column(win.id, win.name, win.on_leaving ?? ""));
      columns.push(stage_column(place, after.has(place.id)));
    }
    if (columns.length > 0) groups.push({ id: goal.id || "all", goal, columns });
  }
  const others = gone.map(
    (stage): Column => ({
      ...plain,
      id: `other ${stage}`,
      kind: "other",
      name: stage,
      stage,
      statuses: ["open", "won"],
      target: null,
    }),
  );
  if (others.length > 0) groups.push({ id: "others", goal: undefined, columns: others });
  return groups;
}

interface Sum {
  currency: string;
  minor: number;
}

export interface Head {
  deals: number;
  /// Largest number of deals first.
  sums: Sum[];
  median_days: number | undefined;
}

export interface Counts {
  rows: readonly Schemas["StageCount"][];
  ages: readonly Schemas["StageAge"][];
}

interface Standing {
  status: string;
  stage: string;
}

function belongs(row: Standing, column: Column) {
  return row.stage === column.stage && column.statuses.includes(row.status);
}

/// Over one or several columns, each deal counted once.
export function total_of({ rows }: Counts, columns: readonly Column[]): Head {
  const counted = rows.filter((row) => columns.some((column) => belongs(row, column)));
  const sums = new Map<string, { deals: number; minor: number }>();
  for (const row of counted) {
    const sum = sums.get(row.currency) ?? { deals: 0, minor: 0 };
    sums.set(row.currency, { deals: sum.deals + row.deals, minor: sum.minor + row.amount_minor });
  }
  return {
    deals: counted.reduce((all, row) => all + row.deals, 0),
    sums: [...sums]
      .filter(([currency, sum]) => currency !== "" && sum.minor !== 0)
      .sort(([, a], [, b]) => b.deals - a.deals)
      .map(([currency, sum]) => ({ currency, minor: sum.minor })),
    median_days: undefined,
  };
}

export function head_of(counts: Counts, column: Column): Head {
  const ages = counts.ages.filter((row) => belongs(row, column));
  // Medians of two groups of deals give no median of both.
  const [only] = ages.length === 1 ? ages : [];
  return { ...total_of(counts, [column]), median_days: only?.median_days ?? undefined };
}

export interface Age {
  days: number;
  expected: number | undefined;
  is_late: boolean;
  /// Of the bar, whose middle is the expected time; 0 to 1.
  share: number;
}

/// What the server says of the time in a stage; until it is there, what the map says.
interface Limits {
  expected_days?: number | null | undefined;
  late_after_days?: number | null | undefined;
  is_late?: boolean;
}

/// Time in the stage against what is expected. Undefined where the deal has not entered one.
export function age_of(row: DealRow, limits: Limits, now: Date): Age | undefined {
  const since = row.stage_entered_at ?? (row.status === "lead" ? row.created_at : null);
  if (!since) return undefined;
  const days = Math.max(0, Math.floor((now.getTime() - Date.parse(since)) / 86_400_000));
  const expected = limits.expected_days ?? undefined;
  const late_after = limits.late_after_days ?? undefined;
  const is_late = limits.is_late ?? (late_after !== undefined && days > late_after);
  const share = expected ? Math.min(1, days / (2 * expected)) : 0;
  return { days, expected, is_late, share };
}

/// Ids of goals that are folded, in an address.
export function folded_of(text: unknown): Set<string> {
  return new Set(`${text ?? ""}`.split(",").filter((id) => id !== ""));
}
export function toggled(folded: ReadonlySet<string>, id: string): string | undefined {
  const next = new Set(folded);
  if (!next.delete(id)) next.add(id);
  return [...next].join(",") || undefined;
}
