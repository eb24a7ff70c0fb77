import { ArrowDown, ArrowUp, ChevronDown, ChevronRight, Trash2 } from "lucide-react";
import { Fragment, type RefObject, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "../../ui/button.tsx";
import { Actions } from "../../ui/menu.tsx";
import { useFindingsAt } from "./box.tsx";
import { FindingRow } from "./check_panel.tsx";
import { dependents_of, last_of, move_op, remove_ops, step_op } from "./edit.ts";
import { useEditor } from "./editor.tsx";
import { address_of, find_spot, id_of, items_of, title_of, way_to } from "./elements.ts";
import { FieldEditor } from "./field_editor.tsx";
import { useMapSearch } from "./search.ts";
import { specs } from "./specs.ts";
import { texts } from "./texts.ts";

/// The fields of what is selected, with what the check says of it.
export function ElementPanel({ at }: { at: string }) {
  const { t } = useTranslation(texts);
  const { map, index, may_edit } = useEditor();
  const panel = useRef<HTMLDivElement>(null);
  const spot = find_spot(map, at);
  const found = useFindingsAt(at, (address) => address !== at);
  useFieldFocus(panel, at);
  if (!spot) return <p className="q">{t("gone")}</p>;
  const fields = specs[spot.kind];
  const rare = fields.filter((one) => one.rare);
  const number = index.stage_of(spot.id)?.number;
  return (
    <div ref={panel} className="map-fields">
      <Way at={at} />
      <h2 tabIndex={-1}>
        {spot.kind === "stage" && number && <span className="q">{number} </span>}
        {title_of(spot)}
      </h2>
      {may_edit && at !== "map" && <Acts at={at} />}
      {found.length > 0 && (
        <ol className="map-findings here">
          {found.map((row) => (
            <FindingRow key={`${row.finding.rule}${row.finding.message}`} row={row} is_here />
          ))}
        </ol>
      )}
      {fields
        .filter((one) => !one.rare)
        .map((spec) => (
          <FieldEditor key={spec.field} at={at} spec={spec} />
        ))}
      {rare.length > 0 && (
        <details className="map-fold">
          <summary>
            <ChevronDown className="i" aria-hidden /> {t("more_fields")}
          </summary>
          {rare.map((spec) => (
            <FieldEditor key={spec.field} at={at} spec={spec} />
          ))}
        </details>
      )}
    </div>
  );
}

/// Where a finding sends one: the field is opened and has the focus; else the heading has it.
function useFieldFocus(panel: RefObject<HTMLDivElement | null>, at: string) {
  const { search, set } = useMapSearch();
  const field = search.field;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `at` is why focus moves.
  useEffect(() => {
    if (!field || !panel.current) return;
    const place = panel.current.querySelector<HTMLElement>(`[data-field-of="${CSS.escape(field)}"]`);
    const fold = place?.closest("details");
    if (fold) fold.open = true;
    const inputs = place?.querySelectorAll<HTMLElement>("input, textarea, select, button");
    // Of a list, the line that adds to it.
    const is_list = place?.querySelector("fieldset") !== null;
    const target = is_list ? [...(inputs ?? [])].at(-1) : inputs?.[0];
    target?.focus();
    target?.scrollIntoView({ block: "center" });
    set({ field: undefined });
  }, [field, at]);
}

/// The map, the goal, the stage above it.
function Way({ at }: { at: string }) {
  const { t } = useTranslation(texts);
  const { map, select } = useEditor();
  const above = way_to(map, at).slice(1).reverse();
  const kind = find_spot(map, at)?.kind ?? "map";
  return (
    <p className="map-way s">
      {above.map((one) => (
        <Fragment key={one}>
          <button type="button" onClick={() => select(one)}>
            {one === "map" ? t("kind_of_map") : title_of(find_spot(map, one))}
          </button>
          <ChevronRight className="i" aria-hidden />
        </Fragment>
      ))}
      <span className="q">{t(`kind_of_${kind}`)}</span>
    </p>
  );
}

interface Target {
  id: string;
  name: string;
  parent: string;
}

/// Where else an element may stand: stages under each goal, tasks at each stage.
function useTargets(at: string): Target[] {
  const { map, index } = useEditor();
  const spot = find_spot(map, at);
  if (!spot) return [];
  if (spot.kind === "stage")
    return items_of(map, "map", "goals")
      .map((goal, i) => {
        const parent = address_of("goal", id_of(goal), "map");
        return { id: parent, parent, name: `${i + 1} ${title_of({ item: goal, id: id_of(goal) })}` };
      })
      .filter((one) => one.parent !== spot.parent);
  if (["task", "exit", "output"].includes(spot.kind))
    return index.goals
      .flatMap((goal) => goal.stages)
      .map((stage) => ({
        id: `stage:${stage.id}`,
        parent: `stage:${stage.id}`,
        name: `${stage.number} ${stage.stage.name}`.trim(),
      }))
      .filter((one) => one.parent !== spot.parent);
  return [];
}

function Acts({ at }: { at: string }) {
  const { t } = useTranslation(texts);
  const { map, edit } = useEditor();
  const [is_asking, set_asking] = useState(false);
  const targets = useTargets(at);
  const name = title_of(find_spot(map, at));
  const step = (by: -1 | 1) => {
    const op = step_op(map, at, by);
    if (op) edit([op], t("said_moved", { name }));
  };
  const move = (id: string) => {
    const target = targets.find((one) => one.id === id);
    const list = find_spot(map, at)?.list ?? "";
    const op = target && move_op(map, at, target.parent, last_of(map, target.parent, list));
    if (op) edit([op], t("said_moved", { name }));
  };
  return (
    <>
      <div className="row wrap map-acts">
        <IconButton label={t("up_of", { name })} isDisabled={!step_op(map, at, -1)} onPress={() => step(-1)}>
          <ArrowUp className="i" />
        </IconButton>
        <IconButton label={t("down_of", { name })} isDisabled={!step_op(map, at, 1)} onPress={() => step(1)}>
          <ArrowDown className="i" />
        </IconButton>
        {targets.length > 0 && (
          <Actions label={t("move_to")} button={t("move_to")} actions={targets} on_act={move} />
        )}
        <Button small kind="text" onPress={() => set_asking(true)}>
          <Trash2 className="i" aria-hidden /> {t("remove")}
        </Button>
      </div>
      {is_asking && <RemoveNote at={at} on_close={() => set_asking(false)} />}
    </>
  );
}

/// What goes with it is said before it goes.
function RemoveNote({ at, on_close }: { at: string; on_close: () => void }) {
  const { t } = useTranslation(texts);
  const { map, edit, select } = useEditor();
  const spot = find_spot(map, at);
  const dependents = dependents_of(map, at);
  const label = useFieldWordsOf();
  const remove = () => {
    if (edit(remove_ops(map, at), t("said_removed", { name: title_of(spot) }))) select(spot?.parent);
  };
  return (
    <div className="note limit" role="alert">
      <p>{t("remove_asked", { name: title_of(spot) })}</p>
      {dependents.length > 0 && (
        <>
          <p className="s">{t("remove_with", { count: dependents.length })}</p>
          <ul className="s map-dependents">
            {dependents.map((one) => (
              <li key={`${one.at} ${one.field}`}>
                {title_of(find_spot(map, one.at))}: {label(one.at, one.field)}
              </li>
            ))}
          </ul>
        </>
      )}
      <div className="row">
        <Button small kind="danger" onPress={remove}>
          {t("remove")}
        </Button>
        <Button small kind="text" onPress={on_close}>
          {t("keep")}
        </Button>
      </div>
    </div>
  );
}

function useFieldWordsOf() {
  const { t } = useTranslation(texts);
  return (at: string, field: string) => {
    const key = field.replaceAll(".", "_");
    return t([`f_${at.split(":")[0]}_${key}`, `f_${key}`]);
  };
}
