import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { $api, type Schemas } from "../../api/client.ts";
import { isolate } from "../../app/bidi.ts";
import { useFormat } from "../../app/format.ts";
import { ActForm, useDone } from "../../deals/act_form.tsx";
import { fault_at } from "../../deals/acts.ts";
import { ContactPicks } from "../../deals/contact_picks.tsx";
import { useDealContacts } from "../../deals/names.ts";
import { useMayOn } from "../../deals/use_may_on.ts";
import { Button } from "../../ui/button.tsx";
import { SelectField, TextArea } from "../../ui/fields.tsx";
import { MarkIcon } from "../../ui/marks.tsx";
import { Section } from "../../ui/section.tsx";
import { Segments } from "../../ui/segments.tsx";
import type { DealView } from "./model.ts";
import { page_texts } from "./texts.ts";
import { useDo } from "./use_do.ts";

type Objection = Schemas["Objection"];

/// The library of objections: topics with the answers that are recommended.
function useTopics() {
  const query = $api.useQuery("get", "/api/objection-topics", {}, { staleTime: 300_000 });
  return query.data?.topics ?? [];
}

function RaiseForm({ deal }: { deal: number }) {
  const { t } = useTranslation(page_texts);
  const doing = useDo();
  const topics = useTopics();
  const contacts = [...useDealContacts(deal).values()];
  const [text, set_text] = useState("");
  const [topic, set_topic] = useState("");
  const [chosen, set_chosen] = useState<number[]>([]);
  const { header, done } = useDone(deal, doing.close);
  const raise = $api.useMutation("post", "/api/deals/{deal}/objections", {
    onSuccess: () => done(t("said_objection")),
  });
  const send = () => {
    const body = { text, topic, contacts: chosen };
    raise.mutate({ params: { path: { deal }, header: header(body) }, body });
  };
  return (
    <ActForm
      title={t("raise_title")}
      act={t("do_raise")}
      error={raise.error}
      fields={["/text", "/topic", "/contacts"]}
      is_pending={raise.isPending}
      on_send={send}
      on_close={doing.close}
    >
      <TextArea
        label={t("their_words")}
        value={text}
        onChange={(event) => set_text(event.target.value)}
        error={fault_at(raise.error, "/text")}
        autoFocus
      />
      <SelectField
        label={t("topic")}
        value={topic}
        onChange={(event) => set_topic(event.target.value)}
        choices={[{ id: "", name: t("no_topic") }, ...topics.map(({ id, name }) => ({ id, name }))]}
        error={fault_at(raise.error, "/topic")}
      />
      <ContactPicks label={t("who_said")} contacts={contacts} chosen={chosen} on_choose={set_chosen} />
    </ActForm>
  );
}

function AnswerForm({ deal, objection }: { deal: number; objection: Objection }) {
  const { t } = useTranslation(page_texts);
  const id = useId();
  const doing = useDo();
  const topic = useTopics().find((one) => one.id === objection.topic);
  const [text, set_text] = useState(objection.answer);
  const { header, done } = useDone(deal, doing.close);
  const answer = $api.useMutation("post", "/api/deals/{deal}/objections/{objection}/answers", {
    onSuccess: () => done(t("said_answer")),
  });
  const send = () => {
    const body = { text };
    const path = { deal, objection: objection.number };
    answer.mutate({ params: { path, header: header(body) }, body });
  };
  return (
    <ActForm
      title={t("answer_title")}
      act={t("do_answer")}
      error={answer.error}
      fields={["/text"]}
      is_pending={answer.isPending}
      on_send={send}
      on_close={doing.close}
    >
      {topic && topic.answers.length > 0 && (
        <div className="field" role="group" aria-labelledby={id}>
          <p className="f s" id={id}>
            {t("from_library", { topic: topic.name })}
          </p>
          <ul className="takes">
            {topic.answers.map((one) => (
              <li key={one}>
                <span>{one}</span>{" "}
                <Button small kind="text" onPress={() => set_text(one)} aria-label={`${t("take")}: ${one}`}>
                  {t("take")}
                </Button>
              </li>
            ))}
          </ul>
        </div>
      )}
      <TextArea
        label={t("our_answer")}
        value={text}
        onChange={(event) => set_text(event.target.value)}
        error={fault_at(answer.error, "/text")}
        autoFocus
      />
    </ActForm>
  );
}

