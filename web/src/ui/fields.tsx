import { CircleAlert } from "lucide-react";
import { type ComponentProps, type ReactNode, useId } from "react";

interface FieldProps {
  label: ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
}

function Described({ id, hint, error }: { id: string; hint?: ReactNode; error?: string | undefined }) {
  return (
    <>
      {error && (
        <p className="err" id={`${id}-error`}>
          <CircleAlert className="i" aria-hidden /> {error}
        </p>
      )}
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </>
  );
}

function described_by(id: string, hint: ReactNode, error: string | undefined) {
  return [error ? `${id}-error` : "", hint ? `${id}-hint` : ""].filter(Boolean).join(" ") || undefined;
}

type InputProps = FieldProps & Omit<ComponentProps<"input">, "className" | "id">;

/// One line. `type="date"` is a day (YYYY-MM-DD).
export function TextField({ label, hint, error, ...rest }: InputProps) {
  const id = useId();
  return (
    <div className="field">
      <label className="f" htmlFor={id}>
        {label}
      </label>
      <input
        {...rest}
        id={id}
        className="in"
        aria-invalid={error ? true : undefined}
        aria-describedby={described_by(id, hint, error)}
      />
      <Described id={id} hint={hint} error={error} />
    </div>
  );
}

type AreaProps = FieldProps & Omit<ComponentProps<"textarea">, "className" | "id">;

export function TextArea({ label, hint, error, ...rest }: AreaProps) {
  const id = useId();
  return (
    <div className="field">
      <label className="f" htmlFor={id}>
        {label}
      </label>
      <textarea
        {...rest}
        id={id}
        className="in"
        aria-invalid={error ? true : undefined}
        aria-describedby={described_by(id, hint, error)}
      />
      <Described id={id} hint={hint} error={error} />
    </div>
  );
}

type SelectProps = FieldProps &
  Omit<ComponentProps<"select">, "className" | "id"> & { choices: { id: string; name: string }[] };

/// The browser's own list: it works with a thumb and with every reader.
export function SelectField({ label, hint, error, choices, ...rest }: SelectProps) {
  const id = useId();
  return (
    <div className="field">
      <label className="f" htmlFor={id}>
        {label}
      </label>
      <select
        {...rest}
        id={id}
        className="in"
        aria-invalid={error ? true : undefined}
        aria-describedby={described_by(id, hint, error)}
      >
        {choices.map((choice) => (
          <option key={choice.id} value={choice.id}>
            {choice.name}
          </option>
        ))}
      </select>
      <Described id={id} hint={hint} error={error} />
    </div>
  );
}

type CheckProps = { label: ReactNode; hint?: ReactNode } & Omit<
  ComponentProps<"input">,
  "className" | "id" | "type"
>;

export function CheckField({ label, hint, ...rest }: CheckProps) {
  const id = useId();
  return (
    <div className="field">
      <label className="row check" htmlFor={id}>
        <input {...rest} id={id} type="checkbox" aria-describedby={described_by(id, hint, undefined)} />{" "}
        <span>{label}</span>
      </label>
      <Described id={id} hint={hint} />
    </div>
  );
}
