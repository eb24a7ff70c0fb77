import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { was_overtaken } from "../../api/tagged.ts";
import { Button } from "../../ui/button.tsx";
import { ErrorLine } from "../../ui/states.tsx";
import type { Draft } from "./draft.ts";
import { settings_texts } from "./texts.ts";

/// Asks anew for every query of these paths.
export function useAnew(...paths: string[]) {
  const client = useQueryClient();
  return () =>
    client.invalidateQueries({ predicate: ({ queryKey }) => paths.includes(`${queryKey[1] ?? ""}`) });
}

/// A form that is sent to the server as it is: the server says what is wrong with it.
export function SettingsForm({
  label,
  on_send,
  children,
}: {
  label: string;
  on_send: () => void;
  children: ReactNode;
}) {
  const send = (event: FormEvent) => {
    event.preventDefault();
    on_send();
  };
  return (
    <form className="settings-form" aria-label={label} onSubmit={send} noValidate>
      {children}
    </form>
  );
}

interface SaveProps {
  draft: Pick<Draft<unknown>, "is_changed" | "theirs" | "take_theirs" | "keep_mine">;
  is_pending: boolean;
  error: unknown;
  /// Left out: 'Save'.
  verb?: string;
}

/// Saves a draft; where somebody else was quicker, says so and lets one choose.
export function SaveRow({ draft, is_pending, error, verb }: SaveProps) {
  const { t } = useTranslation(settings_texts);
  return (
    <div className="save">
      {draft.theirs !== undefined ? (
        <div className="note limit" role="alert">
          <p>{t("overtaken")}</p>
          <div className="row wrap">
            <Button small onPress={draft.keep_mine}>
              {t("keep_mine")}
            </Button>
            <Button small onPress={draft.take_theirs}>
              {t("take_theirs")}
            </Button>
          </div>
        </div>
      ) : (
        !was_overtaken(error) && <ErrorLine error={error} />
      )}
      <div className="row wrap">
        <Button
          kind="main"
          type="submit"
          isPending={is_pending}
          isDisabled={!draft.is_changed || draft.theirs !== undefined}
        >
          {verb ?? t("save")}
        </Button>
        {draft.is_changed && (
          <Button kind="text" onPress={draft.take_theirs}>
            {t("discard")}
          </Button>
        )}
      </div>
    </div>
  );
}

/// An act that cannot be taken back: it says what goes, and asks to be said twice.
export function Confirm({
  question,
  verb,
  act,
  on_act,
  is_pending = false,
  error,
  children,
}: {
  question: ReactNode;
  /// On the button that asks.
  verb: string;
  /// On the button that does it.
  act: string;
  on_act: () => void;
  is_pending?: boolean;
  error?: unknown;
  children?: ReactNode;
}) {
  const { t } = useTranslation(settings_texts);
  const [is_asked, set_asked] = useState(false);
  if (!is_asked)
    return (
      <Button small kind="danger" onPress={() => set_asked(true)}>
        {verb}
      </Button>
    );
  return (
    <div className="note bad confirm" role="group" aria-label={verb}>
      <p>{question}</p>
      {children}
      <ErrorLine error={error} />
      <div className="row wrap">
        <Button small kind="danger" onPress={on_act} isPending={is_pending}>
          {act}
        </Button>
        <Button small autoFocus onPress={() => set_asked(false)}>
          {t("leave")}
        </Button>
      </div>
    </div>
  );
}

/// A file that the browser saves.
export function save_file(name: string, text: string, type = "application/json") {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
