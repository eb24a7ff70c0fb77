import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api, type Schemas } from "../../api/client.ts";
import { digits_of, useFormat } from "../../app/format.ts";
import type { MapIndex } from "../../app/process.tsx";
import { useMay, useSession } from "../../app/session.tsx";
import { ActForm, useDone } from "../../deals/act_form.tsx";
import { fault_at } from "../../deals/acts.ts";
import { usePeople } from "../../deals/names.ts";
import { Button } from "../../ui/button.tsx";
import { SelectField, TextArea, TextField } from "../../ui/fields.tsx";
import { Amount } from "../../ui/figures.tsx";
import { Mark } from "../../ui/marks.tsx";
import { Section } from "../../ui/section.tsx";
import type { DealView } from "./model.ts";
import { before_discount, to_share } from "./quote_model.ts";
import { page_texts } from "./texts.ts";
import { useDo } from "./use_do.ts";

type Quote = Schemas["Quote"];

interface Props {
  view: DealView;
  index: MapIndex;
}

/// The price rules that a quote breaks, and who may decide on them by the workspace's settings.
function Rules({ quote, index }: { quote: Quote; index: MapIndex }) {
  const { t } = useTranslation(page_texts);
  const format = useFormat();
  const people = usePeople();
  const selling = $api.useQuery("get", "/api/workspace/selling", {}, { staleTime: 300_000 });
  const roles = (selling.data?.roles ?? {}) as Record<string, number[] | undefined>;
  return (
    <ul className="s q rules">
      {quote.broken_rules.map((id) => {
        const rule = index.map.price_rules?.find((one) => one.id === id);
        const role = index.map.roles?.find((one) => one.id === rule?.approver);
        const names = (roles[rule?.approver ?? ""] ?? []).map((one) => people.names.get(one) ?? "");
        const who = names.filter(Boolean).length > 0 ? format.list(names.filter(Boolean)) : role?.name;
        return (
          <li key={id}>
            {t("rule", { text: rule?.text ?? id })} {who ? t("can_approve", { who }) : t("nobody_approves")}
          </li>
        );
      })}
    </ul>
  );
}

/// Whether to offer the decision: to whoever fills an approving role of the broken rules, or, where the settings name
/// nobody, to whoever has the right. The server decides in the end.
function useMayDecide(quote: Quote, index: MapIndex) {
  const has_right = useMay("quote.approve");
  const { person } = useSession();
  const selling = $api.useQuery("get", "/api/workspace/selling", {}, { staleTime: 300_000 });
  const roles = (selling.data?.roles ?? {}) as Record<string, number[] | undefined>;
  const rules = (index.map.price_rules ?? []).filter((rule) => quote.broken_rules.includes(rule.id ?? ""));
  const named = rules.flatMap((rule) => roles[rule.approver ?? ""] ?? []);
  return has_right && (named.length === 0 || named.includes(person));
}

