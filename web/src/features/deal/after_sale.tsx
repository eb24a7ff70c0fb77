import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api, type Schemas } from "../../api/client.ts";
import { useFormat } from "../../app/format.ts";
import type { MapIndex } from "../../app/process.tsx";
import { ActForm, useDone } from "../../deals/act_form.tsx";
import { fault_at } from "../../deals/acts.ts";
import { ContactPicks } from "../../deals/contact_picks.tsx";
import { useDealContacts, usePeople } from "../../deals/names.ts";
import { useNeeded } from "../../deals/needed.ts";
import { useMayOn } from "../../deals/use_may_on.ts";
import { SelectField, TextArea } from "../../ui/fields.tsx";
import { Mark } from "../../ui/marks.tsx";
import { Section } from "../../ui/section.tsx";
import { Answer } from "../../ui/states.tsx";
import type { Deal, DealView } from "./model.ts";
import { page_texts } from "./texts.ts";
import { useDo } from "./use_do.ts";
import { useNames } from "./use_names.ts";

function HandOverForm({ deal }: { deal: Deal }) {
  const { t } = useTranslation(page_texts);
  const doing = useDo();
  const people = usePeople();
  const [to, set_to] = useState("");
  const [note, set_note] = useState("");
  const { header, done } = useDone(deal.id, doing.close);
  const hand_over = $api.useMutation("post", "/api/deals/{deal}/hand-overs", {
    onSuccess: () => done(t("said_handed", { name: people.names.get(Number(to)) ?? "" })),
  });
  const { error, is_told } = useNeeded(hand_over.error);
  const send = () => {
    if (!is_told({ "/to": to ? "" : t("need_person") })) return;
    const body = { to: Number(to), note };
    hand_over.mutate({ params: { path: { deal: deal.id }, header: header(body) }, body });
  };
  return (
    <ActForm
      title={t("hand_over_title")}
      act={t("do_hand_over")}
      error={error}
      fields={["/to", "/note"]}
      is_pending={hand_over.isPending}
      on_send={send}
      on_close={doing.close}
    >
      <SelectField
        label={t("hand_to")}
        value={to}
        onChange={(event) => set_to(event.target.value)}
        choices={[{ id: "", name: t("nobody") }, ...people.choices]}
        error={fault_at(error, "/to")}
        autoFocus
      />
      <TextArea
        label={t("hand_note")}
        hint={t("hand_hint")}
        value={note}
        onChange={(event) => set_note(event.target.value)}
        error={fault_at(error, "/note")}
      />
    </ActForm>
  );
}

function OnboardingForm({ deal }: { deal: Deal }) {
  const { t } = useTranslation(page_texts);
  const doing = useDo();
  const contacts = [...useDealContacts(deal.id).values()];
  const [chosen, set_chosen] = useState<number[]>([]);
  const [note, set_note] = useState("");
  const { header, done } = useDone(deal.id, doing.close);
  const confirm = $api.useMutation("post", "/api/deals/{deal}/onboardings", {
    onSuccess: () => done(t("said_onboarded")),
  });
  const send = () => {
    const body = { confirmed_by: chosen, note };
    confirm.mutate({ params: { path: { deal: deal.id }, header: header(body) }, body });
  };
  return (
    <ActForm
      title={t("onboarding_title")}
      act={t("do_onboarding")}
      error={confirm.error}
      fields={["/confirmed_by", "/note"]}
      is_pending={confirm.isPending}
      on_send={send}
      on_close={doing.close}
    >
      <ContactPicks
        label={t("confirmed_by")}
        contacts={contacts}
        chosen={chosen}
        on_choose={set_chosen}
        error={fault_at(confirm.error, "/confirmed_by")}
      />
      <TextArea
        label={t("their_words")}
        value={note}
        onChange={(event) => set_note(event.target.value)}
        error={fault_at(confirm.error, "/note")}
      />
    </ActForm>
  );
}

function Lines({ name, lines, is_voice = false }: { name: string; lines: string[]; is_voice?: boolean }) {
  if (lines.length === 0) return null;
  return (
    <div className="gr">
      <dt>{name}</dt>
      <dd>
        <ul>
          {lines.map((line) => (
            <li key={line} className={is_voice ? "voice" : ""}>
              {line}
            </li>
          ))}
        </ul>
      </dd>
    </div>
  );
}

