import { Link } from "@tanstack/react-router";
import type { CSSProperties, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "../api/client.ts";
import type { MapIndex, PlacedGoal, PlacedStage } from "./process.tsx";
import { shell_texts } from "./shell_texts.ts";

interface RailCell {
  shown: ReactNode;
  /// `on`: here; `done`: behind; `lim`: the limit.
  kind?: "on" | "done" | "lim" | undefined;
  title?: string;
}

interface Props {
  index: MapIndex;
  of_goal: (goal: PlacedGoal) => ReactNode;
  of_stage: (stage: PlacedStage) => RailCell;
  process: number;
}

/// The map folded to 60 px: goals side by side, as wide as they have stages. The same order and place on every page.
export function Rail({ index, of_goal, of_stage, process }: Props) {
  const { t } = useTranslation(shell_texts);
  const shown = index.goals
    .map((goal) => ({ goal, stages: goal.stages.filter((stage) => !stage.is_internal) }))
    .filter(({ stages }) => stages.length > 0);
  const columns = {
    gridTemplateColumns: shown.map(({ stages }) => `${stages.length}fr`).join(" "),
  } as CSSProperties;
  return (
    <nav className="rail" aria-label={t("rail")} style={columns}>
      {shown.map(({ goal, stages }) => (
        <Link
          key={goal.id}
          to="/run"
          search={{ process, ...(goal.id ? { goal: goal.id } : {}) }}
          className="plain"
        >
          <span className="rg">
            <b className="clip">
              {goal.number} {goal.name || index.map.name}
            </b>
            <span>{of_goal(goal)}</span>
          </span>
          <span className="rs">
            {stages.map((stage) => {
              const cell = of_stage(stage);
              return (
                <i
                  key={stage.id}
                  className={cell.kind ?? ""}
                  title={cell.title ?? `${stage.number} ${stage.stage.name}`}
                />
              );
            })}
          </span>
          <span className="rn">
            {stages.map((stage) => {
              const cell = of_stage(stage);
              return (
                <span key={stage.id} className={cell.kind === "done" ? "" : (cell.kind ?? "")}>
                  {cell.shown}
                </span>
              );
            })}
          </span>
        </Link>
      ))}
    </nav>
  );
}

/// The rail's place while it is not known what stands in it.
export function RailSpace() {
  return <div className="rail" aria-hidden />;
}

/// Open deals by stage, over all currencies.
function useStageCounts(process: number | undefined) {
  const query = $api.useQuery(
    "get",
    "/api/processes/{process}/stage-counts",
    { params: { path: { process: process ?? 0 } } },
    { enabled: process !== undefined },
  );
  const counts = new Map<string, number>();
  for (const row of query.data?.stages ?? []) counts.set(row.stage, (counts.get(row.stage) ?? 0) + row.deals);
  return { ...query, counts, rows: query.data?.stages ?? [] };
}

/// The rail of Today and Run: how many deals stand where.
export function CountsRail({
  index,
  process,
  here,
}: {
  index: MapIndex;
  process: number;
  here?: string | undefined;
}) {
  const { t } = useTranslation(shell_texts);
  const { counts, data } = useStageCounts(process);
  const count = (stage: PlacedStage) => counts.get(stage.id) ?? 0;
  const sum = (goal: PlacedGoal) => goal.stages.reduce((all, stage) => all + count(stage), 0);
  return (
    <Rail
      index={index}
      process={process}
      of_goal={(goal) => (data ? t("in_goal", { count: sum(goal) }) : "")}
      of_stage={(stage) => ({
        shown: data ? count(stage) : " ",
        kind: stage.id === here ? "on" : undefined,
        title: `${stage.number} ${t("stage_open", { name: stage.stage.name, count: count(stage) })}`,
      })}
    />
  );
}
