import type { MapIndex, PlacedGoal, PlacedStage } from "../../app/process.tsx";
import type { Comparison } from "./compare.ts";
import { compare_lines, type Mark, with_removed } from "./compare.ts";
import { find_spot, id_of, type JsonObject } from "./elements.ts";

/// One box of a lane; several lines of one field have the stage's address and their line.
export interface LaneBox {
  key: string;
  at: string;
  field?: string;
  text: string;
  kind: "does" | "exit" | "task" | "output" | "lead" | "with";
  is_internal: boolean;
  mark: Mark | undefined;
}

export interface Lane {
  /// Of a role; 'customer' for the customer's, also where no role says so.
  id: string;
  name: string;
  side: "customer" | "us" | "partner";
  /// Whether it is the customer's, whose acts stand in it.
  is_first: boolean;
  /// A cell for each stage of the goal.
  cells: LaneBox[][];
}

interface Lanes {
  goal: PlacedGoal;
  /// Customer stages, in order; internal ones stand in the last row.
  stages: PlacedStage[];
  lanes: Lane[];
  internal: PlacedStage[];
}

interface Scene {
  index: MapIndex;
  comparison: Comparison | undefined;
}

function own_mark(scene: Scene, at: string, is_removed: boolean): Mark | undefined {
  return is_removed ? "removed" : scene.comparison?.changes.get(at)?.mark;
}

function does_boxes(scene: Scene, stage: PlacedStage): LaneBox[] {
  const at = `stage:${stage.id}`;
  const before = scene.comparison && find_spot(scene.comparison.before, at)?.item.does;
  const now = stage.stage.does ?? [];
  const mark = scene.comparison?.changes.get(at)?.mark;
  const lines = scene.comparison
    ? compare_lines(mark === "added" ? now : (before ?? []), mark === "removed" ? [] : now)
    : now.map((line) => ({ line, mark: "same" as const }));
  return lines.map(({ line, mark }, i) => ({
    key: `does ${mark} ${i}`,
    at,
    field: "does",
    text: line,
    kind: "does",
    is_internal: false,
    mark: mark === "same" ? undefined : mark,
  }));
}

function items(
  scene: Scene,
  stage: PlacedStage,
  list: "exit" | "tasks" | "outputs",
  kind: "exit" | "task" | "output",
) {
  const at = `stage:${stage.id}`;
  const now = (stage.stage[list] ?? []) as unknown as JsonObject[];
  return with_removed(scene.comparison, at, list, kind, now).map(({ item, is_removed }) => ({
    item,
    box: {
      key: `${kind} ${id_of(item)} ${is_removed}`,
      at: `${kind}:${id_of(item)}`,
      text: String(item.name ?? item.text ?? ""),
      kind,
      is_internal: false,
      mark: own_mark(scene, `${kind}:${id_of(item)}`, is_removed || is_gone(scene.comparison, stage)),
    } as LaneBox,
  }));
}

function customer_cell(scene: Scene, stage: PlacedStage): LaneBox[] {
  const outputs = items(scene, stage, "outputs", "output").filter(({ item }) => item.by === "customer");
  return [
    ...does_boxes(scene, stage),
    ...items(scene, stage, "exit", "exit").map(({ box }) => box),
    ...outputs.map(({ box }) => box),
  ];
}

/// Tasks of the role, outputs where it leads, and a word where it only takes part.
function role_cell(scene: Scene, stage: PlacedStage, role: { id: string }): LaneBox[] {
  const lead = stage.stage.lead ?? "";
  const tasks = items(scene, stage, "tasks", "task")
    .filter(({ item }) => (item.role ?? lead) === role.id)
    .map(({ item, box }) => ({ ...box, is_internal: item.internal === true }));
  const outputs = items(scene, stage, "outputs", "output")
    .filter(({ item }) => lead === role.id && item.by !== "customer")
    .map(({ item, box }) => ({ ...box, is_internal: item.for === "us" }));
  const boxes = [...tasks, ...outputs];
  const takes_part = lead === role.id ? "lead" : stage.stage.with?.includes(role.id) ? "with" : undefined;
  if (boxes.length > 0 || !takes_part) return boxes;
  const at = `stage:${stage.id}`;
  return [
    {
      key: takes_part,
      at,
      field: takes_part,
      text: "",
      kind: takes_part,
      is_internal: false,
      mark: undefined,
    },
  ];
}

/// The customer stages of a goal, with those that were taken away where they stood.
function columns_of(goal: PlacedGoal, comparison: Comparison | undefined): PlacedStage[] {
  const now = goal.stages.map((one) => one.stage as unknown as JsonObject);
  const at = goal.id ? `goal:${goal.id}` : "map";
  return with_removed(comparison, at, "stages", "stage", now)
    .map(({ item, is_removed }) => {
      const known = is_removed ? undefined : goal.stages.find((one) => one.id === id_of(item));
      const stage = item as unknown as PlacedStage["stage"];
      return known ?? { id: id_of(item), number: "", stage, goal, is_internal: stage.internal ?? false };
    })
    .filter((stage) => !stage.is_internal);
}

/// Whether a column is only there to show what was taken away.
export function is_gone(comparison: Comparison | undefined, stage: PlacedStage) {
  return comparison?.changes.get(`stage:${stage.id}`)?.mark === "removed";
}

const sides = ["customer", "us", "partner"] as const;

/// A goal opened: the customer's lane first, then one for each role that has something to do there. Roles without
/// anything in this goal are left out; tasks that nobody leads stand in a lane of their own.
export function lanes_of(
  index: MapIndex,
  goal_id: string | undefined,
  comparison?: Comparison,
  nobody = "",
): Lanes | undefined {
  const goal = index.goals.find((one) => one.id === goal_id) ?? index.goals[0];
  if (!goal) return undefined;
  const scene = { index, comparison };
  const stages = columns_of(goal, comparison);
  const roles = (index.map.roles ?? []).map((role) => ({ ...role, id: role.id ?? "" }));
  const customers = roles.filter((role) => role.side === "customer");
  const first: Lane = {
    id: customers[0]?.id ?? "customer",
    name: customers[0]?.name ?? "",
    side: "customer",
    is_first: true,
    cells: stages.map((stage) => customer_cell(scene, stage)),
  };
  const others = [
    ...roles.filter((role) => role.id !== first.id),
    { id: "", name: nobody, side: "us" as const },
  ];
  const lanes = others
    .toSorted((a, b) => sides.indexOf(a.side) - sides.indexOf(b.side))
    .map(
      (role): Lane => ({
        id: role.id,
        name: role.name,
        side: role.side,
        is_first: false,
        cells: stages.map((stage) => role_cell(scene, stage, role)),
      }),
    )
    .filter((lane) => lane.cells.some((cell) => cell.length > 0));
  // The customer may have tasks of its own, too.
  const own = stages.map((stage) => role_cell(scene, stage, { id: first.id }));
  first.cells = first.cells.map((cell, i) => [
    ...cell,
    ...(own[i] ?? []).filter((box) => box.kind === "task"),
  ]);
  return {
    goal,
    stages,
    lanes: [first, ...lanes],
    internal: goal.stages.filter((stage) => stage.is_internal),
  };
}
