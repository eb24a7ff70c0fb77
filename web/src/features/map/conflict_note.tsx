import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/button.tsx";
import { in_words } from "./compare.ts";
import type { Conflict, DraftDoc } from "./draft_doc.ts";
import { rebase } from "./edit.ts";
import { find_spot, type JsonObject, title_of } from "./elements.ts";
import { about, flat, type Operation } from "./operations.ts";
import { texts } from "./texts.ts";

function wish_of(op: Operation): string {
  const first = flat([op])[0];
  if (!first) return "";
  if (first.op === "set") return in_words(first.to);
  if ("value" in first) return in_words(first.value);
  if (first.op === "move") return in_words(first.to.after);
  return String(first.item.name ?? first.item.text ?? first.item.id);
}

/// An edit that raced: what stands there now, and what one wanted. Nothing that was typed is lost.
export function ConflictNote({
  conflict,
  doc,
  map,
  name_of_person,
}: {
  conflict: Conflict;
  doc: DraftDoc;
  map: JsonObject | null;
  name_of_person: (id: number | null) => string;
}) {
  const { t } = useTranslation(texts);
  const note = useRef<HTMLDivElement>(null);
  useEffect(() => note.current?.focus(), []);
  const can_put = map !== null && conflict.ops.some((op) => rebase(map, op) !== undefined);
  const who = conflict.by === null ? t("somebody") : name_of_person(conflict.by);
  return (
    <div ref={note} className="note limit map-note" role="alert" tabIndex={-1}>
      {conflict.rows.map((row) => {
        const first = flat([row.operation])[0];
        const name = first && map ? title_of(find_spot(map, about(first))) : "";
        const field =
          first && "field" in first ? t([`f_${first.field.replaceAll(".", "_")}`, "f_other"]) : "";
        return (
          <div key={row.message}>
            <p className="b">{t("raced", { who, what: [name, field].filter(Boolean).join(" · ") })}</p>
            <p>
              <span className="q">{t("theirs")}</span> {in_words(row.now ?? null)}
            </p>
            <p>
              <span className="q">{t("yours")}</span> {wish_of(row.operation)}
            </p>
          </div>
        );
      })}
      {!can_put && <p className="s">{t("raced_gone")}</p>}
      <div className="row map-acts">
        <Button small onPress={() => doc.settle("theirs")}>
          {t("keep_theirs")}
        </Button>
        <Button small isDisabled={!can_put} onPress={() => doc.settle("mine")}>
          {t("put_mine")}
        </Button>
      </div>
    </div>
  );
}
