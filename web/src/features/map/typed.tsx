import { type ReactNode, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/button.tsx";
import { texts } from "./texts.ts";

interface Typed {
  text: string;
  change: (text: string) => void;
  /// When the field is left: what was typed becomes an operation.
  leave: () => void;
  cancel: () => void;
  error: string | undefined;
  /// Somebody changed the field while one typed: both are shown.
  raced: { theirs: string; keep_theirs: () => void; put_mine: () => void } | undefined;
}

/// What one types in a field until one leaves it. `commit` gives back why it cannot be taken.
export function useTyped(value: string, commit: (text: string) => string | undefined): Typed {
  const [typed, set_typed] = useState<{ text: string; base: string }>();
  const [error, set_error] = useState<string>();
  const has_raced = typed !== undefined && typed.base !== value && typed.text !== value;
  const send = (text: string) => {
    const fault = text === value ? undefined : commit(text);
    set_error(fault);
    if (!fault) set_typed(undefined);
  };
  return {
    text: typed?.text ?? value,
    change: (text) => {
      set_error(undefined);
      set_typed((before) => ({ text, base: before?.base ?? value }));
    },
    leave: () => {
      if (typed && !has_raced) send(typed.text);
    },
    cancel: () => {
      set_error(undefined);
      set_typed(undefined);
    },
    error,
    raced: has_raced
      ? { theirs: value, keep_theirs: () => set_typed(undefined), put_mine: () => send(typed.text) }
      : undefined,
  };
}

export function Raced({ raced }: { raced: Typed["raced"] }) {
  const { t } = useTranslation(texts);
  if (!raced) return null;
  return (
    <div className="note limit map-raced" role="alert">
      <p>{t("raced_here", { theirs: raced.theirs || t("nothing") })}</p>
      <div className="row wrap">
        <Button small onPress={raced.keep_theirs}>
          {t("keep_theirs")}
        </Button>
        <Button small onPress={raced.put_mine}>
          {t("put_mine")}
        </Button>
      </div>
    </div>
  );
}

interface Props {
  label: ReactNode;
  hint?: ReactNode;
  value: string;
  commit: (text: string) => string | undefined;
  lines?: number;
  voice?: boolean;
  type?: "text" | "date";
  unit?: string;
  is_disabled?: boolean;
  input_mode?: "text" | "decimal";
  list?: string;
}

/// A field that is taken when one leaves it; Escape takes back what was typed.
export function TypedField({
  label,
  hint,
  value,
  commit,
  lines = 1,
  voice = false,
  type = "text",
  unit,
  is_disabled,
  input_mode = "text",
  list,
}: Props) {
  const id = useId();
  const typed = useTyped(value, commit);
  const described = [typed.error && `${id}-e`, hint && `${id}-h`].filter(Boolean).join(" ") || undefined;
  const common = {
    id,
    className: voice ? "in voice" : "in",
    value: typed.text,
    readOnly: is_disabled,
    "aria-invalid": typed.error ? true : undefined,
    "aria-describedby": described,
    onBlur: typed.leave,
  } as const;
  return (
    <div className="field">
      <label className="f" htmlFor={id}>
        {label}
      </label>
      {lines > 1 ? (
        <textarea
          {...common}
          rows={lines}
          maxLength={2000}
          onChange={(event) => typed.change(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Escape") typed.cancel();
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) typed.leave();
          }}
        />
      ) : (
        <span className="row">
          <input
            {...common}
            type={type}
            inputMode={input_mode}
            list={list}
            onChange={(event) => typed.change(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === "Escape") typed.cancel();
              if (event.key === "Enter") typed.leave();
            }}
          />
          {unit && <span className="u">{unit}</span>}
        </span>
      )}
      {typed.error && (
        <p className="err" id={`${id}-e`} role="alert">
          {typed.error}
        </p>
      )}
      <Raced raced={typed.raced} />
      {hint && (
        <p className="hint" id={`${id}-h`}>
          {hint}
        </p>
      )}
    </div>
  );
}
