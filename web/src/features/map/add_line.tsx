import { Plus } from "lucide-react";
import { type KeyboardEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { texts } from "./texts.ts";

/// A line to add the next one: Enter adds it and waits for another.
export function AddLine({
  label,
  hint,
  of,
  voice = false,
  on_add,
}: {
  label: string;
  hint?: string;
  /// To what it is added, for who does not see where it stands.
  of?: string;
  voice?: boolean;
  on_add: (name: string) => unknown;
}) {
  const { t } = useTranslation(texts);
  const id = useId();
  const [text, set_text] = useState("");
  const add = () => {
    const name = text.trim();
    if (!name) return;
    // False: it did not fit; what was typed stays.
    if (on_add(name) !== false) set_text("");
  };
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    event.stopPropagation();
    if (event.key === "Escape") set_text("");
    if (event.key !== "Enter") return;
    event.preventDefault();
    add();
  };
  return (
    <span className="map-add">
      <Plus className="i" aria-hidden />
      <input
        id={id}
        className={voice ? "voice small" : ""}
        aria-label={of ? t("add_to", { label, of }) : label}
        placeholder={label}
        title={hint}
        value={text}
        maxLength={400}
        onChange={(event) => set_text(event.target.value)}
        onKeyDown={press}
        onBlur={add}
      />
    </span>
  );
}
