import { ArrowDown, ArrowUp, X } from "lucide-react";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../ui/button.tsx";
import { AddLine } from "./add_line.tsx";
import { texts } from "./texts.ts";
import { Raced, useTyped } from "./typed.tsx";

interface Props {
  label: string;
  hint?: string;
  lines: readonly string[];
  voice?: boolean;
  is_disabled: boolean;
  add_label: string;
  on_change: (lines: string[]) => boolean;
}

/// A list of texts: each line is edited in its place, Enter in the last one adds the next.
export function LinesField({ label, hint, lines, voice = false, is_disabled, add_label, on_change }: Props) {
  const id = useId();
  const change = (at: number, text: string) =>
    on_change(text ? lines.with(at, text) : lines.toSpliced(at, 1));
  const move = (at: number, by: number) =>
    on_change(lines.toSpliced(at, 1).toSpliced(at + by, 0, lines[at] ?? ""));
  return (
    <fieldset className="field map-lines" aria-describedby={hint ? id : undefined}>
      <legend className="f">{label}</legend>
      {hint && (
        <p className="hint" id={id}>
          {hint}
        </p>
      )}
      <ol>
        {lines.map((line, i) => (
          <Line
            // biome-ignore lint/suspicious/noArrayIndexKey: a line is known by its place while it is edited.
            key={i}
            line={line}
            label={`${label} ${i + 1}`}
            voice={voice}
            is_disabled={is_disabled}
            is_first={i === 0}
            is_last={i === lines.length - 1}
            on_change={(text) => change(i, text)}
            on_move={(by) => move(i, by)}
          />
        ))}
      </ol>
      {!is_disabled && (
        <AddLine
          label={add_label}
          voice={voice}
          on_add={(text) => !lines.includes(text) && on_change([...lines, text])}
        />
      )}
    </fieldset>
  );
}

function Line({
  line,
  label,
  voice,
  is_disabled,
  is_first,
  is_last,
  on_change,
  on_move,
}: {
  line: string;
  label: string;
  voice: boolean;
  is_disabled: boolean;
  is_first: boolean;
  is_last: boolean;
  on_change: (text: string) => boolean;
  on_move: (by: -1 | 1) => void;
}) {
  const { t } = useTranslation(texts);
  const typed = useTyped(line, (text) => {
    on_change(text.trim());
    return undefined;
  });
  if (is_disabled) return <li className={voice ? "voice small" : ""}>{line}</li>;
  return (
    <li>
      <span className="map-line">
        <textarea
          className={voice ? "in voice small" : "in"}
          rows={1}
          aria-label={label}
          value={typed.text}
          maxLength={2000}
          onChange={(event) => typed.change(event.target.value)}
          onBlur={typed.leave}
          onKeyDown={(event) => {
            if (event.key === "Escape") typed.cancel();
            const by = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
            if (event.altKey && ((by < 0 && !is_first) || (by > 0 && !is_last))) {
              event.preventDefault();
              on_move(by as -1 | 1);
            }
            if (event.key !== "Enter") return;
            event.preventDefault();
            typed.leave();
          }}
        />
        <span className="map-line-acts">
          {!is_first && (
            <IconButton label={t("up_of", { name: line })} onPress={() => on_move(-1)}>
              <ArrowUp className="i" />
            </IconButton>
          )}
          {!is_last && (
            <IconButton label={t("down_of", { name: line })} onPress={() => on_move(1)}>
              <ArrowDown className="i" />
            </IconButton>
          )}
          <IconButton label={t("remove_of", { name: line })} onPress={() => on_change("")}>
            <X className="i" />
          </IconButton>
        </span>
      </span>
      <Raced raced={typed.raced} />
    </li>
  );
}
