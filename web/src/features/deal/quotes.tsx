import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client.ts";
import { digits_of, useFormat } from "../../app/format.ts";
import type { MapIndex } from "../../app/process.tsx";
import { usePeople } from "../../deals/names.ts";
import { useMayOn } from "../../deals/use_may_on.ts";
import { Button } from "../../ui/button.tsx";
import { Amount } from "../../ui/figures.tsx";
import { Mark } from "../../ui/marks.tsx";
import { Section } from "../../ui/section.tsx";
import { type DealView, standing_of } from "./model.ts";
import { DecideForm, NewPayment, NewQuote } from "./quote_forms.tsx";
import { before_discount } from "./quote_model.ts";
import { page_texts } from "./texts.ts";
import { useDo } from "./use_do.ts";

type Quote = Schemas["Quote"];

interface Props {
  view: DealView;
  index: MapIndex;
}

/// The price rules that a quote breaks, and who decides on them.
function Rules({ broken }: { broken: Schemas["BrokenRuleView"][] }) {
  const { t } = useTranslation(page_texts);
  const format = useFormat();
  const people = usePeople();
  return (
    <ul className="s q rules">
      {broken.map((rule) => {
        const names = rule.people.map((one) => people.names.get(one) ?? "").filter(Boolean);
        const who = names.length > 0 ? format.list(names) : rule.approver_name;
        return (
          <li key={rule.rule}>
            {t("rule", { text: rule.text || rule.rule })}{" "}
            {who ? t("can_approve", { who }) : t("nobody_approves")}
          </li>
        );
      })}
    </ul>
  );
}

const kinds = { made: "open", waits_for_approval: "limit", approved: "good", refused: "bad" } as const;

function QuoteTable({ quote, view }: { quote: Quote; view: DealView }) {
  const { t } = useTranslation(page_texts);
  const format = useFormat();
  const doing = useDo();
  const { broken = [], may_decide = false } = standing_of(view, quote.number) ?? {};
  const { amount_minor, currency } = quote.amount;
  const full = before_discount(amount_minor, quote.discount_share, 10 ** digits_of(currency));
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
              {broken.length > 0 && <Mark kind="bad">{t("breaks_rules", { count: broken.length })}</Mark>}
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
      {broken.length > 0 && <Rules broken={broken} />}
      {may_decide && !(doing.name === "refuse") && !doing.is("approve", quote.number) && (
        <div className="row wrap" style={{ marginTop: 8 }}>
          <Button small onPress={() => doing.open("approve", quote.number)}>
            {t("approve")}
          </Button>
          <Button small onPress={() => doing.open("refuse", quote.number)}>
            {t("refuse")}
          </Button>
        </div>
      )}
      {(doing.is("approve", quote.number) || doing.is("refuse", quote.number)) && may_decide && (
        <DecideForm deal={view.deal.id} quote={quote} is_refusal={doing.name === "refuse"} />
      )}
    </>
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
  const may_change = useMayOn(props.view.deal.id, "deal.change");
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
        <QuoteTable quote={last} view={props.view} />
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
