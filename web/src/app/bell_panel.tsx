import { Link } from "@tanstack/react-router";
import { useEffect, useId, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Answer, Empty } from "../ui/states.tsx";
import { type Notification, sentence_key } from "./bell_model.ts";
import { bell_panel_texts } from "./bell_panel_texts.ts";
import { useFormat } from "./format.ts";
import { useNotifications } from "./use_notifications.ts";

function Sentence({ one }: { one: Notification }) {
  const { t } = useTranslation(bell_panel_texts);
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
  const { t } = useTranslation(bell_panel_texts);
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
export default function Panel({ on_close }: { on_close: () => void }) {
  const { t } = useTranslation(bell_panel_texts);
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
