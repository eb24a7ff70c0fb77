import type { Schemas } from "../../api/client.ts";
import { digits_of } from "../../app/format.ts";
import type { MapIndex, PlacedGoal } from "../../app/process.tsx";

export type Deal = Schemas["Deal"];
export type DealView = Schemas["DealView"];
type PromiseState = Schemas["Keeping"];
type Promise = Schemas["Promise"];

const day_ms = 86_400_000;

/// Days that a deal spent in each stage, over all its visits; the visit that goes on counts up to `now`.
export function days_per_stage(visits: readonly Schemas["Visit"][], now: Date): Map<string, number> {
  const days = new Map<string, number>();
  for (const visit of visits) {
    const left = visit.left ? Date.parse(visit.left) : now.getTime();
    const spent = Math.max(0, left - Date.parse(visit.entered)) / day_ms;
    days.set(visit.stage, (days.get(visit.stage) ?? 0) + spent);
  }
  return days;
}

interface GoalDays {
  /// Undefined: the deal was never in a stage of the goal.
  days: number | undefined;
  /// What the map expects of all its stages together; undefined where it states nothing.
  expected: number | undefined;
  is_here: boolean;
}

export function days_in_goal(goal: PlacedGoal, days: Map<string, number>, stage: string): GoalDays {
  const visited = goal.stages.filter((place) => days.has(place.id));
  const stated = goal.stages.filter((place) => !place.is_internal && place.stage.expected_days !== undefined);
  return {
    days: visited.length > 0 ? visited.reduce((sum, place) => sum + (days.get(place.id) ?? 0), 0) : undefined,
    expected:
      stated.length > 0
        ? stated.reduce((sum, place) => sum + (place.stage.expected_days ?? 0), 0)
        : undefined,
    is_here: goal.stages.some((place) => place.id === stage),
  };
}

/// A money text of the API ('17300.00') in minor units; undefined where it is none.
export function to_minor(text: string | undefined, currency: string): number | undefined {
  if (!text) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? Math.round(value * 10 ** digits_of(currency)) : undefined;
}

/// The next thing that one waits for: the open promise of either side that falls due first.
export function next_promise(deal: Deal): Promise | undefined {
  return deal.promises
    .filter((promise) => promise.state === "open")
    .reduce<Promise | undefined>(
      (first, promise) => (first && first.due <= promise.due ? first : promise),
      undefined,
    );
}

/// Nothing more is to be done on it, unless it is opened again.
export function is_ended(deal: Deal) {
  return ["lost", "no_decision", "merged", "deleted"].includes(deal.status);
}

/// How the server says a promise stands.
export function judged(view: DealView, promise: number): Schemas["PromiseKeeping"] | undefined {
  return view.guide.keeping.find((one) => one.promise === promise);
}

export function keeping_of(view: DealView, promise: number): PromiseState | undefined {
  return judged(view, promise)?.keeping;
}

/// What the server says of a quote: the rules that it broke, and whether who is signed in may decide on it now.
export function standing_of(view: DealView, quote: number): Schemas["QuoteStanding"] | undefined {
  return view.guide.quotes.find((one) => one.quote === quote);
}

export function is_bad(keeping: PromiseState | undefined) {
  return keeping === "overdue" || keeping === "broken";
}

/// What is not settled comes first, what is due soonest on top; then what ended, the newest on top.
export function in_order(promises: readonly Promise[]): Promise[] {
  const open = promises.filter((promise) => promise.state === "open");
  const ended = promises.filter((promise) => promise.state !== "open");
  return [
    ...open.toSorted((a, b) => a.due.localeCompare(b.due)),
    ...ended.toSorted((a, b) => b.due.localeCompare(a.due)),
  ];
}

/// As they are ordered: all that are open, and so many of those that ended as tell how it went lately.
export function with_latest(promises: readonly Promise[], latest = 3): Promise[] {
  const ended = promises.filter((promise) => promise.state !== "open").slice(0, latest);
  return promises.filter((promise) => promise.state === "open" || ended.includes(promise));
}

interface Kept {
  kept: number;
  due: number;
}

/// Of the promises of one side that came due: how many were kept on time or late, by what the server says of each.
export function kept_of(view: DealView, is_ours: boolean): Kept {
  const counted = view.deal.promises
    .filter((promise) => (promise.side === "us") === is_ours)
    .map((promise) => keeping_of(view, promise.number))
    .filter((keeping) => keeping !== undefined && keeping !== "open" && keeping !== "withdrawn");
  const kept = counted.filter((keeping) => keeping === "on_time" || keeping === "late").length;
  return { kept, due: counted.length };
}

export interface DateChange {
  id: number;
  /// Empty: none was stated.
  from: string;
  to: string;
  at: string;
  person: number | null;
  why: string;
}

/// Every change of the expected close, oldest first, with the words that were said to it.
export function date_changes(events: readonly Schemas["DealEvent"][]): DateChange[] {
  return events
    .filter((event) => event.kind === "attribute_changed" && event.symbol === "expected_close")
    .map((event) => {
      const { reason } = event.details as { reason?: string };
      return {
        id: event.id,
        from: event.from,
        to: event.to,
        at: event.at,
        person: event.actor,
        why: event.note || (reason ?? "").replaceAll("_", " "),
      };
    });
}

/// Where the process leads forward from here, in the map's order: the stage that comes next, or its end.
export function next_move(view: DealView): Schemas["MovePreview"] | undefined {
  return view.guide.moves.find((move) => move.move === "forward" || move.move === "begin");
}

/// The move out of the process, of whoever stands in its last stage.
export function end_move(view: DealView, index: MapIndex): Schemas["MovePreview"] | undefined {
  return view.guide.moves.find((move) => is_end(move, index));
}

/// Whether a move leaves the process: the server calls that so where the map has nothing of this name.
export function is_end({ to }: { to: string }, index: MapIndex) {
  return to === "end" && !index.stage_of(to) && !index.outcome_of(to);
}

interface Brings {
  roles: { id: string; name: string; people: number[] }[];
  skills: { name: string; level: string }[];
  tools: { name: string; text: string; url: string }[];
}

/// Whom and what a stage takes, by the map; who fills a role by the workspace's settings.
export function brings_of(
  index: MapIndex,
  stage: string,
  people_in: Record<string, number[] | undefined>,
): Brings {
  const place = index.stage_of(stage)?.stage;
  const { roles = [], competencies = [], tools = [] } = index.map;
  const wanted = [...new Set([place?.lead, ...(place?.with ?? [])])].filter((id) => id !== undefined);
  return {
    roles: wanted.map((id) => ({
      id,
      name: roles.find((role) => role.id === id)?.name ?? id,
      people: people_in[id] ?? [],
    })),
    skills: Object.entries(place?.skills ?? {}).map(([id, level]) => {
      const competency = competencies.find((one) => one.id === id);
      return { name: competency?.name ?? id, level: competency?.levels?.[level - 1] ?? `${level}` };
    }),
    tools: (place?.tools ?? []).map((id) => {
      const tool = tools.find((one) => one.id === id);
      return { name: tool?.name ?? id, text: tool?.text ?? "", url: tool?.url ?? "" };
    }),
  };
}

/// An address of the map that may be opened: another scheme than the web's is shown as text.
export function is_web_address(url: string) {
  return /^https?:\/\//i.test(url);
}
