import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "../../api/client.ts";
import type { MapIndex } from "../../app/process.tsx";
import { ActForm, ActPanel, useDone } from "../../deals/act_form.tsx";
import { fault_at } from "../../deals/acts.ts";
import { usePeople } from "../../deals/names.ts";
import { useNeeded } from "../../deals/needed.ts";
import { TextArea, TextField } from "../../ui/fields.tsx";
import { Segments } from "../../ui/segments.tsx";
import { SidePanel } from "../../ui/side_panel.tsx";
import { Answer } from "../../ui/states.tsx";
import type { DealView } from "./model.ts";
import { page_texts } from "./texts.ts";
import { useDo } from "./use_do.ts";

interface Props {
  view: DealView;
  index: MapIndex;
}

const origins = ["upsell", "cross_sell", "referral"] as const;

/// A new deal that knows where it comes from.
export function FollowPanel({ view }: Props) {
  const { t } = useTranslation(page_texts);
  const doing = useDo();
  const navigate = useNavigate();
  const { deal } = view;
  const is_won = deal.status === "won" || deal.status === "finished";
  const [origin, set_origin] = useState<(typeof origins)[number]>(is_won ? "upsell" : "referral");
  const [name, set_name] = useState("");
  const [amount, set_amount] = useState("");
  const { header, done } = useDone(deal.id, () => {});
  const follow = $api.useMutation("post", "/api/deals/{deal}/follow-on-deals", {
    onSuccess: (made) => {
      done(t("said_followed", { name: made.name }));
      void navigate({ to: "/deals/$deal", params: { deal: `${made.id}` } });
    },
  });
  const send = () => {
    const body = { origin, name, ...(amount ? { values: { amount } } : {}) };
    follow.mutate({ params: { path: { deal: deal.id }, header: header(body) }, body });
  };
  return (
    <ActPanel
      about={`follow ${deal.id}`}
      title={t("follow_title")}
      act={t("do_follow")}
      error={follow.error}
      fields={["/name", "/values"]}
      is_pending={follow.isPending}
      on_send={send}
      on_close={doing.close}
    >
      <div className="field">
        <Segments
          label={t("origin")}
          choices={origins.map((id) => ({ id, name: t(`is_${id}`) }))}
          chosen={origin}
          on_choose={set_origin}
        />
        <p className="hint">{t(origin === "referral" ? "referral_hint" : "upsell_hint")}</p>
      </div>
      <TextField
        label={t("deal_name")}
        value={name}
        onChange={(event) => set_name(event.target.value)}
        error={fault_at(follow.error, "/name")}
      />
      <TextField
        label={t("amount")}
        type="number"
        step="any"
        value={amount}
        onChange={(event) => set_amount(event.target.value)}
        error={fault_at(follow.error, "/values")}
      />
    </ActPanel>
  );
}

/// To whom the rules of assignment would give the deal, and why.
export function AssignPanel({ view }: Props) {
  const { t } = useTranslation(page_texts);
  const doing = useDo();
  const people = usePeople();
  const { deal } = view;
  const params = { path: { deal: deal.id } };
  // Never what the rules said another time: no event tells that they changed.
  const preview = $api.useQuery("get", "/api/deals/{deal}/assignment-preview", { params }, { gcTime: 0 });
  const { header, done } = useDone(deal.id, doing.close);
  const assign = $api.useMutation("post", "/api/deals/{deal}/assignments", {
    onSuccess: () => done(t("said_assigned")),
  });
  return (
    <SidePanel
      class_name="cover"
      about={`assign ${deal.id}`}
      title={t("assign_title")}
      on_close={doing.close}
    >
      <Answer query={preview} what={t("assign_title")}>
        {(found) => {
          const said = (
            <>
              <p style={{ marginTop: 12 }}>
                {found.owner === null
                  ? t("assign_nobody")
                  : t("assign_to", { name: people.names.get(found.owner) ?? `${found.owner}` })}
              </p>
              <ul className="s q">
                {found.because.map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ul>
            </>
          );
          if (found.owner === null && found.team === null) return said;
          return (
            <ActForm
              label={t("assign_title")}
              act={t("do_assign")}
              error={assign.error}
              is_pending={assign.isPending}
              on_send={() => assign.mutate({ params: { ...params, header: header("assign") } })}
              on_close={doing.close}
            >
              {said}
            </ActForm>
          );
        }}
      </Answer>
    </SidePanel>
  );
}

/// A deal that should not be there; its history stays.
export function DeletePanel({ view }: Props) {
  const { t } = useTranslation(page_texts);
  const doing = useDo();
  const { deal } = view;
  const [note, set_note] = useState("");
  const { header, done } = useDone(deal.id, doing.close);
  const remove = $api.useMutation("post", "/api/deals/{deal}/deletions", {
    onSuccess: () => done(t("said_deleted", { deal: deal.name })),
  });
  const { error, is_told } = useNeeded(remove.error);
  const send = () => {
    const body = { note: note.trim() };
    if (!is_told({ "/note": body.note ? "" : t("need_why") })) return;
    remove.mutate({ params: { path: { deal: deal.id }, header: header(body) }, body });
  };
  return (
    <ActPanel
      about={`delete ${deal.id}`}
      title={t("delete_title")}
      act={t("do_delete")}
      kind="danger"
      error={error}
      fields={["/note"]}
      is_pending={remove.isPending}
      on_send={send}
      on_close={doing.close}
    >
      <p className="s q" style={{ marginTop: 8 }}>
        {t("delete_hint")}
      </p>
      <TextArea
        label={t("why_delete")}
        value={note}
        onChange={(event) => set_note(event.target.value)}
        error={fault_at(error, "/note")}
      />
    </ActPanel>
  );
}
