import { useTranslation } from "react-i18next";
import type { MapIndex } from "../../app/process.tsx";
import { useMeasuredPage } from "./context.tsx";
import { definition_texts } from "./definitions.ts";
import type { Figure } from "./figures.ts";

type Named = Pick<Figure, "measure" | "part" | "stage" | "goal" | "to">;

function place_name(map: MapIndex, figure: Pick<Named, "stage" | "goal">) {
  if (figure.stage) {
    const stage = map.stage_of(figure.stage);
    return `${stage?.number ?? ""} ${map.name_of(figure.stage)}`.trim();
  }
  const goal = map.goals.find((one) => one.id === figure.goal);
  return goal ? `${goal.number} ${goal.name}`.trim() : (figure.goal ?? "");
}

/// Where a figure leads: a goal, a stage or an outcome by its name.
export function target_name(map: MapIndex, to: string) {
  const goal = map.goals.find((one) => one.id === to);
  return goal ? goal.name : map.name_of(to);
}

/// Titles of measures and parts; of a measure of the map's own, the name that the map gives it.
export function useMeasureTitle() {
  const { t, i18n } = useTranslation(definition_texts);
  const { map } = useMeasuredPage();
  return (measure: string) => {
    if (i18n.exists(`${measure}`, { ns: definition_texts })) return t(measure);
    return map.map.measures?.find((one) => one.id === measure)?.name ?? measure;
  };
}

const silent = new Set(["reached", "to"]);

/// 'Time in stage, median: 3.2 Proof on own data'.
export function useTitle() {
  const { t, i18n } = useTranslation(definition_texts);
  const measure_title = useMeasureTitle();
  const { map } = useMeasuredPage();
  const part_title = (part: string): string => {
    const [view, rest] = part.split("/");
    if (view && rest) return `${part_title(rest)} (${t(`view_${view}`)})`;
    const week = /^\d{4}-W(\d\d)$/.exec(part);
    if (week) return t("part_week", { week: part });
    const key = `part_${part}`;
    return i18n.exists(key, { ns: definition_texts }) ? t(key) : part.replaceAll("_", " ");
  };
  return (figure: Named) => {
    const part = figure.part && !silent.has(figure.part) ? `, ${part_title(figure.part)}` : "";
    const place = figure.stage || figure.goal ? `: ${place_name(map, figure)}` : "";
    const to = figure.to ? ` → ${target_name(map, figure.to)}` : "";
    return `${measure_title(figure.measure)}${part}${place}${to}`;
  };
}
