import { ChevronDown, ChevronRight } from "lucide-react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../app/format.ts";
import type { PlacedGoal, Stage } from "../../app/process.tsx";
import { Button } from "../../ui/button.tsx";
import { AddLine } from "./add_line.tsx";
import { Box, useFindingsAt } from "./box.tsx";
import { Canvas } from "./canvas.tsx";
import { with_removed } from "./compare.ts";
import { useDraggable, useDropTarget } from "./dragging.ts";
import { add_op, move_op, rename_ops, under_goal_ops } from "./edit.ts";
import { useEditor } from "./editor.tsx";
import { find_spot, id_before, id_of, type JsonObject, new_id, title_of } from "./elements.ts";
import { folded_of, useMapSearch } from "./search.ts";
import { texts } from "./texts.ts";

/// The map as a whole: goals side by side, what the customer gains, their stages below.
export function GoalsView() {
  const { t } = useTranslation(texts);
  const { map, index, may_edit, edit } = useEditor();
  const has_goals = index.map.goals !== undefined;
  const add_goal = (name: string) =>
    edit([add_op(map, "map", "goals", { id: new_id(map, "goal", name), name })]);
  return (
    <>
      {may_edit && !has_goals && (
        <p className="map-group">
          <Button small onPress={() => edit(under_goal_ops(map, t("first_goal")), t("said_grouped"))}>
            {t("group_goals")}
          </Button>
        </p>
      )}
      <Canvas label={t("goals_canvas")} class_name="map-goals">
        {index.goals.map((goal) => (
          <GoalColumn key={goal.id} goal={goal} />
        ))}
      </Canvas>
      {may_edit && has_goals && (
        <div className="map-add-goal">
          <AddLine label={t("add_goal")} hint={t("add_goal_hint")} on_add={add_goal} />
        </div>
      )}
      <Outcomes />
    </>
  );
}

function GoalColumn({ goal }: { goal: PlacedGoal }) {
  const { t } = useTranslation(texts);
  const { map, published, may_edit, edit, comparison } = useEditor();
  const { search, set } = useMapSearch();
  const body = useRef<HTMLDivElement>(null);
  const folded = folded_of(search);
  const is_folded = folded.has(goal.id);
  const at = goal.id ? `goal:${goal.id}` : "map";
  const edge = useDropTarget(
    body,
    may_edit,
    (moved) => find_spot(map, moved)?.kind === "stage",
    (moved) => {
      const last = goal.stages.filter((stage) => `stage:${stage.id}` !== moved).at(-1);
      const op = move_op(map, moved, at, last?.id ?? null);
      if (op) edit([op], t("said_moved", { name: title_of(find_spot(map, moved)) }));
    },
  );
  const fold = () => {
    if (is_folded) folded.delete(goal.id);
    else folded.add(goal.id);
    set({ fold: [...folded].join(" ") || undefined });
  };
  const add_stage = (name: string) => {
    const after = goal.stages.filter((stage) => !stage.is_internal).at(-1)?.id ?? null;
    edit([add_op(map, at, "stages", { id: new_id(map, "stage", name), name }, after)]);
  };
  const rows = with_removed(
    comparison,
    at,
    "stages",
    "stage",
    goal.stages.map((one) => one.stage as unknown as JsonObject),
  );
  const numbers = new Map(goal.stages.map((one) => [one.id, one.number]));
  return (
    <div
      ref={body}
      className={`map-goal${edge ? " is-target" : ""}`}
      role="group"
      aria-label={goal.name || t("flat")}
    >
      {goal.id && (
        <header>
          <GoalHead goal={goal} at={at} />
          <button
            type="button"
            className="iconbtn"
            aria-expanded={!is_folded}
            aria-label={t(is_folded ? "unfold" : "fold", { name: goal.name })}
            onClick={fold}
          >
            {is_folded ? (
              <ChevronRight className="i" aria-hidden />
            ) : (
              <ChevronDown className="i" aria-hidden />
            )}
          </button>
        </header>
      )}
      {is_folded ? (
        <p className="q s map-folded">{t("stages_inside", { count: goal.stages.length })}</p>
      ) : (
        <>
          <ol className="map-stages">
            {rows.map(({ item, is_removed }) => (
              <li key={`${id_of(item)}${is_removed}`}>
                <StageCard
                  item={item as unknown as Stage}
                  number={numbers.get(id_of(item)) ?? ""}
                  is_gone={is_removed}
                  on_rename={(name) => edit(rename_ops(map, published, `stage:${id_of(item)}`, name))}
                />
              </li>
            ))}
          </ol>
          {may_edit && (
            <AddLine label={t("add_stage")} hint={t("add_stage_hint")} of={goal.name} on_add={add_stage} />
          )}
        </>
      )}
    </div>
  );
}

