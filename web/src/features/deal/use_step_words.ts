import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client.ts";
import { useFormat } from "../../app/format.ts";
import type { MapIndex } from "../../app/process.tsx";
import { useContacts } from "../../deals/names.ts";
import { usePromiseName } from "../../deals/promise_form.tsx";
import { type DealView, with_days } from "./model.ts";
import { step_texts } from "./step_texts.ts";

type Step = Schemas["NextStep"];

/// What a step says in the reader's language; the server's own sentences for a kind that these pages do not know.
export function useStepWords(view: DealView, index: MapIndex) {
  const { t, i18n } = useTranslation(step_texts);
  const format = useFormat();
  const promise_name = usePromiseName();
  const contacts = useContacts(view.deal.buying_group.map((member) => member.contact));
  const { deal } = view;
  return (step: Step) => {
    const day = (iso: string) => format.day(iso);
    if (!i18n.exists(`what_${step.kind}`, { ns: step_texts }))
      return { what: with_days(step.what, day), why: with_days(step.why, day) };
    const [, id = ""] = step.address.split(":");
    const promise = deal.promises.find((one) => `${one.number}` === id);
    const place = index.stage_of(deal.stage);
    const values = {
      id,
      promise: promise ? promise_name(promise) : id,
      objection: deal.objections.find((one) => `${one.number}` === id)?.text ?? id,
      criterion: place?.stage.exit?.find((one) => one.id === id)?.text ?? id,
      stage: place?.stage.name ?? deal.stage,
      contact: contacts.get(Number(id))?.name ?? id,
      day: step.since ? format.day(step.since) : "",
      days: step.days === null ? "" : t("days", { count: step.days }),
      usual: step.usual_days === null ? "" : format.number(step.usual_days, 1),
    };
    const is_planned = step.kind === "our_promise_due" && promise?.planned;
    return {
      what: t(`what_${step.kind}${is_planned ? "_planned" : ""}`, values),
      why: t(`why_${step.kind}`, values),
    };
  };
}
