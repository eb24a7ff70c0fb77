import { Check, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Pick } from "../../ui/menu.tsx";
import { Empty } from "../../ui/states.tsx";
import { AddLine } from "./add_line.tsx";
import { Badges, Sign, useFindingsAt } from "./box.tsx";
import { add_op, lines_ops } from "./edit.ts";
import { useEditor } from "./editor.tsx";
import { address_of, id_of, items_of, type JsonObject, new_id } from "./elements.ts";
import { as_lines } from "./field_editor.tsx";
import { useMapSearch } from "./search.ts";
import { texts } from "./texts.ts";

/// How a persona buys, step by step, beside the stages: which stage serves which step, and what is not served.
export function JourneyView() {
  const { t } = useTranslation(texts);
  const { map, may_edit, edit } = useEditor();
  const { search, set } = useMapSearch();
  const personas = items_of(map, "map", "personas");
  const persona = personas.find((one) => one.id === search.persona) ?? personas[0];
  const add_persona = (name: string) => {
    const id = new_id(map, "persona", name);
    const is_added = edit([add_op(map, "map", "personas", { id, name })]);
    if (is_added) set({ persona: id });
    return is_added;
  };
  return (
    <section className="map-journey" aria-label={t("view_journey")}>
      <header className="row wrap">
        <h2>{t("journey_title")}</h2>
        {personas.length > 1 && persona && (
          <Pick
            label={t("kind_of_persona")}
            chosen={id_of(persona)}
            choices={personas.map((one) => ({ id: id_of(one), name: String(one.name) }))}
            on_choose={(id) => set({ persona: id })}
          />
        )}
        {may_edit && <AddLine label={t("new_persona")} on_add={add_persona} />}
      </header>
      {persona ? <Journey key={id_of(persona)} persona={persona} /> : <Empty>{t("no_personas")}</Empty>}
    </section>
  );
}

function Journey({ persona }: { persona: JsonObject }) {
  const { t } = useTranslation(texts);
  const { map, index, may_edit, edit, select } = useEditor();
  const at = address_of("persona", id_of(persona), "map");
  const steps = items_of(map, at, "journey");
  const goals = index.goals
    .map((goal) => ({ goal, stages: goal.stages.filter((stage) => !stage.is_internal) }))
    .filter(({ stages }) => stages.length > 0);
  const unserved = steps.filter((step) => as_lines(step.served_by).length === 0).length;
  const serves = new Set(steps.flatMap((step) => as_lines(step.served_by)));
  const add = (name: string) =>
    edit([add_op(map, at, "journey", { id: new_id(map, "step", name, at), name })]);
  return (
    <>
      <p className="row wrap">
        <button type="button" className="map-link" onClick={() => select(at)}>
          {String(persona.name)}
        </button>
        {persona.text ? <span className="q">{String(persona.text)}</span> : null}
        {unserved > 0 && (
          <span className="mk limit">
            <TriangleAlert className="i" aria-hidden /> {t("unserved_steps", { count: unserved })}
          </span>
        )}
      </p>
      <div className="map-journey-scroll">
        <table className="tb">
          <caption className="only-heard">{t("journey_caption", { name: String(persona.name) })}</caption>
          <thead>
            <tr>
              <td />
              {goals.map(({ goal, stages }) => (
                <th key={goal.id} colSpan={stages.length} scope="colgroup" className="goal">
                  {goal.number} {goal.name}
                </th>
              ))}
            </tr>
            <tr>
              <th scope="col">{t("step_of_journey")}</th>
              {goals.flatMap(({ stages }) =>
                stages.map((stage) => (
                  <th
                    key={stage.id}
                    scope="col"
                    className={serves.has(stage.id) ? "stage" : "stage is-idle"}
                    title={stage.stage.name}
                  >
                    <span>{stage.number}</span>
                    <span className="only-heard">
                      {stage.stage.name}
                      {serves.has(stage.id) ? "" : `, ${t("serves_no_step")}`}
                    </span>
                  </th>
                )),
              )}
            </tr>
          </thead>
          <tbody>
            {steps.map((step) => (
              <StepRow key={id_of(step)} step={step} at={address_of("step", id_of(step), at)} />
            ))}
          </tbody>
        </table>
      </div>
      {may_edit && <AddLine label={t("add_step")} voice on_add={add} />}
      <ol className="map-stage-key s">
        {index.stages.map((stage) => (
          <li key={stage.id}>
            <span className="q">{stage.number}</span> {stage.stage.name}
            {!serves.has(stage.id) && <span className="q"> · {t("serves_no_step")}</span>}
          </li>
        ))}
      </ol>
    </>
  );
}

function StepRow({ step, at }: { step: JsonObject; at: string }) {
  const { t } = useTranslation(texts);
  const { map, index, may_edit, edit, select, comparison } = useEditor();
  const found = useFindingsAt(at);
  const served = as_lines(step.served_by);
  const mark = comparison?.changes.get(at)?.mark;
  const toggle = (stage: string) => {
    const next = served.includes(stage) ? served.filter((one) => one !== stage) : [...served, stage];
    edit(lines_ops(map, at, "served_by", next));
  };
  return (
    <tr className={served.length === 0 ? "is-unserved" : ""}>
      <th scope="row">
        {mark && <Sign mark={mark} />}
        <button type="button" className="map-link voice small" onClick={() => select(at)}>
          {String(step.name)}
        </button>
        <Badges found={found} />
        {served.length === 0 && (
          <span className="mk limit">
            <TriangleAlert className="i" aria-hidden /> {t("not_served")}
          </span>
        )}
      </th>
      {index.stages.map((stage) => {
        const is_on = served.includes(stage.id);
        const label = t("served_by_of", {
          step: String(step.name),
          stage: `${stage.number} ${stage.stage.name}`,
        });
        return (
          <td key={stage.id}>
            {may_edit ? (
              <button
                type="button"
                className="map-serve"
                aria-pressed={is_on}
                aria-label={label}
                title={stage.stage.name}
                onClick={() => toggle(stage.id)}
              >
                {is_on ? <Check className="i" aria-hidden /> : null}
              </button>
            ) : (
              is_on && <Check className="i cust" aria-label={label} />
            )}
          </td>
        );
      })}
    </tr>
  );
}
