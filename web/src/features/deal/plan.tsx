import { useTranslation } from "react-i18next";
import { $api } from "../../api/client.ts";
import { useFormat } from "../../app/format.ts";
import { useRefreshDeal } from "../../deals/acts.ts";
import { FormError } from "../../deals/form_error.tsx";
import { useDealContacts, usePeople } from "../../deals/names.ts";
import { PromiseForm, usePromiseName } from "../../deals/promise_form.tsx";
import { useAccountName } from "../../deals/use_deal.ts";
import { useMayOn } from "../../deals/use_may_on.ts";
import { MarkIcon } from "../../ui/marks.tsx";
import { Actions } from "../../ui/menu.tsx";
import { Section } from "../../ui/section.tsx";
import { ErrorLine, Loading } from "../../ui/states.tsx";
import { say } from "../../ui/toasts.tsx";
import { type Deal, type DealView, is_bad } from "./model.ts";
import { could_be_steps, counts_of, type PlanStep } from "./plan_model.ts";
import { plan_texts } from "./plan_texts.ts";
import { useDo } from "./use_do.ts";
import "./plan.css";

const forms = { plan_keep: "keep", plan_move: "move" } as const;

/// What the customer said of a step through a link.
function Word({ step, deal }: { step: PlanStep; deal: Deal }) {
  const { t } = useTranslation(plan_texts);
  const format = useFormat();
  const contacts = useDealContacts(deal.id);
  const { confirmed } = step;
  if (!confirmed) return null;
  const of_contact = confirmed.contact === null ? "" : (contacts.get(confirmed.contact)?.name ?? "");
  const by = of_contact || confirmed.name || t("somebody");
  if (!step.is_confirmed)
    return <span className="q s">{t("confirmed_before", { due: format.day(confirmed.due) })}</span>;
  return (
    <span className="good s">
      <MarkIcon kind="good" />{" "}
      {t(confirmed.is_done ? "told_by" : "confirmed_by", { by, day: format.day(confirmed.at) })}
    </span>
  );
}

function Step({ step, deal }: { step: PlanStep; deal: Deal }) {
  const { t } = useTranslation(plan_texts);
  const format = useFormat();
  const doing = useDo();
  const may_change = useMayOn(deal.id, "deal.change");
  const people = usePeople();
  const contacts = useDealContacts(deal.id);
  const account = useAccountName(deal);
  const what = usePromiseName()(step);
  const refresh = useRefreshDeal(deal.id);
  const take_out = $api.useMutation("delete", "/api/deals/{deal}/plan/steps/{promise}", {
    onSuccess: () => {
      refresh();
      say(t("said_out", { what }));
    },
  });
  const theirs = step.side === "customer";
  const side = theirs ? account || t("the_customer") : t(step.side === "us" ? "we" : "partner");
  const names = step.contacts.map((id) => contacts.get(id)?.name ?? "");
  const who = step.side === "us" ? [people.names.get(step.person ?? 0) ?? ""] : names;
  const is_open = step.state === "open";
  const kind = step.state === "kept" ? "good" : is_bad(step.keeping) ? "bad" : "open";
  const act = is_open && doing.arg === `${step.number}` ? forms[doing.name as keyof typeof forms] : undefined;
  const on_act = (id: string) => {
    if (id === "out") take_out.mutate({ params: { path: { deal: deal.id, promise: step.number } } });
    else doing.open(id, step.number);
  };
  return (
    <li className={theirs ? "theirs" : ""}>
      <span className={kind === "bad" ? "num bad b" : is_open ? "num" : "num q"}>{format.day(step.due)}</span>
      <span>
        <span className={theirs ? "voice" : ""}>{what}</span>
        <br />
        <span className="q s">{[side, ...who].filter(Boolean).join(" · ")}</span>
        <br />
        <Word step={step} deal={deal} />
        <ErrorLine error={take_out.error} />
      </span>
      <span className="stand">
        <MarkIcon kind={kind} label={t(`keeping_${step.keeping}`)} />
        {may_change && (
          <Actions
            label={t("acts_of", { what })}
            class_name="linkbtn s"
            button={t("act")}
            actions={[
              ...(is_open
                ? [
                    { id: "plan_keep", name: t("it_was_kept") },
                    { id: "plan_move", name: t("another_day") },
                  ]
                : []),
              { id: "out", name: t("take_out") },
            ]}
            on_act={on_act}
          />
        )}
      </span>
      {act && (
        <div className="wide">
          <PromiseForm deal={deal.id} act={act} promise={step} on_close={doing.close} />
        </div>
      )}
    </li>
  );
}

/// Promises that stand and are no steps yet, each to be taken in.
function Choose({ deal }: { deal: Deal }) {
  const { t } = useTranslation(plan_texts);
  const format = useFormat();
  const name_of = usePromiseName();
  const refresh = useRefreshDeal(deal.id);
  const take_in = $api.useMutation("put", "/api/deals/{deal}/plan/steps/{promise}");
  const others = could_be_steps(deal);
  if (others.length === 0) return null;
  const take = (promise: number, what: string) =>
    take_in.mutate(
      { params: { path: { deal: deal.id, promise } } },
      {
        onSuccess: () => {
          refresh();
          say(t("said_in", { what }));
        },
      },
    );
  return (
    <details className="s">
      <summary>{t("choose")}</summary>
      <FormError error={take_in.error} fields={[]} />
      <ul>
        {others.map((promise) => {
          const what = name_of(promise);
          return (
            <li key={promise.number}>
              <span className="num">{format.day(promise.due)}</span>
              <span>{what}</span>
              <button
                type="button"
                className="linkbtn s"
                aria-label={t("take_in_of", { what })}
                onClick={() => take(promise.number, what)}
              >
                {t("take_in")}
              </button>
            </li>
          );
        })}
      </ul>
    </details>
  );
}

/// The steps that are agreed with the customer: promises of either side, in the order of their days.
export function Plan({ view }: { view: DealView }) {
  const { t } = useTranslation(plan_texts);
  const doing = useDo();
  const { deal } = view;
  const may_change = useMayOn(deal.id, "deal.change");
  const plan = $api.useQuery("get", "/api/deals/{deal}/plan", { params: { path: { deal: deal.id } } });
  const steps = plan.data?.steps ?? [];
  const counts = counts_of(steps);
  const note = [
    counts.all > 0 ? t("done_of", counts) : "",
    counts.confirmed > 0 ? t("confirmed_n", { count: counts.confirmed }) : "",
  ];
  return (
    <Section
      title={t("plan")}
      note={note.filter(Boolean).join(", ")}
      more={
        may_change && (
          <button type="button" className="linkbtn" onClick={() => doing.open("share")}>
            {t("share")}
          </button>
        )
      }
    >
      <div className="two plan-steps">
        <div>
          {plan.isPending && <Loading what={t("plan")} lines={3} />}
          <ErrorLine error={plan.error} />
          {plan.data && steps.length === 0 && <p className="empty q s">{t("empty")}</p>}
          <ol>
            {steps.map((step) => (
              <Step key={step.number} step={step} deal={deal} />
            ))}
          </ol>
          {may_change && !plan.isPending && !doing.is("step") && (
            <button type="button" className="linkbtn s" onClick={() => doing.open("step")}>
              {t("add")}
            </button>
          )}
          {doing.is("step") && (
            <PromiseForm deal={deal.id} act="make" side="customer" in_plan on_close={doing.close} />
          )}
          {may_change && !plan.isPending && <Choose deal={deal} />}
        </div>
      </div>
    </Section>
  );
}
