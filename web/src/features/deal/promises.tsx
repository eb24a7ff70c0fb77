import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client.ts";
import { isolate } from "../../app/bidi.ts";
import { useFormat } from "../../app/format.ts";
import { useDealContacts, usePeople } from "../../deals/names.ts";
import { type PromiseAct, PromiseForm, usePromiseName } from "../../deals/promise_form.tsx";
import { useAccountName } from "../../deals/use_deal.ts";
import { useMayOn } from "../../deals/use_may_on.ts";
import { Mark } from "../../ui/marks.tsx";
import { Actions, type Choice } from "../../ui/menu.tsx";
import { Section } from "../../ui/section.tsx";
import { type DealView, in_order, is_bad, judged, keeping_of, kept_of, with_latest } from "./model.ts";
import { page_texts } from "./texts.ts";
import { useDo } from "./use_do.ts";

type Promise = Schemas["Promise"];

const forms: Record<string, PromiseAct> = { keep: "keep", move_promise: "move", withdraw: "withdraw" };

/// How a promise stands, in words and a shape.
function Standing({ promise, view }: { promise: Promise; view: DealView }) {
  const { t } = useTranslation(page_texts);
  const { keeping = "open", days_late = 0 } = judged(view, promise.number) ?? {};
  if (keeping === "on_time") return <Mark kind="good">{t("kept")}</Mark>;
  if (keeping === "late") return <Mark kind="open">{t("kept_late")}</Mark>;
  if (keeping === "withdrawn") return <Mark kind="quiet">{t("withdrawn")}</Mark>;
  if (is_bad(keeping))
    return <Mark kind="bad">{t(keeping === "broken" ? "broken" : "over", { count: days_late })}</Mark>;
  return <Mark kind="open">{t("is_open")}</Mark>;
}

function Row({ promise, view }: { promise: Promise; view: DealView }) {
  const { t } = useTranslation(page_texts);
  const format = useFormat();
  const doing = useDo();
  const may_change = useMayOn(view.deal.id, "deal.change");
  const people = usePeople();
  const contacts = useDealContacts(view.deal.id);
  const what = usePromiseName()(promise);
  const keeping = keeping_of(view, promise.number);
  // What a closing ended is told as withdrawn, though nobody withdrew it.
  const is_open = promise.state === "open" && keeping !== "withdrawn";
  const names = promise.contacts.map((id) => contacts.get(id)?.name ?? "").filter(Boolean);
  const ours = promise.person === null ? "" : (people.names.get(promise.person) ?? "");
  const who = promise.side === "us" ? [ours, ...names] : [...names, ours];
  const acts: Choice<string>[] = [
    { id: "keep", name: t("it_was_kept") },
    { id: "move_promise", name: t("another_day") },
    { id: "withdraw", name: t("withdraw_it") },
  ];
  const act = forms[doing.name];
  const is_acting = act !== undefined && doing.arg === `${promise.number}` && is_open;
  return (
    <li>
      <span className={is_bad(keeping) ? "num bad b" : is_open ? "num" : "num q"}>
        {format.day(promise.due)}
      </span>
      <span>
        <bdi>{what}</bdi>
        <br />
        <span className="q s">
          {who.filter(Boolean).map(isolate).join(", ") || (promise.contacts.length > 0 && "\u00a0")}
          {promise.moves > 0 &&
            ` ${t("moved_from", { count: promise.moves, day: format.day(promise.first_due) })}`}
        </span>
      </span>
      <span className="stand">
        <Standing promise={promise} view={view} />
        {may_change && is_open && (
          <Actions
            label={t("acts_of", { what })}
            class_name="linkbtn s"
            button={t("act")}
            actions={acts}
            on_act={(id) => doing.open(id, promise.number)}
          />
        )}
      </span>
      {is_acting && (
        <div className="wide">
          <PromiseForm deal={view.deal.id} act={act} promise={promise} on_close={doing.close} />
        </div>
      )}
    </li>
  );
}

interface SideProps {
  title: string;
  side: "us" | "customer";
  promises: Promise[];
  view: DealView;
  empty: string;
}

function Side({ title, side, promises, view, empty }: SideProps) {
  const { t } = useTranslation(page_texts);
  const doing = useDo();
  const may_change = useMayOn(view.deal.id, "deal.change");
  const [is_all, set_all] = useState(false);
  const shown = is_all ? promises : with_latest(promises);
  return (
    <div>
      <h3 className={side === "us" ? "" : "c"}>
        <span>{title}</span>
        {may_change && (
          <button
            type="button"
            className="linkbtn s"
            aria-label={t(side === "us" ? "add_ours" : "add_theirs")}
            onClick={() => doing.open("promise", side)}
          >
            {t("add")}
          </button>
        )}
      </h3>
      {doing.is("promise", side) && (
        <PromiseForm deal={view.deal.id} act="make" side={side} on_close={doing.close} />
      )}
      {promises.length === 0 ? (
        <p className="empty q s">{empty}</p>
      ) : (
        <ul>
          {shown.map((promise) => (
            <Row key={promise.number} promise={promise} view={view} />
          ))}
        </ul>
      )}
      {shown.length < promises.length && (
        <button type="button" className="linkbtn s" onClick={() => set_all(true)}>
          {t("more_promises", { count: promises.length - shown.length })}
        </button>
      )}
    </div>
  );
}

/// What either side promised, by when, and how it stands.
export function Promises({ view }: { view: DealView }) {
  const { t } = useTranslation(page_texts);
  const account = useAccountName(view.deal) || t("the_customer");
  const ours = view.deal.promises.filter((promise) => promise.side === "us");
  const theirs = view.deal.promises.filter((promise) => promise.side !== "us");
  const customer = kept_of(view, false);
  const we = kept_of(view, true);
  const note = [
    customer.due > 0 ? t("they_kept", { kept: customer.kept, due: customer.due }) : "",
    we.due > 0 ? t("we_kept", { kept: we.kept, due: we.due }) : "",
  ].filter(Boolean);
  return (
    <Section title={t("promises")} note={note.join(", ")}>
      <div className="two">
        <Side
          title={t("they_promised", { account })}
          side="customer"
          promises={in_order(theirs)}
          view={view}
          empty={t("no_theirs")}
        />
        <Side title={t("we_promised")} side="us" promises={in_order(ours)} view={view} empty={t("no_ours")} />
      </div>
    </Section>
  );
}
