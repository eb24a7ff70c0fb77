import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { add_texts } from "../app/texts.ts";
import { Button } from "./button.tsx";

const texts = add_texts("toasts", {
  en: { undo: "Undo", heard: "Notices" },
  de: { undo: "Rückgängig", heard: "Hinweise" },
});

interface Notice {
  id: number;
  text: string;
  undo?: (() => void) | undefined;
}

let notices: readonly Notice[] = [];
let last = 0;
const listeners = new Set<() => void>();
const shown_ms = 8000;

function set(next: readonly Notice[]) {
  notices = next;
  for (const act of listeners) act();
}

/// Says what was done, at the foot of the page and to screen readers, for eight seconds.
export function say(text: string, undo?: () => void) {
  const id = ++last;
  set([...notices.slice(-2), { id, text, undo }]);
  setTimeout(() => set(notices.filter((notice) => notice.id !== id)), shown_ms);
}

export function Notices() {
  const { t } = useTranslation(texts);
  const list = useSyncExternalStore(
    (act) => {
      listeners.add(act);
      return () => listeners.delete(act);
    },
    () => notices,
  );
  return (
    <div className="notices" role="status" aria-label={t("heard")}>
      {list.map((notice) => (
        <div key={notice.id} className="tip row">
          <span className="grow">{notice.text}</span>
          {notice.undo && (
            <Button
              small
              kind="text"
              onPress={() => {
                notice.undo?.();
                set(notices.filter((other) => other.id !== notice.id));
              }}
            >
              {t("undo")}
            </Button>
          )}
        </div>
      ))}
    </div>
  );
}