function CloseForm({ deal, objection }: { deal: number; objection: Objection }) {
  const { t } = useTranslation(page_texts);
  const doing = useDo();
  const [result, set_result] = useState<"resolved" | "stands">("resolved");
  const { header, done } = useDone(deal, doing.close);
  const close = $api.useMutation("post", "/api/deals/{deal}/objections/{objection}/closings", {
    onSuccess: () => done(t("said_ended")),
  });
  const send = () => {
    const body = { text: result };
    const path = { deal, objection: objection.number };
    close.mutate({ params: { path, header: header(body) }, body });
  };
  return (
    <ActForm
      title={t("end_title")}
      act={t("do_end")}
      error={close.error}
      is_pending={close.isPending}
      on_send={send}
      on_close={doing.close}
    >
      <div className="field">
        <Segments
          label={t("how_ended")}
          choices={[
            { id: "resolved", name: t("resolved") },
            { id: "stands", name: t("stands") },
          ]}
          chosen={result}
          on_choose={set_result}
        />
      </div>
    </ActForm>
  );
}

function Row({ objection, deal }: { objection: Objection; deal: number }) {
  const { t } = useTranslation(page_texts);
  const format = useFormat();
  const doing = useDo();
  const may_change = useMayOn(deal, "deal.change");
  const contacts = useDealContacts(deal);
  const topic = useTopics().find((one) => one.id === objection.topic);
  const is_closed = objection.state === "closed";
  const is_resolved = is_closed && objection.result === "resolved";
  const names = objection.contacts.map((id) => contacts.get(id)?.name ?? "").filter(Boolean);
  const said = [...names.map(isolate), format.day(objection.raised_at), topic?.name ?? ""]
    .filter(Boolean)
    .join(", ");
  const state = is_closed
    ? t(is_resolved ? "ended_resolved" : "ended_stands", { day: format.day(objection.closed_at ?? "") })
    : t(objection.state === "answered" ? "is_answered" : "is_unanswered");
  const first = topic?.answers[0];
  return (
    <li>
      <MarkIcon
        kind={is_resolved ? "good" : is_closed ? "bad" : objection.state === "answered" ? "open" : "limit"}
        label={state}
      />
      <div>
        <p className="voice">{t("quoted", { text: objection.text })}</p>
        <p className="s q">
          {said}; {state}
          {objection.answer ? `: ${isolate(objection.answer)}` : ""}
          {!objection.answer && !is_closed && first ? `. ${t("library_says", { answer: first })}` : ""}
        </p>
      </div>
      {may_change && !is_closed && (
        <span className="acts2">
          <button
            type="button"
            className="linkbtn s"
            aria-label={`${t("answer")}: ${objection.text}`}
            onClick={() => doing.open("answer", objection.number)}
          >
            {t("answer")}
          </button>
          <button
            type="button"
            className="linkbtn s"
            aria-label={`${t("end")}: ${objection.text}`}
            onClick={() => doing.open("end", objection.number)}
          >
            {t("end")}
          </button>
        </span>
      )}
      {doing.is("answer", objection.number) && !is_closed && (
        <div className="wide">
          <AnswerForm deal={deal} objection={objection} />
        </div>
      )}
      {doing.is("end", objection.number) && !is_closed && (
        <div className="wide">
          <CloseForm deal={deal} objection={objection} />
        </div>
      )}
    </li>
  );
}

/// What the customer doubts, in their words; how it was answered and how it ended.
export function Objections({ view }: { view: DealView }) {
  const { t } = useTranslation(page_texts);
  const doing = useDo();
  const may_change = useMayOn(view.deal.id, "deal.change");
  const { deal } = view;
  const is_running = deal.status === "open" || deal.status === "lead";
  const order = { raised: 0, answered: 1, closed: 2 } as const;
  const sorted = deal.objections.toSorted((a, b) => order[a.state] - order[b.state]);
  return (
    <Section
      title={t("objections")}
      more={
        may_change &&
        is_running && (
          <button type="button" className="linkbtn" onClick={() => doing.open("objection")}>
            {t("add_objection")}
          </button>
        )
      }
    >
      {doing.is("objection") && is_running && <RaiseForm deal={deal.id} />}
      {sorted.length === 0 ? (
        <p className="empty q s">{t("no_objections")}</p>
      ) : (
        <ul className="cr">
          {sorted.map((objection) => (
            <Row key={objection.number} objection={objection} deal={deal.id} />
          ))}
        </ul>
      )}
    </Section>
  );
}
