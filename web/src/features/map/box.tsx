import { type KeyboardEvent, type ReactNode, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Initials } from "../../ui/marks.tsx";
import type { Mark } from "./compare.ts";
import { useEditor } from "./editor.tsx";
import { findings_at, type Numbered } from "./findings.ts";
import { texts } from "./texts.ts";

const signs: Record<Mark, string> = { added: "+", changed: "~", removed: "−", moved: "↕" };

/// + ~ − beside what a comparison is about; the word is heard.
export function Sign({ mark }: { mark: Mark }) {
  const { t } = useTranslation(texts);
  return (
    <b className={`map-sign ${mark}`}>
      <span aria-hidden>{signs[mark]}</span>
      <span className="only-heard">{t(`mark_${mark}`)}</span>
    </b>
  );
}

/// Numbers of the findings at an element; the gravest gives the shape.
export function Badges({ found }: { found: readonly Numbered[] }) {
  const { t } = useTranslation(texts);
  const first = found[0];
  if (!first) return null;
  const label = t("findings_here", {
    count: found.length,
    numbers: found.map((one) => one.number).join(", "),
  });
  return (
    <span className="map-badges" title={label}>
      <b className={`map-badge s-${first.severity}`} aria-hidden>
        {first.number}
      </b>
      {found.length > 1 && <span aria-hidden>+{found.length - 1}</span>}
      <span className="only-heard">{label}</span>
    </span>
  );
}

/// Who changed an element while one looked on.
function Touched({ at }: { at: string }) {
  const { touched, name_of_person } = useEditor();
  const touch = touched.get(at);
  if (!touch) return null;
  return <Initials small name={name_of_person(touch.by)} />;
}

export function useFindingsAt(at: string, shown?: (address: string) => boolean) {
  const { map, numbered } = useEditor();
  return findings_at(map, numbered, at, shown);
}

interface Props {
  at: string;
  class_name?: string;
  /// What stands in the box; the first thing in it is its name.
  children: ReactNode;
  /// Renames in place: F2 or a double click.
  name?: string;
  on_rename?: (name: string) => void;
  field?: string;
  mark?: Mark | undefined;
  found?: readonly Numbered[];
  is_gone?: boolean;
  label?: string;
}

/// One thing on the canvas: it is selected by Enter or a click, renamed by F2, moved by Alt and arrows.
export function Box({
  at,
  class_name = "",
  children,
  name,
  on_rename,
  field,
  mark,
  found = [],
  is_gone,
  label,
}: Props) {
  const { selected, select, may_edit } = useEditor();
  const [is_naming, set_naming] = useState(false);
  const box = useRef<HTMLButtonElement>(null);
  // A line of a field is no element: its stage is what is selected.
  const is_on = selected === at && !is_gone && field === undefined;
  const words = ["map-box", class_name, mark ? `is-${mark}` : "", is_on ? "is-on" : ""];
  const finish = (text: string | undefined) => {
    set_naming(false);
    const next = text?.trim();
    if (next && next !== name) on_rename?.(next);
    requestAnimationFrame(() => box.current?.focus());
  };
  if (is_naming && on_rename)
    return <NameInput name={name ?? ""} class_name={words.join(" ")} on_finish={finish} />;
  return (
    <button
      ref={box}
      type="button"
      className={words.filter(Boolean).join(" ")}
      data-at={at}
      data-field={field}
      tabIndex={-1}
      disabled={is_gone}
      aria-current={is_on ? "true" : undefined}
      aria-label={label}
      onClick={() => select(at, field)}
      onDoubleClick={() => may_edit && on_rename && set_naming(true)}
      onKeyDown={(event) => {
        if (event.key !== "F2" || !may_edit || !on_rename) return;
        event.preventDefault();
        set_naming(true);
      }}
    >
      {mark && <Sign mark={mark} />}
      {children}
      <Badges found={found} />
      {!is_gone && field === undefined && <Touched at={at} />}
    </button>
  );
}

function NameInput({
  name,
  class_name,
  on_finish,
}: {
  name: string;
  class_name: string;
  on_finish: (text: string | undefined) => void;
}) {
  const { t } = useTranslation(texts);
  const is_done = useRef(false);
  const finish = (text: string | undefined) => {
    if (is_done.current) return;
    is_done.current = true;
    on_finish(text);
  };
  const press = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    event.stopPropagation();
    if (event.key === "Escape") finish(undefined);
    if (event.key !== "Enter") return;
    event.preventDefault();
    finish(event.currentTarget.value);
  };
  return (
    <textarea
      // biome-ignore lint/a11y/noAutofocus: one asked for it by F2 or a double click.
      autoFocus
      className={`${class_name} is-naming`}
      aria-label={t("new_name")}
      defaultValue={name}
      rows={2}
      maxLength={120}
      onFocus={(event) => event.currentTarget.select()}
      onBlur={(event) => finish(event.currentTarget.value)}
      onKeyDown={press}
    />
  );
}
