import { useTranslation } from "react-i18next";
import { AddLine } from "./add_line.tsx";
import { Box, useFindingsAt } from "./box.tsx";
import { Canvas } from "./canvas.tsx";
import { with_removed } from "./compare.ts";
import { add_op } from "./edit.ts";
import { useEditor } from "./editor.tsx";
import { address_of, id_of, items_of, type JsonObject, type Kind, lists_of, new_id } from "./elements.ts";
import { beginnings, catalogues } from "./specs.ts";
import { texts } from "./texts.ts";

/// What stages refer to: roles, personas, competencies, tools, literature, price rules, own fields and measures.
export function ListsView() {
  const { t } = useTranslation(texts);
  return (
    <Canvas label={t("view_lists")} class_name="map-lists">
      {catalogues.map((list) => (
        <Catalogue key={list} list={list} />
      ))}
    </Canvas>
  );
}

/// A line about an entry beside its name.
function about(item: JsonObject, kind: Kind, t: (key: string) => string) {
  if (kind === "role") return t(`c_side_${item.side}`);
  if (kind === "outcome") return t(`kind_${item.kind}`);
  if (kind === "field" || kind === "measure") return t(`c_kind_${item.kind}`);
  if (kind === "offering" && item.phase) return t(`c_phase_${item.phase}`);
  if (kind === "price_rule") return String(item.require ?? "");
  if (kind === "persona") return String(item.text ?? "");
  if (kind === "literature") return String(item.kind ?? "");
  return kind === "tool" || kind === "brand" || kind === "competency" ? String(item.text ?? "") : "";
}

function Catalogue({ list }: { list: (typeof catalogues)[number] }) {
  const { t } = useTranslation(texts);
  const { map, may_edit, edit, comparison } = useEditor();
  const kind = lists_of.map?.[list] as Kind;
  const rows = with_removed(comparison, "map", list, kind, items_of(map, "map", list));
  const add = (name: string) => {
    const words = kind === "price_rule" ? { text: name } : { name };
    return edit([add_op(map, "map", list, { id: new_id(map, kind, name), ...words, ...beginnings[kind] })]);
  };
  return (
    <section className="sec" aria-label={t([`f_list_${list}`, `f_${list}`])}>
      <header>
        <h2>{t([`f_list_${list}`, `f_${list}`])}</h2>
        <span className="q s">{t(`h_list_${list}`)}</span>
      </header>
      <ul>
        {rows.map(({ item, is_removed }) => (
          <li key={`${id_of(item)}${is_removed}`}>
            <Entry item={item} kind={kind} is_gone={is_removed} />
          </li>
        ))}
      </ul>
      {!may_edit && rows.length === 0 && <p className="q s">{t("none")}</p>}
      {may_edit && <AddLine label={t([`new_${kind}`, `add_${kind}`])} on_add={add} />}
    </section>
  );
}

function Entry({ item, kind, is_gone }: { item: JsonObject; kind: Kind; is_gone: boolean }) {
  const { t } = useTranslation(texts);
  const { comparison } = useEditor();
  const at = address_of(kind, id_of(item), "map");
  const found = useFindingsAt(at);
  const mark = is_gone ? "removed" : comparison?.changes.get(at)?.mark;
  return (
    <Box at={at} class_name="k-entry" is_gone={is_gone} mark={mark} found={is_gone ? [] : found}>
      <span className="map-name">{String(item.name ?? item.text)}</span>
      <span className="s q clip">{about(item, kind, t)}</span>
    </Box>
  );
}
