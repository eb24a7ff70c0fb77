import { useTranslation } from "react-i18next";
import { AddLine } from "./add_line.tsx";
import { Badges, Sign, useFindingsAt } from "./box.tsx";
import { add_op } from "./edit.ts";
import { useEditor } from "./editor.tsx";
import { address_of, id_of, items_of, type JsonObject, kind_of, lists_of, new_id } from "./elements.ts";
import { beginnings } from "./specs.ts";
import { texts } from "./texts.ts";

const voiced = ["exit", "journey"];

/// Stages of a goal, criteria and tasks of a stage, steps of a journey: opened by a click, added by Enter.
export function ElementsField({
  at,
  list,
  label,
  hint,
  is_disabled,
}: {
  at: string;
  list: string;
  label: string;
  hint?: string;
  is_disabled: boolean;
}) {
  const { t } = useTranslation(texts);
  const { map, edit } = useEditor();
  const kind = lists_of[kind_of(at)]?.[list];
  const items = items_of(map, at, list);
  if (!kind) return null;
  const add = (name: string) => {
    const words = kind === "exit" || kind === "price_rule" ? { text: name } : { name };
    const item: JsonObject = { id: new_id(map, kind, name, at), ...words, ...beginnings[kind] };
    return edit([add_op(map, at, list, item)]);
  };
  return (
    <fieldset className="field map-elements">
      <legend className="f">{label}</legend>
      {hint && <p className="hint">{hint}</p>}
      <ol>
        {items.map((item) => (
          <li key={id_of(item)}>
            <Row at={address_of(kind, id_of(item), at)} item={item} is_voiced={voiced.includes(list)} />
          </li>
        ))}
      </ol>
      {is_disabled && items.length === 0 && <p className="q s">{t("none")}</p>}
      {!is_disabled && (
        <AddLine label={t([`add_${kind}`, "add_line"])} voice={voiced.includes(list)} on_add={add} />
      )}
    </fieldset>
  );
}

function Row({ at, item, is_voiced }: { at: string; item: JsonObject; is_voiced: boolean }) {
  const { select, comparison } = useEditor();
  const found = useFindingsAt(at);
  const mark = comparison?.changes.get(at)?.mark;
  return (
    <button type="button" onClick={() => select(at)}>
      {mark && <Sign mark={mark} />}
      <span className={is_voiced ? "voice small grow" : "grow"}>
        {String(item.name ?? item.text ?? item.id)}
      </span>
      <Badges found={found} />
    </button>
  );
}
