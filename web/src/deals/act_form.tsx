import { type FormEvent, type ReactNode, useId, useRef } from "react";
import { useTranslation } from "react-i18next";
import { add_texts } from "../app/texts.ts";
import { Button } from "../ui/button.tsx";
import { useFocusBack } from "../ui/focus_back.ts";
import { SidePanel } from "../ui/side_panel.tsx";
import { say } from "../ui/toasts.tsx";
import { useOnce, useRefreshDeal } from "./acts.ts";
import "./deals.css";
import { FormError } from "./form_error.tsx";
import { useFaultFocus } from "./use_fault_focus.ts";

const texts = add_texts("act_form", { en: { cancel: "Leave it" }, de: { cancel: "Lassen" } });

interface Props {
  /// Left out where a panel's heading says it; `label` does then, to who does not see it.
  title?: ReactNode;
  label?: string;
  /// The verb on the button.
  act: string;
  kind?: "main" | "danger";
  error: unknown;
  /// Addresses of the body whose faults are shown at their fields.
  fields?: readonly string[];
  is_pending: boolean;
  /// Whether there is anything to send; true where it is left out.
  can_send?: boolean;
  on_send: () => void;
  on_close?: () => void;
  children?: ReactNode;
}

/// A form in its place in the page: what it does, its fields, the verb, and a way out. Escape leaves it.
export function ActForm({
  title,
  label,
  act,
  kind = "main",
  error,
  fields = [],
  is_pending,
  can_send = true,
  on_send,
  on_close,
  children,
}: Props) {
  const { t } = useTranslation(texts);
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  useFaultFocus(form, error);
  useFocusBack(form);
  const send = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    if (!is_pending && can_send) on_send();
  };
  return (
    <form
      ref={form}
      className={title ? "inform" : "inform bare"}
      {...(title ? { "aria-labelledby": id } : { "aria-label": label ?? act })}
      onSubmit={send}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.defaultPrevented || !on_close) return;
        event.preventDefault();
        on_close();
      }}
      noValidate
    >
      {title && <h3 id={id}>{title}</h3>}
      {children}
      <FormError error={error} fields={fields} />
      <div className="row wrap">
        <Button kind={kind} type="submit" isPending={is_pending} isDisabled={!can_send}>
          {act}
        </Button>
        {on_close && (
          <Button kind="text" onPress={on_close}>
            {t("cancel")}
          </Button>
        )}
      </div>
    </form>
  );
}

interface PanelProps extends Omit<Props, "title" | "label" | "on_close"> {
  about: string;
  title: string;
  on_close: () => void;
}

/// The same as a panel of its own, whose heading says what it does.
export function ActPanel({ about, title, on_close, ...form }: PanelProps) {
  return (
    <SidePanel class_name="cover" about={about} title={title} on_close={on_close}>
      <ActForm {...form} label={title} on_close={on_close} />
    </SidePanel>
  );
}

/// What comes after an act that was done: the pages are asked anew, it is said, the form goes.
export function useDone(deal: number, on_close: () => void) {
  const refresh = useRefreshDeal(deal);
  const once = useOnce();
  const done = (text: string) => {
    once.done();
    refresh();
    say(text);
    on_close();
  };
  return { header: once.header, done };
}
