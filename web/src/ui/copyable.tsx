import { Check, Copy } from "lucide-react";
import { useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { add_texts } from "../app/texts.ts";
import { Button } from "./button.tsx";

const texts = add_texts("copyable", {
  en: { copy: "Copy", copied: "Copied", once: "It is shown only now. Keep it in a safe place." },
  de: {
    copy: "Kopieren",
    copied: "Kopiert",
    once: "Dies wird nur jetzt gezeigt. Bewahren Sie es sicher auf.",
  },
});

/// Something to hand on by copying: a link, a secret. `once` says that it will not be shown again.
export function Copyable({ label, text, once = false }: { label: string; text: string; once?: boolean }) {
  const { t } = useTranslation(texts);
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  const [is_copied, set_copied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      set_copied(true);
    } catch {
      // Without TLS browsers give no clipboard; what is selected can be copied by hand.
      field.current?.select();
    }
  };
  return (
    <div className="note good copyable" role="status">
      <label className="f" htmlFor={id}>
        {label}
      </label>
      <div className="row">
        <input
          ref={field}
          id={id}
          className="in grow"
          readOnly
          value={text}
          onFocus={(event) => event.currentTarget.select()}
        />
        <Button onPress={() => void copy()}>
          {is_copied ? <Check className="i" aria-hidden /> : <Copy className="i" aria-hidden />}
          {t(is_copied ? "copied" : "copy")}
        </Button>
      </div>
      {once && <p className="hint">{t("once")}</p>}
    </div>
  );
}