/// What whoever takes over has to know.
function Learned({ learned, deal, index }: { learned: Schemas["Learned"]; deal: Deal; index: MapIndex }) {
  const { t } = useTranslation(page_texts);
  const format = useFormat();
  const names = useNames(deal);
  const contacts = useDealContacts(deal.id);
  const needs = learned.buying_group
    .filter((member) => member.need !== "")
    .map((member) => `${member.need} (${contacts.get(member.contact)?.name ?? ""})`);
  const promises = learned.open_promises.map(
    (promise) => `${names.promise(promise.number)}, ${format.day(promise.due)}`,
  );
  const stands = learned.objections.filter((one) => one.result !== "resolved").map((one) => one.text);
  const exceptions = learned.exceptions.map((one) => `${index.name_of(one.to)}: ${one.reason}`);
  return (
    <dl className="guide">
      <Lines name={t("motivations")} lines={learned.motivations} is_voice />
      <Lines name={t("pains")} lines={learned.pain_points} is_voice />
      <Lines name={t("needs")} lines={needs} is_voice />
      <Lines name={t("still_open")} lines={[...promises, ...stands]} />
      <Lines name={t("exceptions")} lines={exceptions} />
      <Lines
        name={t("have_read")}
        lines={learned.literature.length > 0 ? [format.list(learned.literature.map(names.literature))] : []}
      />
    </dl>
  );
}

/// After the sale: hand-over, onboarding, when to follow up, and what was learned.
export function AfterSale({ view, index }: { view: DealView; index: MapIndex }) {
  const { t } = useTranslation(page_texts);
  const format = useFormat();
  const doing = useDo();
  const may_change = useMayOn(view.deal.id, "deal.change");
  const people = usePeople();
  const { deal } = view;
  const query = $api.useQuery("get", "/api/deals/{deal}/after-sale", { params: { path: { deal: deal.id } } });
  const heir = deal.handed_over_to === null ? "" : (people.names.get(deal.handed_over_to) ?? "");
  const link = (name: string, word: string) =>
    may_change && (
      <button type="button" className="linkbtn s" onClick={() => doing.open(name)}>
        {t(word)}
      </button>
    );
  return (
    <Section title={t("after_sale")}>
      <Answer query={query} what={t("after_sale")}>
        {({ learned, follow_up }) => (
          <>
            <ul className="steps">
              <li>
                {deal.handed_over_at ? (
                  <Mark kind="good">
                    {t("handed_over", { name: heir, day: format.day(deal.handed_over_at) })}
                  </Mark>
                ) : (
                  <Mark kind="limit">{t("not_handed_over")}</Mark>
                )}
                {link("hand_over", deal.handed_over_at ? "hand_on" : "hand_over")}
              </li>
              <li>
                {deal.onboarding_confirmed_at ? (
                  <Mark kind="good">{t("onboarded", { day: format.day(deal.onboarding_confirmed_at) })}</Mark>
                ) : (
                  <Mark kind="open">{t("not_onboarded")}</Mark>
                )}
                {!deal.onboarding_confirmed_at && link("onboarding", "confirm")}
              </li>
              {follow_up && (
                <li>
                  {follow_up.overdue_days > 0 ? (
                    <Mark kind="bad">{t("follow_over", { count: follow_up.overdue_days })}</Mark>
                  ) : (
                    <Mark kind="open">{t("follow_due", { day: format.day(follow_up.due) })}</Mark>
                  )}
                  <span className="s q">{t("last_touch", { day: format.day(follow_up.last) })}</span>
                  {link("touch", "log_touch")}
                </li>
              )}
            </ul>
            {doing.is("hand_over") && <HandOverForm deal={deal} />}
            {doing.is("onboarding") && <OnboardingForm deal={deal} />}
            <p className="s q" style={{ marginTop: 8 }}>
              {t("days_to_win", { count: Math.round(learned.days_to_win) })},{" "}
              {t("touches", { count: learned.touchpoints })}
            </p>
            <Learned learned={learned} deal={deal} index={index} />
          </>
        )}
      </Answer>
    </Section>
  );
}
