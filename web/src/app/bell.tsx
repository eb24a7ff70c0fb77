import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Bell as BellIcon } from "lucide-react";
import { useState } from "react";
import { Button, Dialog, DialogTrigger, Heading, Popover } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { $api } from "../api/client.ts";
import { Answer, Empty } from "../ui/states.tsx";
import { count_text, type Notification, newest, sentence_key } from "./bell_model.ts";
import { bell_texts } from "./bell_texts.ts";
import { useFormat } from "./format.ts";

/// Jobs end and days pass without an event of a deal.
const look_again_ms = 60_000;

function useNotifications() {
  return $api.useQuery("get", "/api/notifications", {}, { refetchInterval: look_again_ms });
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

/// What concerns one, and since when. Shown is seen: the mark is set when the list opens, and what was new stays marked
/// while it is open.
function Panel({ on_close }: { on_close: () => void }) {
  const { t } = useTranslation(bell_texts);
  const query = useNotifications();
  return (
    <>
      <Heading slot="title" className="t-21">
        {t("title")}
      </Heading>
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
    </>
  );
}

export default function Bell() {
  const { t } = useTranslation(bell_texts);
  const client = useQueryClient();
  const [is_open, set_open] = useState(false);
  const { data } = useNotifications();
  const see = $api.useMutation("put", "/api/notifications/seen");
  const unseen = data?.unseen ?? 0;
  const change = (next: boolean) => {
    set_open(next);
    const up_to = newest(data?.notifications ?? []);
    if (next && up_to) see.mutate({ body: { up_to } });
    // What was new is old once the list was closed.
    if (!next) {
      void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[1] === "/api/notifications" });
    }
  };
  return (
    <DialogTrigger isOpen={is_open} onOpenChange={change}>
      <Button className="iconbtn bell" aria-label={unseen > 0 ? t("bell_new", { count: unseen }) : t("bell")}>
        <BellIcon className="i" aria-hidden />
        {unseen > 0 && (
          <span className="count" aria-hidden>
            {count_text(unseen)}
          </span>
        )}
      </Button>
      <Popover className="pop bell-panel" placement="bottom end">
        <Dialog>
          <Panel on_close={() => change(false)} />
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
