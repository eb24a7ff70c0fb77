import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api, type Schemas } from "../../api/client.ts";
import { digits_of } from "../../app/format.ts";
import type { MapIndex } from "../../app/process.tsx";
import { ActForm, useDone } from "../../deals/act_form.tsx";
import { fault_at } from "../../deals/acts.ts";
import { usePeople } from "../../deals/names.ts";
import { useNeeded } from "../../deals/needed.ts";
import { SelectField, TextArea, TextField } from "../../ui/fields.tsx";
import type { DealView } from "./model.ts";
import { to_share } from "./quote_model.ts";
import { page_texts } from "./texts.ts";
import { useDo } from "./use_do.ts";

type Quote = Schemas["Quote"];

interface Props {
  view: DealView;
  index: MapIndex;
}

/// A quote that waits is approved, or refused with the reason.
export function DecideForm({ deal, quote, is_refusal }: { deal: number; quote: Quote; is_refusal: boolean }) {
  const { t } = useTranslation(page_texts);
  const doing = useDo();
  const [note, set_note] = useState("");
  const { header, done } = useDone(deal, doing.close);
  const approve = $api.useMutation("post", "/api/deals/{deal}/quotes/{quote}/approvals", {
    onSuccess: () => done(t("said_approved", { number: quote.number })),
  });
  const refuse = $api.useMutation("post", "/api/deals/{deal}/quotes/{quote}/refusals", {
    onSuccess: () => done(t("said_refused", { number: quote.number })),
  });
  const decision = is_refusal ? refuse : approve;
  const send = () => {
    const body = { note };
    decision.mutate({ params: { path: { deal, quote: quote.number }, header: header(body) }, body });
  };
  return (
    <ActForm
      title={t(is_refusal ? "refuse_title" : "approve_title", { number: quote.number })}
      act={t(is_refusal ? "do_refuse" : "do_approve")}
      kind={is_refusal ? "danger" : "main"}
      error={decision.error}
      fields={["/note"]}
      is_pending={decision.isPending}
      on_send={send}
      on_close={doing.close}
    >
      <TextArea
        label={t(is_refusal ? "why_refused" : "note")}
        value={note}
        onChange={(event) => set_note(event.target.value)}
        error={fault_at(decision.error, "/note")}
        autoFocus
      />
    </ActForm>
  );
}

export function NewQuote({ view, index }: Props) {
  const { t } = useTranslation(page_texts);
  const doing = useDo();
  const people = usePeople();
  const { deal } = view;
  const currency = deal.attributes.currency ?? index.map.currency ?? "EUR";
  const [amount, set_amount] = useState("");
  const [discount, set_discount] = useState("0");
  const [approver, set_approver] = useState("");
  const [attachment, set_attachment] = useState("");
  const files = $api.useQuery("get", "/api/deals/{deal}/attachments", {
    params: { path: { deal: deal.id } },
  });
  const { header, done } = useDone(deal.id, doing.close);
  const make = $api.useMutation("post", "/api/deals/{deal}/quotes", {
    onSuccess: ({ quotes }) => {
      const state = quotes.at(-1)?.state ?? "made";
      done(t(state === "waits_for_approval" ? "said_quote_waits" : "said_quote"));
    },
  });
  const { error, is_told } = useNeeded(make.error);
  const send = () => {
    if (!is_told({ "/amount": amount ? "" : t("need_amount") })) return;
    const body = {
      amount: { amount_minor: Math.round(Number(amount) * 10 ** digits_of(currency)), currency },
      discount_share: to_share(discount),
      ...(approver ? { approver: Number(approver) } : {}),
      ...(attachment ? { attachment: Number(attachment) } : {}),
    };
    make.mutate({ params: { path: { deal: deal.id }, header: header(body) }, body });
  };
  return (
    <ActForm
      title={t("new_quote")}
      act={t("do_quote")}
      error={error}
      fields={["/amount", "/discount_share", "/approver", "/attachment"]}
      is_pending={make.isPending}
      on_send={send}
      on_close={doing.close}
    >
      <div className="pair">
        <TextField
          label={t("amount_after", { currency })}
          type="number"
          step="any"
          min="0"
          value={amount}
          onChange={(event) => set_amount(event.target.value)}
          error={fault_at(error, "/amount")}
          autoFocus
        />
        <TextField
          label={t("discount_percent")}
          type="number"
          step="any"
          min="0"
          max="100"
          value={discount}
          onChange={(event) => set_discount(event.target.value)}
          error={fault_at(error, "/discount_share")}
        />
        <SelectField
          label={t("approver")}
          value={approver}
          onChange={(event) => set_approver(event.target.value)}
          choices={[{ id: "", name: t("by_rule") }, ...people.choices]}
          error={fault_at(make.error, "/approver")}
        />
        {(files.data?.attachments.length ?? 0) > 0 && (
          <SelectField
            label={t("document")}
            value={attachment}
            onChange={(event) => set_attachment(event.target.value)}
            choices={[
              { id: "", name: t("none") },
              ...(files.data?.attachments ?? []).map((one) => ({ id: `${one.id}`, name: one.name })),
            ]}
            error={fault_at(make.error, "/attachment")}
          />
        )}
      </div>
      <p className="hint">{t("quote_hint")}</p>
    </ActForm>
  );
}

export function NewPayment({ view, index }: Props) {
  const { t } = useTranslation(page_texts);
  const doing = useDo();
  const { deal } = view;
  const currency = deal.attributes.currency ?? index.map.currency ?? "EUR";
  const [amount, set_amount] = useState("");
  const { header, done } = useDone(deal.id, doing.close);
  const pay = $api.useMutation("post", "/api/deals/{deal}/payments", {
    onSuccess: () => done(t("said_payment")),
  });
  const { error, is_told } = useNeeded(pay.error);
  const send = () => {
    if (!is_told({ "/amount": amount ? "" : t("need_amount") })) return;
    const minor = Math.round(Number(amount) * 10 ** digits_of(currency));
    const body = { amount: { amount_minor: minor, currency } };
    pay.mutate({ params: { path: { deal: deal.id }, header: header(body) }, body });
  };
  return (
    <ActForm
      title={t("new_payment")}
      act={t("do_payment")}
      error={error}
      fields={["/amount"]}
      is_pending={pay.isPending}
      on_send={send}
      on_close={doing.close}
    >
      <TextField
        label={t("amount_in", { currency })}
        type="number"
        step="any"
        min="0"
        value={amount}
        onChange={(event) => set_amount(event.target.value)}
        error={fault_at(error, "/amount")}
        autoFocus
      />
    </ActForm>
  );
}