function DecideForm({ deal, quote, is_refusal }: { deal: number; quote: Quote; is_refusal: boolean }) {
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

const kinds = { made: "open", waits_for_approval: "limit", approved: "good", refused: "bad" } as const;

function QuoteTable({ quote, view, index }: Props & { quote: Quote }) {
  const { t } = useTranslation(page_texts);
  const format = useFormat();
  const doing = useDo();
  const may_approve = useMayDecide(quote, index);
  const { amount_minor, currency } = quote.amount;
  const full = before_discount(amount_minor, quote.discount_share, 10 ** digits_of(currency));
  const is_waiting = quote.state === "waits_for_approval";
  return (
    <>
      <table className="tb qc">
        <caption className="only-heard">{t("quote_n", { number: quote.number })}</caption>
        <tbody>
          {full !== undefined && (
            <tr>
              <th scope="row">{t("before_discount")}</th>
              <td className="num">
                <Amount minor={full} currency={currency} />
              </td>
            </tr>
          )}
          <tr>
            <th scope="row">
              {t("discount_of", { share: format.percent(quote.discount_share, 1) })}{" "}
              {quote.broken_rules.length > 0 && (
                <Mark kind="bad">{t("breaks_rules", { count: quote.broken_rules.length })}</Mark>
              )}
            </th>
            <td className="num">
              {full === undefined ? (
                <span className="q">–</span>
              ) : (
                <>
                  −<Amount minor={full - amount_minor} currency={currency} />
                </>
              )}
            </td>
          </tr>
          <tr>
            <th scope="row" className="b">
              {t("total")}
            </th>
            <td className="num b">
              <Amount minor={amount_minor} currency={currency} />
            </td>
          </tr>
        </tbody>
      </table>
      {quote.broken_rules.length > 0 && <Rules quote={quote} index={index} />}
      {is_waiting && may_approve && !(doing.name === "refuse") && !doing.is("approve", quote.number) && (
        <div className="row wrap" style={{ marginTop: 8 }}>
          <Button small onPress={() => doing.open("approve", quote.number)}>
            {t("approve")}
          </Button>
          <Button small onPress={() => doing.open("refuse", quote.number)}>
            {t("refuse")}
          </Button>
        </div>
      )}
      {(doing.is("approve", quote.number) || doing.is("refuse", quote.number)) && is_waiting && (
        <DecideForm deal={view.deal.id} quote={quote} is_refusal={doing.name === "refuse"} />
      )}
    </>
  );
}

function NewQuote({ view, index }: Props) {
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
  const send = () => {
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
      error={make.error}
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
          error={fault_at(make.error, "/amount")}
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
          error={fault_at(make.error, "/discount_share")}
        />
        <SelectField
          label={t("approver")}
          value={approver}
          onChange={(event) => set_approver(event.target.value)}
          choices={[
            { id: "", name: t("by_rule") },
            ...people.active.map((one) => ({ id: `${one.id}`, name: one.name })),
          ]}
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

function NewPayment({ view, index }: Props) {
  const { t } = useTranslation(page_texts);
  const doing = useDo();
  const { deal } = view;
  const currency = deal.attributes.currency ?? index.map.currency ?? "EUR";
  const [amount, set_amount] = useState("");
  const { header, done } = useDone(deal.id, doing.close);
  const pay = $api.useMutation("post", "/api/deals/{deal}/payments", {
    onSuccess: () => done(t("said_payment")),
  });
  const send = () => {
    const minor = Math.round(Number(amount) * 10 ** digits_of(currency));
    const body = { amount: { amount_minor: minor, currency } };
    pay.mutate({ params: { path: { deal: deal.id }, header: header(body) }, body });
  };
  return (
    <ActForm
      title={t("new_payment")}
      act={t("do_payment")}
      error={pay.error}
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
        error={fault_at(pay.error, "/amount")}
        autoFocus
      />
    </ActForm>
  );
}

function Earlier({ quotes }: { quotes: Quote[] }) {
  const { t } = useTranslation(page_texts);
  const format = useFormat();
  if (quotes.length === 0) return null;
  return (
    <ul className="s earlier">
      {quotes.map((quote) => (
        <li key={quote.number}>
          <span className="q">
            {t("quote_n", { number: quote.number })}, {format.day(quote.made_at)}
          </span>
          <Mark kind={kinds[quote.state]}>{t(`quote_${quote.state}`)}</Mark>
          <span className="num">
            <Amount minor={quote.amount.amount_minor} currency={quote.amount.currency} />
          </span>
        </li>
      ))}
    </ul>
  );
}

/// The newest quote against the price rules, who decides on it, earlier ones, and what was paid.
export function Quotes(props: Props) {
  const { t } = useTranslation(page_texts);
  const format = useFormat();
  const doing = useDo();
  const may_change = useMay("deal.change");
  const { deal } = props.view;
  const last = deal.quotes.at(-1);
  const is_open = deal.status === "open";
  const pays = deal.status === "won" || deal.payments.length > 0;
  if (!last && !is_open && !pays) return null;
  const note = last
    ? `${t("quote_n", { number: last.number })}, ${format.day(last.made_at)}, ${t(`quote_${last.state}`)}`
    : undefined;
  return (
    <Section
      title={t("quotes")}
      note={note}
      more={
        may_change && (
          <>
            {is_open && (
              <button type="button" className="linkbtn" onClick={() => doing.open("quote")}>
                {t("add_quote")}
              </button>
            )}{" "}
            {pays && (
              <button type="button" className="linkbtn" onClick={() => doing.open("payment")}>
                {t("add_payment")}
              </button>
            )}
          </>
        )
      }
    >
      {doing.is("quote") && is_open && <NewQuote {...props} />}
      {doing.is("payment") && <NewPayment {...props} />}
      {last ? (
        <QuoteTable quote={last} {...props} />
      ) : (
        <p className="empty q s">{t(is_open ? "no_quotes" : "no_quotes_closed")}</p>
      )}
      <Earlier quotes={deal.quotes.slice(0, -1).toReversed()} />
      {deal.payments.length > 0 && (
        <ul className="s earlier">
          {deal.payments.map((payment) => (
            <li key={`${payment.at} ${payment.amount.amount_minor}`}>
              <span className="q">{t("paid_on", { day: format.day(payment.at) })}</span>
              <span />
              <span className="num">
                <Amount minor={payment.amount.amount_minor} currency={payment.amount.currency} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
