import { useQueryClient } from "@tanstack/react-query";
import { Bell as BellIcon } from "lucide-react";
import { lazy, type RefObject, Suspense, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "../api/client.ts";
import { count_text, newest } from "./bell_model.ts";
import { bell_texts } from "./bell_texts.ts";
import { notifications_path, useNotifications } from "./use_notifications.ts";

const Panel = lazy(() => import("./bell_panel.tsx"));

/// Whether the list is open; a click elsewhere closes it, and so does Escape, which gives focus back.
function useOpen(box: RefObject<HTMLElement | null>, on_change: (is_open: boolean) => void) {
  const [is_open, set_open] = useState(false);
  const change = (next: boolean) => {
    set_open(next);
    on_change(next);
  };
  useEffect(() => {
    if (!is_open) return;
    const by_pointer = (event: PointerEvent) => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) change(false);
    };
    const by_key = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      event.preventDefault();
      change(false);
      box.current?.querySelector("button")?.focus();
    };
    document.addEventListener("pointerdown", by_pointer);
    document.addEventListener("keydown", by_key);
    return () => {
      document.removeEventListener("pointerdown", by_pointer);
      document.removeEventListener("keydown", by_key);
    };
  });
  return { is_open, change };
}

/// Shown is seen: that is noted when the list closes, so that what is new stays marked while it is open.
export default function Bell() {
  const { t } = useTranslation(bell_texts);
  const client = useQueryClient();
  const box = useRef<HTMLDivElement>(null);
  const { data } = useNotifications();
  const see = $api.useMutation("put", "/api/notifications/seen", {
    onSettled: () =>
      client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[1] === notifications_path }),
  });
  const unseen = data?.unseen ?? 0;
  const mark = (is_open: boolean) => {
    const up_to = newest(data?.notifications ?? []);
    if (!is_open && up_to) see.mutate({ body: { up_to } });
  };
  const { is_open, change } = useOpen(box, mark);
  return (
    <div className="bell-place" ref={box}>
      <button
        type="button"
        className="iconbtn bell"
        aria-expanded={is_open}
        aria-haspopup="dialog"
        aria-label={unseen > 0 ? t("bell_new", { count: unseen }) : t("bell")}
        onClick={() => change(!is_open)}
      >
        <BellIcon className="i" aria-hidden />
        {unseen > 0 && (
          <span className="count" aria-hidden>
            {count_text(unseen)}
          </span>
        )}
      </button>
      {is_open && (
        <Suspense>
          <Panel on_close={() => change(false)} />
        </Suspense>
      )}
    </div>
  );
}
