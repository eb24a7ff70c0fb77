import { useTranslation } from "react-i18next";
import { Sign } from "./box.tsx";
import type { Mark } from "./compare.ts";
import { useEditor } from "./editor.tsx";
import { way_to } from "./elements.ts";
import { findings_at, type Numbered } from "./findings.ts";
import { texts } from "./texts.ts";

/// Goals and stages by number; what is selected is opened.
export function Outline() {
  const { t } = useTranslation(texts);
  const { map, index, numbered, selected, select, comparison } = useEditor();
  const here = selected ? way_to(map, selected) : [];
  const mark_of = (at: string) => {
    const own = comparison?.changes.get(at)?.mark;
    if (own || !comparison) return own;
    const is_inside = [...comparison.changes.values()].some(
      (one) =>
        one.address !== at &&
        way_to(one.mark === "removed" ? comparison.before : map, one.address).includes(at),
    );
    return is_inside && at.startsWith("stage:") ? ("changed" as const) : undefined;
  };
  const worst = (at: string) =>
    findings_at(map, numbered, at, (address) => address !== at && address.startsWith("stage:"))[0];
  return (
    <nav className="map-outline" aria-label={t("outline")}>
      <ul>
        <li className="g">
          <Line
            at="map"
            name={index.map.name}
            number=""
            is_on={selected === "map"}
            on_open={select}
            worst={undefined}
          />
        </li>
        {index.goals.map((goal) => (
          <li key={goal.id || "flat"}>
            {goal.id && (
              <div className="g">
                <Line
                  at={`goal:${goal.id}`}
                  number={goal.number}
                  name={goal.name}
                  is_on={selected === `goal:${goal.id}`}
                  on_open={select}
                  mark={mark_of(`goal:${goal.id}`)}
                  worst={worst(`goal:${goal.id}`)}
                />
              </div>
            )}
            <ul>
              {goal.stages.map((stage) => {
                const at = `stage:${stage.id}`;
                return (
                  <li key={stage.id} className={stage.is_internal ? "internal" : ""}>
                    <Line
                      at={at}
                      number={stage.number}
                      name={stage.stage.name}
                      is_on={here.includes(at)}
                      on_open={select}
                      mark={mark_of(at)}
                      worst={worst(at)}
                    />
                  </li>
                );
              })}
            </ul>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Line({
  at,
  number,
  name,
  is_on,
  mark,
  worst,
  on_open,
}: {
  at: string;
  number: string;
  name: string;
  is_on: boolean;
  mark?: Mark | undefined;
  worst: Numbered | undefined;
  on_open: (at: string) => void;
}) {
  const { t } = useTranslation(texts);
  return (
    <button
      type="button"
      className={is_on ? "is-on" : ""}
      aria-current={is_on ? "true" : undefined}
      onClick={() => on_open(at)}
    >
      <i>{number}</i>
      <span className="clip" title={name}>
        {name}
      </span>
      {mark && <Sign mark={mark} />}
      {!mark && worst && worst.severity !== "note" && (
        <b className={`map-dot s-${worst.severity}`} title={t(`severity_${worst.severity}`)}>
          <span className="only-heard">{t(`severity_${worst.severity}`)}</span>
        </b>
      )}
    </button>
  );
}
