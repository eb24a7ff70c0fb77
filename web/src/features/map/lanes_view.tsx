import { CircleCheck, FileText } from "lucide-react";
import { type CSSProperties, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { PlacedStage } from "../../app/process.tsx";
import { Empty } from "../../ui/states.tsx";
import { AddLine } from "./add_line.tsx";
import { Arrows } from "./arrows.tsx";
import { Box, useFindingsAt } from "./box.tsx";
import { Canvas } from "./canvas.tsx";
import { useDraggable, useDropTarget } from "./dragging.ts";
import { add_op, last_of, lines_ops, move_op, rename_ops, set_ops } from "./edit.ts";
import { useEditor } from "./editor.tsx";
import { find_spot, new_id, title_of } from "./elements.ts";
import { Expected } from "./goals_view.tsx";
import { is_gone as is_gone_stage, type Lane, type LaneBox, lanes_of } from "./lanes.ts";
import { apply_all } from "./operations.ts";
import { useMapSearch } from "./search.ts";
import { texts } from "./texts.ts";

/// One goal opened: a column for each stage, the customer's lane first, a lane for each role.
export function LanesView() {
  const { t } = useTranslation(texts);
  const { index, comparison } = useEditor();
  const { search } = useMapSearch();
  const lanes = lanes_of(index, search.goal, comparison, t("nobody"));
  if (!lanes || index.stages.length === 0) return <Empty>{t("no_stages")}</Empty>;
  const { goal, stages, internal } = lanes;
  const columns = {
    minWidth: 116 + 190 * Math.max(1, stages.length),
    gridTemplateColumns: `116px repeat(${Math.max(1, stages.length)}, minmax(190px, 1fr))`,
  } as CSSProperties;
  return (
    <>
      <GoalTabs here={goal.id} />
      <header className="map-lanes-head">
        <h2>
          <span className="q">{goal.number}</span> {goal.name || index.map.name}
        </h2>
        {goal.value && <p className="voice cust">{goal.value}</p>}
      </header>
      {stages.length === 0 && <Empty>{t("no_stages_in_goal")}</Empty>}
      <div className="map-lanes-scroll" tabIndex={-1}>
        <Canvas label={t("lanes_of", { name: goal.name || index.map.name })} class_name="map-lanes">
          <div className="map-lane-row head" style={columns}>
            <span />
            {stages.map((stage) => (
              <StageHead key={stage.id} stage={stage} />
            ))}
          </div>
          {lanes.lanes.map((lane) => (
            <LaneRow key={lane.id} lane={lane} stages={stages} columns={columns} />
          ))}
          <Arrows stages={stages} />
        </Canvas>
      </div>
      {internal.length > 0 && <Background stages={internal} />}
      <p className="s q map-legend">
        <CircleCheck className="i" aria-hidden /> {t("legend_exit")} · <FileText className="i" aria-hidden />{" "}
        {t("legend_output")} · {t("dashed_grey")}
      </p>
    </>
  );
}

/// From goal to goal without the outline, which narrow pages have not.
function GoalTabs({ here }: { here: string }) {
  const { t } = useTranslation(texts);
  const { index } = useEditor();
  const { set } = useMapSearch();
  if (index.goals.length < 2) return null;
  return (
    <nav className="map-goal-tabs" aria-label={t("f_goals")}>
      {index.goals.map((goal) => (
        <button
          key={goal.id}
          type="button"
          aria-current={goal.id === here ? "true" : undefined}
          onClick={() => set({ goal: goal.id, at: undefined, side: undefined }, true)}
        >
          <span className="q">{goal.number}</span> {goal.name}
        </button>
      ))}
    </nav>
  );
}

function StageHead({ stage }: { stage: PlacedStage }) {
  const { t } = useTranslation(texts);
  const { map, index, published, edit, comparison } = useEditor();
  const at = `stage:${stage.id}`;
  const shown = ["exit:", "task:", "output:"];
  const is_gone = is_gone_stage(comparison, stage);
  const found = useFindingsAt(at, (address) => shown.some((kind) => address.startsWith(kind)));
  const { next, back } = stage.stage;
  const names = (ids: string[]) =>
    ids.map((id) => index.stage_of(id)?.number || index.name_of(id)).join(", ");
  return (
    <div className="map-stage-head">
      <Box
        at={at}
        class_name="k-head"
        name={stage.stage.name}
        on_rename={(name) => edit(rename_ops(map, published, at, name))}
        mark={comparison?.changes.get(at)?.mark}
        found={found}
        is_gone={is_gone}
      >
        <span className="map-name">
          <span className="q">{stage.number}</span> {stage.stage.name}
        </span>
        <Expected stage={stage.stage} />
        {stage.stage.optional && <span className="s q">{t("is_optional")}</span>}
        {next && <span className="s q">→ {names(next) || t("none")}</span>}
        {back && <span className="s q">↩ {names(back) || t("none")}</span>}
      </Box>
    </div>
  );
}

function LaneRow({ lane, stages, columns }: { lane: Lane; stages: PlacedStage[]; columns: CSSProperties }) {
  const { t } = useTranslation(texts);
  return (
    <div
      role="group"
      className={`map-lane-row ${lane.side}${lane.is_first ? " first" : ""}`}
      style={columns}
      aria-label={lane.name || t("customer")}
    >
      <h3>
        {lane.name || t("customer")}
        <span className="s q">{t(`c_side_${lane.side}`)}</span>
      </h3>
      {stages.map((stage, i) => (
        <Cell key={stage.id} lane={lane} stage={stage} boxes={lane.cells[i] ?? []} />
      ))}
    </div>
  );
}

/// A task dropped into a cell belongs to its stage and its role.
function Cell({ lane, stage, boxes }: { lane: Lane; stage: PlacedStage; boxes: LaneBox[] }) {
  const { t } = useTranslation(texts);
  const { map, may_edit: may_edit_map, edit, comparison } = useEditor();
  const may_edit = may_edit_map && !is_gone_stage(comparison, stage);
  const cell = useRef<HTMLDivElement>(null);
  const at = `stage:${stage.id}`;
  const can_take = (moved: string) => {
    const kind = find_spot(map, moved)?.kind;
    return lane.is_first ? kind === "exit" : kind === "task";
  };
  const drop = (moved: string) => {
    const list = lane.is_first ? "exit" : "tasks";
    const spot = find_spot(map, moved);
    const move = spot?.parent === at ? undefined : move_op(map, moved, at, last_of(map, at, list));
    const ops = move ? [move] : [];
    if (!lane.is_first) {
      const role = lane.id === stage.stage.lead ? null : lane.id || null;
      ops.push(...(set_ops(apply_all(map, ops), moved, "role", role) as typeof ops));
    }
    if (ops.length > 0) edit([{ op: "group", name: "move", ops }], t("said_moved", { name: title_of(spot) }));
  };
  const edge = useDropTarget(cell, may_edit, can_take, drop);
  const add_task = (name: string) => {
    const role = lane.id && lane.id !== stage.stage.lead ? { role: lane.id } : {};
    return edit([add_op(map, at, "tasks", { id: new_id(map, "task", name), name, ...role })]);
  };
  const add_does = (text: string) => edit(lines_ops(map, at, "does", [...(stage.stage.does ?? []), text]));
  return (
    <div
      ref={cell}
      className={`map-cell${edge ? " is-target" : ""}`}
      data-cell={lane.is_first ? stage.id : undefined}
    >
      {boxes.map((box) => (
        <LaneBoxView key={box.key} box={box} stage={stage} />
      ))}
      {may_edit && (
        <AddLine
          label={t(lane.is_first ? "add_does" : "add_task")}
          of={stage.stage.name}
          voice={lane.is_first}
          on_add={lane.is_first ? add_does : add_task}
        />
      )}
    </div>
  );
}

function LaneBoxView({ box, stage }: { box: LaneBox; stage: PlacedStage }) {
  const { t } = useTranslation(texts);
  const { map, may_edit, edit } = useEditor();
  const frame = useRef<HTMLDivElement>(null);
  const is_gone = box.mark === "removed";
  const is_element = box.field === undefined;
  const inner = useFindingsAt(box.at);
  const is_dragging = useDraggable(frame, box.at, may_edit && is_element && !is_gone);
  if (box.kind === "lead" || box.kind === "with")
    return (
      <div className="map-frame">
        <Box at={box.at} field={box.field ?? "with"} class_name="takes-part">
          <span aria-hidden>●</span>{" "}
          <span className="s q">{t(box.kind === "lead" ? "leads" : "takes_part")}</span>
        </Box>
      </div>
    );
  const rename = (text: string) => {
    if (box.field === "does") {
      const lines = (stage.stage.does ?? []).map((line) => (line === box.text ? text : line));
      edit(lines_ops(map, box.at, "does", lines));
    } else edit(set_ops(map, box.at, box.kind === "exit" ? "text" : "name", text));
  };
  const is_voice = box.kind === "does" || box.kind === "exit";
  const words = ["k-lane", is_voice ? "cust-box" : "", box.is_internal ? "k-internal" : "", `k-${box.kind}`];
  return (
    <div ref={frame} className={is_dragging ? "map-frame is-dragging" : "map-frame"} data-box={box.kind}>
      <Box
        at={box.at}
        {...(box.field ? { field: box.field } : {})}
        class_name={words.filter(Boolean).join(" ")}
        name={box.text}
        on_rename={rename}
        mark={box.mark}
        found={is_element && !is_gone ? inner : []}
        is_gone={is_gone}
      >
        {box.kind === "exit" && <CircleCheck className="i" aria-label={t("kind_of_exit")} />}
        {box.kind === "output" && <FileText className="i" aria-label={t("kind_of_output")} />}
        <span className={is_voice ? "voice small" : ""}>{box.text}</span>
      </Box>
    </div>
  );
}

function Background({ stages }: { stages: PlacedStage[] }) {
  const { t } = useTranslation(texts);
  return (
    <section className="map-background" aria-label={t("background")}>
      <h3>{t("background")}</h3>
      <Canvas label={t("background")} class_name="row wrap">
        {stages.map((stage) => (
          <BackgroundBox key={stage.id} stage={stage} />
        ))}
      </Canvas>
    </section>
  );
}

function BackgroundBox({ stage }: { stage: PlacedStage }) {
  const { comparison } = useEditor();
  const at = `stage:${stage.id}`;
  const found = useFindingsAt(at);
  return (
    <Box at={at} class_name="k-lane k-internal" mark={comparison?.changes.get(at)?.mark} found={found}>
      {stage.stage.name}
    </Box>
  );
}
