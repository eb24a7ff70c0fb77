import { X } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from "react";
import { useTranslation } from "react-i18next";
import { add_texts } from "../app/texts.ts";
import { IconButton } from "./button.tsx";
import { useFocusBack } from "./focus_back.ts";

const texts = add_texts("panel", { en: { close: "Close" }, de: { close: "Schließen" } });

interface Props {
  title: ReactNode;
  above?: ReactNode;
  below?: ReactNode;
  kind?: "plain" | "refused";
  class_name?: string;
  on_close: () => void;
  children: ReactNode;
  footer?: ReactNode;
  /// Changes when the panel shows something else; focus then goes to its heading again.
  about: string;
}

/// Detail beside the page, not over it. Focus goes to its heading when it opens and back when it closes; Escape closes.
export function SidePanel({
  title,
  above,
  below,
  kind = "plain",
  class_name = "",
  on_close,
  children,
  footer,
  about,
}: Props) {
  const { t } = useTranslation(texts);
  const id = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  const panel = useRef<HTMLElement>(null);
  useFocusBack(panel, about);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `about` is why focus moves.
  useEffect(() => {
    heading.current?.focus({ preventScroll: false });
  }, [about]);
  const close_by_key = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    on_close();
  };
  return (
    <aside
      ref={panel}
      className={`side ${kind === "refused" ? "refuse" : ""} ${class_name}`}
      aria-labelledby={id}
      onKeyDown={close_by_key}
    >
      <div className="row top">
        <div className="grow">
          {above}
          <h2 id={id} ref={heading} tabIndex={-1}>
            {title}
          </h2>
          {below}
        </div>
        <IconButton label={t("close")} onPress={on_close}>
          <X className="i" />
        </IconButton>
      </div>
      {children}
      {footer && <footer className="row wrap">{footer}</footer>}
    </aside>
  );
}