function GoalHead({ goal, at }: { goal: PlacedGoal; at: string }) {
  const { t } = useTranslation(texts);
  const { map, published, edit, comparison } = useEditor();
  const found = useFindingsAt(at, (address) => address.startsWith("stage:"));
  return (
    <Box
      at={at}
      class_name="k-goal"
      name={goal.name}
      on_rename={(name) => edit(rename_ops(map, published, at, name))}
      mark={comparison?.changes.get(at)?.mark}
      found={found}
    >
      <span className="map-goal-name">
        <span className="q">{goal.number}</span> {goal.name}
      </span>
      <span className={goal.value ? "voice cust" : "q s"}>{goal.value || t("no_value")}</span>
    </Box>
  );
}

function StageCard({
  item,
  number,
  is_gone,
  on_rename,
}: {
  item: Stage;
  number: string;
  is_gone: boolean;
  on_rename: (name: string) => void;
}) {
  const { t } = useTranslation(texts);
  const { map, may_edit, edit, comparison } = useEditor();
  const at = `stage:${item.id}`;
  const frame = useRef<HTMLDivElement>(null);
  const found = useFindingsAt(at);
  const is_dragging = useDraggable(frame, at, may_edit && !is_gone);
  const edge = useDropTarget(
    frame,
    may_edit && !is_gone,
    (moved) => moved !== at && find_spot(map, moved)?.kind === "stage",
    (moved, where) => {
      const spot = find_spot(map, at);
      if (!spot) return;
      const before = id_before(map, spot);
      const after = where === "after" ? spot.id : before;
      const op = `stage:${after}` === moved ? undefined : move_op(map, moved, spot.parent, after);
      if (op) edit([op], t("said_moved", { name: title_of(find_spot(map, moved)) }));
    },
  );
  const words = ["map-card", is_dragging ? "is-dragging" : "", edge ? `drop-${edge}` : ""];
  return (
    <div ref={frame} className={words.filter(Boolean).join(" ")}>
      <Box
        at={at}
        class_name={item.internal ? "k-stage k-internal" : "k-stage"}
        name={item.name}
        on_rename={on_rename}
        mark={is_gone ? "removed" : comparison?.changes.get(at)?.mark}
        found={is_gone ? [] : found}
        is_gone={is_gone}
      >
        <span className="map-name">
          {number && <span className="q">{number} </span>}
          {item.name}
        </span>
        {item.internal && <span className="s q">{t("is_internal")}</span>}
        {item.optional && <span className="s q">{t("is_optional")}</span>}
        {item.does?.[0] && <span className="voice small">{item.does[0]}</span>}
        <Expected stage={item} />
      </Box>
    </div>
  );
}

/// '12 d · 85 % move on'.
export function Expected({ stage }: { stage: Stage }) {
  const { t } = useTranslation(texts);
  const format = useFormat();
  const words = [
    stage.expected_days === undefined
      ? ""
      : t("days", { count: stage.expected_days, n: format.number(stage.expected_days, 1) }),
    stage.expected_conversion === undefined
      ? ""
      : t("move_on", { share: format.percent(stage.expected_conversion) }),
  ].filter(Boolean);
  return words.length > 0 ? <span className="s q">{words.join(" · ")}</span> : null;
}

function Outcomes() {
  const { t } = useTranslation(texts);
  const { map, index, may_edit, edit, published, comparison } = useEditor();
  const outcomes = with_removed(
    comparison,
    "map",
    "outcomes",
    "outcome",
    (index.map.outcomes ?? []) as unknown as JsonObject[],
  );
  const add = (name: string) =>
    edit([add_op(map, "map", "outcomes", { id: new_id(map, "outcome", name), name, kind: "lost" })]);
  return (
    <section className="map-outcomes" aria-label={t("f_outcomes")}>
      <h2>{t("f_outcomes")}</h2>
      <Canvas label={t("f_outcomes")} class_name="map-outcome-row">
        {outcomes.map(({ item, is_removed }) => (
          <OutcomeBox
            key={`${id_of(item)}${is_removed}`}
            item={item}
            is_gone={is_removed}
            on_rename={(name) => edit(rename_ops(map, published, `outcome:${id_of(item)}`, name))}
          />
        ))}
        {may_edit && <AddLine label={t("add_outcome")} on_add={add} />}
      </Canvas>
    </section>
  );
}

function OutcomeBox({
  item,
  is_gone,
  on_rename,
}: {
  item: JsonObject;
  is_gone: boolean;
  on_rename: (name: string) => void;
}) {
  const { t } = useTranslation(texts);
  const { index, comparison } = useEditor();
  const at = `outcome:${id_of(item)}`;
  const found = useFindingsAt(at);
  const after = item.kind === "won" ? (item.on_leaving ?? index.stages.at(-1)?.id) : undefined;
  return (
    <Box
      at={at}
      class_name="k-outcome"
      name={String(item.name)}
      on_rename={on_rename}
      found={found}
      is_gone={is_gone}
      mark={is_gone ? "removed" : comparison?.changes.get(at)?.mark}
    >
      <span className="map-name">{String(item.name)}</span>
      <span className="s q">
        {t(`kind_${item.kind}`)}
        {after ? ` · ${t("on_leaving_short", { name: index.name_of(String(after)) })}` : ""}
      </span>
    </Box>
  );
}
