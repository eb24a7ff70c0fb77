import { Link, useNavigate } from "@tanstack/react-router";
import { Ellipsis, MessageSquarePlus } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { isolate } from "../../app/bidi.ts";
import { useFormat } from "../../app/format.ts";
import type { MapIndex } from "../../app/process.tsx";
import { usePeople } from "../../deals/names.ts";
import { usePromiseName } from "../../deals/promise_form.tsx";
import { useAccountName } from "../../deals/use_deal.ts";
import { useMayOn, useRightsOn } from "../../deals/use_may_on.ts";
import { Button } from "../../ui/button.tsx";
import { Amount } from "../../ui/figures.tsx";
import { Mark } from "../../ui/marks.tsx";
import { Actions, type Choice } from "../../ui/menu.tsx";
import {
  type DealView,
  is_bad,
  is_end,
  is_ended,
  keeping_of,
  next_move,
  next_promise,
  to_minor,
} from "./model.ts";
import { page_texts } from "./texts.ts";
import { useDo } from "./use_do.ts";

interface Props {
  view: DealView;
  index: MapIndex;
}

/// Which customer, for what, how they came.
function Line({ view, index }: Props) {
  const { t } = useTranslation(page_texts);
  const { deal } = view;
  const account = useAccountName(deal);
  const { attributes } = deal;
  const name_in = (list: { id?: string; name: string }[] | undefined, id: string | undefined) =>
    id ? (list?.find((one) => one.id === id)?.name ?? id) : "";
  const words = [
    name_in(index.map.offerings, attributes.offering),
    name_in(index.map.channels, attributes.channel),
    attributes.campaign ?? "",
    name_in(index.map.personas, attributes.persona),
  ].filter((word) => word !== "");
  const parts: ReactNode[] = words.map((word) => <bdi key={word}>{word}</bdi>);
  if (attributes.account)
    parts.unshift(
      <Link key="account" to="/customers" search={{ account: Number(attributes.account) } as never}>
        <bdi>{account || t("account")}</bdi>
      </Link>,
    );
  if (deal.origin_deal !== null)
    parts.push(
      <Link key="origin" to="/deals/$deal" params={{ deal: `${deal.origin_deal}` }}>
        {t(`origin_${deal.origin}`)}
      </Link>,
    );
  if (deal.merged_into !== null)
    parts.push(
      <Link key="merged" to="/deals/$deal" params={{ deal: `${deal.merged_into}` }}>
        {t("merged_into")}
      </Link>,
    );
  return <p className="s line">{parts.flatMap((part, i) => (i > 0 ? [" · ", part] : [part]))}</p>;
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function NextStep({ view }: { view: DealView }) {
  const { t } = useTranslation(page_texts);
  const format = useFormat();
  const name = usePromiseName();
  const next = is_ended(view.deal) ? undefined : next_promise(view.deal);
  if (!next) {
    const is_missing = view.guide.next_steps.some((step) => step.kind === "no_next_step");
    return is_missing ? <Mark kind="limit">{t("no_next")}</Mark> : <span className="q">–</span>;
  }
  const words = `${isolate(name(next))}, ${format.day(next.due)}`;
  return is_bad(keeping_of(view, next.number)) ? <Mark kind="bad">{words}</Mark> : words;
}

function CloseFact({ view, index }: Props) {
  const { t } = useTranslation(page_texts);
  const format = useFormat();
  const { deal } = view;
  if (deal.closing) {
    const kind = deal.status === "won" || deal.status === "finished" ? "good" : "bad";
    const outcome = index.name_of(deal.closing.outcome);
    return (
      <>
        {format.full_day(deal.closing.at)} <Mark kind={kind}>{outcome}</Mark>
      </>
    );
  }
  const expected = deal.attributes.expected_close;
  const { pushes } = view.guide.slip;
  return (
    <>
      {expected ? format.full_day(expected) : <span className="q">{t("no_date")}</span>}{" "}
      {pushes > 0 && <Mark kind="limit">{t("moved_times", { count: pushes })}</Mark>}
    </>
  );
}

/// Where the gate does not let it pass, opening again takes an exception.
function useMayReopen(view: DealView) {
  const rights = useRightsOn(view.deal.id);
  const may_except = rights.includes("deal.except");
  const passes = view.guide.moves.some(
    (move) => move.move === "reopen" && (may_except || !move.needs_exception),
  );
  return passes && rights.includes("deal.move");
}

type More = "edit" | "close" | "assign" | "migrate" | "merge" | "delete" | "reopen" | "follow";

function MoreActs({ view }: { view: DealView }) {
  const { t } = useTranslation(page_texts);
  const rights = useRightsOn(view.deal.id);
  const doing = useDo();
  const may_reopen = useMayReopen(view);
  const { status } = view.deal;
  const is_running = status === "open" || status === "lead";
  const all: (Choice<More> & { right: string; fits: boolean })[] = [
    { id: "edit", name: t("edit"), right: "deal.change", fits: true },
    { id: "close", name: t("close"), right: "deal.move", fits: is_running },
    { id: "reopen", name: t("reopen"), right: "deal.move", fits: may_reopen },
    { id: "follow", name: t("follow"), right: "deal.create", fits: true },
    { id: "assign", name: t("assign"), right: "deal.assign", fits: is_running },
    { id: "migrate", name: t("migrate"), right: "deal.migrate", fits: true },
    { id: "merge", name: t("merge"), right: "deal.merge", fits: true },
    { id: "delete", name: t("delete"), right: "deal.delete", fits: true },
  ];
  const actions = all.filter((act) => act.fits && rights.includes(act.right));
  if (actions.length === 0) return null;
  return (
    <Actions
      label={t("more")}
      class_name="btn more"
      button={<Ellipsis className="i" aria-hidden />}
      actions={actions}
      on_act={(id) => doing.open(id)}
    />
  );
}

function Acts({ view, index }: Props) {
  const { t } = useTranslation(page_texts);
  const doing = useDo();
  const may_change = useMayOn(view.deal.id, "deal.change");
  const has_move = useMayOn(view.deal.id, "deal.move");
  const next = next_move(view);
  const moves = view.guide.moves.filter((move) => move.is_allowed && move.move !== "reopen");
  const may_reopen = useMayReopen(view);
  const may_move = has_move && view.guide.moves.length > 0;
  const number = (to: string) => index.stage_of(to)?.number ?? "";
  const go = (to: string) => (index.outcome_of(to) ? doing.open("close", to) : doing.open("move", to));
  const name = (move: { to: string; name: string }) =>
    is_end(move, index) ? t("finish") : `${number(move.to)} ${move.name}`.trim();
  const others = moves.filter((move) => move.to !== next?.to);
  return (
    <div className="acts">
      {may_change && (
        <Button onPress={() => doing.open("touch")}>
          <MessageSquarePlus className="i" aria-hidden /> {t("log_touch")}
        </Button>
      )}
      {may_move && next && (
        <Button kind="main" onPress={() => go(next.to)}>
          {is_end(next, index) ? t("finish") : t("move_to", { stage: number(next.to) || next.name })}
        </Button>
      )}
      {may_reopen && is_ended(view.deal) && (
        <Button kind="main" onPress={() => doing.open("reopen")}>
          {t("reopen")}
        </Button>
      )}
      {may_move && others.length > 0 && (
        <Actions
          label={t("move_elsewhere")}
          class_name={next ? "btn" : "btn main"}
          button={t("elsewhere")}
          actions={others.map((move) => ({
            id: move.to,
            name: name(move),
            hint: t(`move_${move.move}`),
          }))}
          on_act={go}
        />
      )}
      <MoreActs view={view} />
    </div>
  );
}

export function Head(props: Props) {
  const { t } = useTranslation(page_texts);
  const { deal } = props.view;
  const navigate = useNavigate();
  const people = usePeople();
  const currency = deal.attributes.currency ?? props.index.map.currency ?? "";
  const owner = Number(deal.attributes.owner ?? 0);
  const is_gone = deal.status === "merged" || deal.status === "deleted";
  return (
    <div className="hd">
      <div className="ti">
        <Line {...props} />
        <h1>
          <bdi>{deal.name}</bdi>
          {deal.status === "lead" && <span className="chip">{t("is_lead")}</span>}
          {is_gone && <span className="chip bad">{t(`is_${deal.status}`)}</span>}
        </h1>
      </div>
      <dl>
        <Fact name={t("amount")}>
          <Amount minor={to_minor(deal.attributes.amount, currency)} currency={currency} />
        </Fact>
        <Fact name={t(deal.closing ? "closed_on" : "close_date")}>
          <CloseFact {...props} />
        </Fact>
        <Fact name={t("next_step")}>
          <NextStep view={props.view} />
        </Fact>
        <Fact name={t("owner")}>
          {owner ? (
            <button
              type="button"
              className="linkbtn"
              onClick={() => void navigate({ to: "/run", search: { owner } as never })}
            >
              {people.names.get(owner) ?? t("unknown_person", { id: owner })}
            </button>
          ) : (
            <Mark kind="limit">{t("nobody")}</Mark>
          )}
        </Fact>
      </dl>
      <Acts {...props} />
    </div>
  );
}
