import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "../../api/client.ts";
import { add_days, useFormat } from "../../app/format.ts";
import { ActForm } from "../../deals/act_form.tsx";
import { fault_at, useRefreshDeal } from "../../deals/acts.ts";
import { useDealContacts } from "../../deals/names.ts";
import { useAccountName } from "../../deals/use_deal.ts";
import { Copyable } from "../../ui/copyable.tsx";
import { CheckField, SelectField, TextField } from "../../ui/fields.tsx";
import { Segments } from "../../ui/segments.tsx";
import { SidePanel } from "../../ui/side_panel.tsx";
import { ErrorLine, Loading } from "../../ui/states.tsx";
import { say } from "../../ui/toasts.tsx";
import type { Deal, DealView } from "./model.ts";
import { links_in_order, type PlanLinkView } from "./plan_model.ts";
import { plan_texts } from "./plan_texts.ts";
import { useDo } from "./use_do.ts";

const usual_days = 30;

function ShareForm({ deal, on_made }: { deal: Deal; on_made: (path: string) => void }) {
  const { t } = useTranslation(plan_texts);
  const format = useFormat();
  const account = useAccountName(deal);
  const contacts = [...useDealContacts(deal.id).values()];
  const refresh = useRefreshDeal(deal.id);
  const [typed, set_typed] = useState<string>();
  const [mode, set_mode] = useState<"confirm" | "read_only">("confirm");
  const [contact, set_contact] = useState("");
  const [until, set_until] = useState(() => add_days(format.today(), usual_days));
  const [goals, set_goals] = useState(false);
  const title = typed ?? (account ? t("title_of", { account }) : t("title_plain"));
  const share = $api.useMutation("post", "/api/deals/{deal}/plan/links", {
    onSuccess: ({ path }) => {
      refresh();
      on_made(path);
    },
  });
  const send = () =>
    share.mutate({
      params: { path: { deal: deal.id } },
      body: {
        title,
        good_until: until,
        mode,
        contact: contact ? Number(contact) : null,
        shows: goals ? ["goals"] : [],
      },
    });
  return (
    <ActForm
      label={t("share_title")}
      act={t("do_share")}
      error={share.error}
      fields={["/title", "/good_until", "/shows"]}
      is_pending={share.isPending}
      on_send={send}
    >
      <p className="s q">{t("share_hint")}</p>
      <TextField
        label={t("title")}
        value={title}
        maxLength={120}
        onChange={(event) => set_typed(event.target.value)}
        error={fault_at(share.error, "/title")}
      />
      <div className="field">
        <Segments
          label={t("mode")}
          choices={(["confirm", "read_only"] as const).map((id) => ({ id, name: t(`mode_${id}`) }))}
          chosen={mode}
          on_choose={set_mode}
        />
      </div>
      <SelectField
        label={t("for_whom")}
        hint={t("for_whom_hint")}
        value={contact}
        onChange={(event) => set_contact(event.target.value)}
        choices={[
          { id: "", name: t("whoever") },
          ...contacts.map((one) => ({ id: `${one.id}`, name: one.name })),
        ]}
      />
      <TextField
        label={t("good_until")}
        type="date"
        min={format.today()}
        value={until}
        onChange={(event) => set_until(event.target.value)}
        error={fault_at(share.error, "/good_until")}
      />
      <CheckField
        label={t("shows_goals")}
        checked={goals}
        onChange={(event) => set_goals(event.target.checked)}
      />
    </ActForm>
  );
}

function LinkRow({ view, deal }: { view: PlanLinkView; deal: Deal }) {
  const { t } = useTranslation(plan_texts);
  const format = useFormat();
  const contacts = useDealContacts(deal.id);
  const refresh = useRefreshDeal(deal.id);
  const { link, state } = view;
  const revoke = $api.useMutation("delete", "/api/deals/{deal}/plan/links/{link}", {
    onSuccess: () => {
      refresh();
      say(t("said_revoked", { title: link.title }));
    },
  });
  const who = link.contact === null ? "" : (contacts.get(link.contact)?.name ?? "");
  const facts = [
    who ? t("link_for", { who }) : t("link_for_all"),
    t(`mode_${link.mode}`),
    state === "good" ? t("until", { day: format.day(link.good_until) }) : t(`state_${state}`),
    view.opened_at
      ? t("opened", { count: view.opened_count, last: format.day_and_time(view.opened_at) })
      : t("not_opened"),
  ];
  return (
    <li className={state === "good" ? "" : "q"}>
      <span>
        {link.title}
        <br />
        <span className="q s">{facts.join(" · ")}</span>
        <ErrorLine error={revoke.error} />
      </span>
      {state === "good" && (
        <button
          type="button"
          className="linkbtn s"
          aria-label={t("revoke_of", { title: link.title })}
          onClick={() => revoke.mutate({ params: { path: { deal: deal.id, link: link.number } } })}
        >
          {t("revoke")}
        </button>
      )}
    </li>
  );
}

/// Links by which the customer sees the plan: a new one, and those that were made.
export default function SharePanel({ view }: { view: DealView }) {
  const { t } = useTranslation(plan_texts);
  const doing = useDo();
  const { deal } = view;
  const [path, set_path] = useState<string>();
  const plan = $api.useQuery("get", "/api/deals/{deal}/plan", { params: { path: { deal: deal.id } } });
  const links = links_in_order(plan.data?.links ?? []);
  return (
    <SidePanel class_name="cover" about={`share ${deal.id}`} title={t("share_title")} on_close={doing.close}>
      {path === undefined ? (
        <ShareForm deal={deal} on_made={set_path} />
      ) : (
        <Copyable label={t("made")} text={`${location.origin}${path}`} once />
      )}
      <h3>{t("links")}</h3>
      {plan.isPending && <Loading what={t("links")} lines={2} />}
      <ErrorLine error={plan.error} />
      {plan.data && links.length === 0 && <p className="empty q s">{t("no_links")}</p>}
      <ul className="plan-links">
        {links.map((one) => (
          <LinkRow key={one.link.number} view={one} deal={deal} />
        ))}
      </ul>
    </SidePanel>
  );
}
