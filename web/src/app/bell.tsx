import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Bell as BellIcon } from "lucide-react";
import { type RefObject, useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "../api/client.ts";
import { Answer, Empty } from "../ui/states.tsx";
import { count_text, type Notification, newest, sentence_key } from "./bell_model.ts";
import { bell_texts } from "./bell_texts.ts";
import { useFormat } from "./format.ts";

/// Jobs end and days pass without an event of a deal.
const look_again_ms = 60_000;
const path = "/api/notifications";

function useNotifications() {
  return $api.useQuery("get", path, {}, { refetchInterval: look_again_ms });
}

function Sentence({ one }: { one: Notification }) {
  const { t } = useTranslation(bell_texts);
  return (
    <>
      {t(sentence_key(one), {
        actor: one.actor_name || t("someone"),
        text: one.text || t("no_text"),
        number: one.number,
        job: t(`job_${one.text}`, { defaultValue: one.text }),
      })}
    </>
  );
}

function Item({ one, on_go }: { one: Notification; on_go: () => void }) {
  const { t } = useTranslation(bell_texts);
  const format = useFormat();
  const link =
    one.deal === null ? (
      <Link to="/settings" search={{ section: "jobs", job: one.job ?? undefined }} onClick={on_go}>
        <Sentence one={one} />
      </Link>
    ) : (
      <Link to="/deals/$deal" params={{ deal: `${one.deal}` }} onClick={on_go}>
        {one.deal_name || one.account_name || one.deal}
      </Link>
    );
  return (
    <li>
      <p className="b">
        {link} {one.is_new && <span className="chip">{t("new")}</span>}
      </p>
      {one.deal !== null && (
        <p className="s">
          <Sentence one={one} />
        </p>
      )}
      <p className="xs q">{format.day_and_time(one.at)}</p>
    </li>
  );
}

/// What concerns one, and since when. It is no modal window: the page beside it stays, a click there or Escape closes it.
function Panel({ on_close }: { on_close: () => void }) {
  const { t } = useTranslation(bell_texts);
  const query = useNotifications();
  const id = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className="pop bell-panel" role="dialog" aria-labelledby={id}>
      <h2 id={id} ref={heading} tabIndex={-1}>
        {t("title")}
      </h2>
      <Answer query={query} what={t("title")}>
        {({ notifications }) =>
          notifications.length === 0 ? (
            <Empty>{t("none")}</Empty>
          ) : (
            <ul>
              {notifications.map((one) => (
                <Item key={one.key} one={one} on_go={on_close} />
              ))}
            </ul>
          )
        }
      </Answer>
    </div>
  );
}

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
    onSettled: () => client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[1] === path }),
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
      {is_open && <Panel on_close={() => change(false)} />}
    </div>
  );
}
