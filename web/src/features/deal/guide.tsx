import { FileText, MessageSquarePlus } from "lucide-react";
import { Fragment, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { $api, type Schemas } from "../../api/client.ts";
import { useFormat } from "../../app/format.ts";
import type { MapIndex } from "../../app/process.tsx";
import { ActForm, useDone } from "../../deals/act_form.tsx";
import { useContacts, usePeople } from "../../deals/names.ts";
import { useAccountName } from "../../deals/use_deal.ts";
import { useMayOn } from "../../deals/use_may_on.ts";
import { brings_of, type DealView, is_web_address, standing_of } from "./model.ts";
import { page_texts } from "./texts.ts";
import { useDo } from "./use_do.ts";

interface Props {
  view: DealView;
  index: MapIndex;
}

/// What the prospect needs to learn now, in the customer's voice.
function Learn({ view, index }: Props) {
  const { t } = useTranslation(page_texts);
  const { deal, guide } = view;
  const account = useAccountName(deal) || t("the_prospect");
  const place = index.stage_of(deal.stage);
  if (guide.learns.length === 0 && guide.does.length === 0) return null;
  const stage = place ? `${place.number} ${place.stage.name}` : guide.stage_name;
  return (
    <section className="learn" aria-labelledby="learn-head">
      <h2 id="learn-head">{t("learn_now", { account })}</h2>
      {guide.learns.map((line) => (
        <p key={line}>{line}</p>
      ))}
      {guide.value && <p className="s voice">{guide.value}</p>}
      <div className="s">
        {t("stage_is", { stage })} {guide.does.length > 0 && t("they_act", { acts: guide.does.join("; ") })}
      </div>
    </section>
  );
}

/// Where an address of the guide leads: the form that does what the step proposes.
function useStepAct(view: DealView) {
  const { t } = useTranslation(page_texts);
  const doing = useDo();
  return (step: Schemas["NextStep"]): { name: string; act: () => void } | undefined => {
    const [kind = "", id = ""] = step.address.split(":");
    const promise = view.deal.promises.find((one) => `${one.number}` === id);
    switch (step.kind) {
      case "our_promise_broken":
      case "our_promise_overdue":
      case "our_promise_due":
      case "planned_missed":
        return promise?.planned
          ? { name: t("step_log"), act: () => doing.open("touch", `promise-${id}`) }
          : { name: t("step_kept"), act: () => doing.open("keep", id) };
      case "their_promise_broken":
      case "their_promise_overdue":
      case "their_promise_due":
        return { name: t("step_new_day"), act: () => doing.open("move_promise", id) };
      case "quote_waits":
        return standing_of(view, Number(id))?.may_decide
          ? { name: t("approve"), act: () => doing.open("approve", id) }
          : undefined;
      case "objection_open":
        return { name: t("step_answer"), act: () => doing.open("answer", id) };
      case "criterion_missing":
        return { name: t("step_evidence"), act: () => doing.open("evidence", id) };
      case "close_date_passed":
        return { name: t("step_date"), act: () => doing.open("date") };
      case "no_next_step":
        return { name: t("step_promise"), act: () => doing.open("promise", "us") };
      case "decision_maker_unknown":
        return { name: t("step_group"), act: () => doing.open("group", "new") };
      case "hand_over_missing":
        return { name: t("step_hand_over"), act: () => doing.open("hand_over") };
      case "onboarding_open":
        return { name: t("step_onboarding"), act: () => doing.open("onboarding") };
      default:
        return kind === "deal" || kind === "contact"
          ? { name: t("step_log"), act: () => doing.open("touch") }
          : undefined;
    }
  };
}

function Steps({ view, index }: Props) {
  const { t } = useTranslation(page_texts);
  const doing = useDo();
  const may_change = useMayOn(view.deal.id, "deal.change");
  const act_of = useStepAct(view);
  const format = useFormat();
  const contacts = useContacts(view.deal.buying_group.map((member) => member.contact));
  const contact_of = (step: Schemas["NextStep"]) => {
    const [kind, id = ""] = step.address.split(":");
    return kind === "contact" && contacts.get(Number(id))?.name;
  };
  const name_of_literature = (id: string) => index.map.literature?.find((one) => one.id === id)?.name ?? id;
  return (
    <ul>
      {view.guide.next_steps.map((step) => {
        const act = act_of(step);
        const contact = contact_of(step);
        return (
          <li key={`${step.kind} ${step.address}`}>
            {format.sentence(step.what)} {contact && <bdi>{contact}. </bdi>}
            <span className="q">{format.sentence(step.why)}</span>
            {may_change && act && (
              <>
                {" "}
                <button type="button" className="linkbtn" onClick={act.act}>
                  {act.name}
                </button>
              </>
            )}
            {may_change &&
              step.suggest.map((suggested) => {
                const [kind = "", id = ""] = suggested.split(":");
                const is_touch = kind === "touchpoint";
                return (
                  <Fragment key={suggested}>
                    {" · "}
                    <button
                      type="button"
                      className="linkbtn"
                      onClick={() => (is_touch ? doing.open("touch", id) : doing.open("give", id))}
                    >
                      {is_touch ? t(`try_${id}`) : t("give_it", { name: name_of_literature(id) })}
                    </button>
                  </Fragment>
                );
              })}
          </li>
        );
      })}
    </ul>
  );
}

function Send({ view, index }: Props) {
  const { t } = useTranslation(page_texts);
  const format = useFormat();
  const doing = useDo();
  const may_change = useMayOn(view.deal.id, "deal.change");
  const { literature = [] } = index.map;
  const ids = [...view.guide.literature];
  if (doing.name === "give" && doing.arg && !ids.includes(doing.arg)) ids.push(doing.arg);
  return (
    <ul>
      {ids.map((id) => {
        const piece = literature.find((one) => one.id === id);
        const given = view.deal.literature.findLast((one) => one.literature === id);
        const name = piece?.name ?? id;
        return (
          <li key={id}>
            <FileText className="i" aria-hidden />{" "}
            {piece?.url && is_web_address(piece.url) ? (
              <a href={piece.url} target="_blank" rel="noreferrer">
                {name}
              </a>
            ) : (
              name
            )}{" "}
            <span className="q s">
              {given ? t("given_on", { day: format.day(given.at) }) : t("not_given")}
            </span>{" "}
            {may_change && (
              <button
                type="button"
                className="linkbtn s"
                aria-label={t("give_it", { name })}
                onClick={() => doing.open("give", id)}
              >
                {t("give")}
              </button>
            )}
            {doing.is("give", id) && <GiveForm deal={view.deal.id} literature={id} name={name} />}
          </li>
        );
      })}
    </ul>
  );
}

function GiveForm({ deal, literature, name }: { deal: number; literature: string; name: string }) {
  const { t } = useTranslation(page_texts);
  const doing = useDo();
  const { header, done } = useDone(deal, doing.close);
  const give = $api.useMutation("post", "/api/deals/{deal}/literature", {
    onSuccess: () => done(t("said_given", { name })),
  });
  const body = { literature, contacts: [] };
  return (
    <ActForm
      title={t("give_title", { name })}
      act={t("do_give")}
      error={give.error}
      is_pending={give.isPending}
      on_send={() => give.mutate({ params: { path: { deal }, header: header(body) }, body })}
      on_close={doing.close}
    >
      <p className="s q">{t("give_hint")}</p>
    </ActForm>
  );
}

function Bring({ view, index }: Props) {
  const { t } = useTranslation(page_texts);
  const format = useFormat();
  const people = usePeople();
  const selling = $api.useQuery("get", "/api/workspace/selling", {}, { staleTime: 300_000 });
  const roles = (selling.data?.roles ?? {}) as Record<string, number[] | undefined>;
  const brings = brings_of(index, view.deal.stage, roles);
  const name = (id: number) => people.names.get(id) ?? "";
  return (
    <ul>
      {brings.roles.map((role) => (
        <li key={role.id}>
          <b>{role.name}</b>
          {role.people.length > 0 && `: ${format.list(role.people.map(name).filter(Boolean))}`}
        </li>
      ))}
      {brings.skills.length > 0 && (
        <li>
          <span className="q">{t("skills")}: </span>
          {format.list(brings.skills.map((skill) => t("skill_level", { ...skill })))}
        </li>
      )}
      {brings.tools.map((tool) => (
        <li key={tool.name}>
          {is_web_address(tool.url) ? (
            <a href={tool.url} target="_blank" rel="noreferrer">
              {tool.name}
            </a>
          ) : (
            tool.name
          )}
          {tool.text && <span className="q"> {tool.text}</span>}
        </li>
      ))}
    </ul>
  );
}

function Part({ name, is_there, children }: { name: string; is_there: boolean; children: ReactNode }) {
  if (!is_there) return null;
  return (
    <div className="gr">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/// What the prospect needs now, and what we do, send and bring for it, each with its reason.
export function Guide(props: Props) {
  const { t } = useTranslation(page_texts);
  const doing = useDo();
  const may_change = useMayOn(props.view.deal.id, "deal.change");
  const { view, index } = props;
  const brings = brings_of(index, view.deal.stage, {});
  const has_bring =
    view.deal.status === "open" && brings.roles.length + brings.skills.length + brings.tools.length > 0;
  const is_giving = doing.name === "give";
  const steps = view.guide.next_steps.length;
  return (
    <section className="guidep" aria-label={t("guide")}>
      <Learn {...props} />
      <dl className="guide">
        <Part name={t("do")} is_there={steps > 0}>
          <Steps {...props} />
        </Part>
        <Part name={t("send")} is_there={view.guide.literature.length > 0 || is_giving}>
          <Send {...props} />
        </Part>
        <Part name={t("bring")} is_there={has_bring}>
          <Bring {...props} />
        </Part>
      </dl>
      {steps === 0 && view.guide.learns.length === 0 && (
        <p className="empty q">{t(view.deal.closing ? "guide_closed" : "guide_empty")}</p>
      )}
      {may_change && view.deal.status === "lead" && steps === 0 && (
        <p className="s">
          <MessageSquarePlus className="i" aria-hidden /> {t("lead_hint")}
        </p>
      )}
    </section>
  );
}
