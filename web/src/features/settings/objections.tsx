import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api, type Schemas } from "../../api/client.ts";
import { useMay } from "../../app/session.tsx";
import { add_texts } from "../../app/texts.ts";
import { fault_at } from "../../deals/acts.ts";
import { FormError } from "../../deals/form_error.tsx";
import { Button } from "../../ui/button.tsx";
import { TextArea, TextField } from "../../ui/fields.tsx";
import { Section } from "../../ui/section.tsx";
import { Answer, Empty } from "../../ui/states.tsx";
import { say } from "../../ui/toasts.tsx";
import { SettingsForm, useAnew } from "./parts.tsx";
import { settings_texts } from "./texts.ts";
import { topic_id } from "./topic_id.ts";

const texts = add_texts("settings_objections", {
  en: {
    text: "What customers doubt, and the answers that have proved good. An objection on a deal names a topic, and its answers are proposed there.",
    none: "There are no topics yet.",
    name: "Topic",
    answers: "Recommended answers",
    answers_hint: "One a line.",
    answers_one: "{{count}} answer",
    answers_other: "{{count}} answers",
    change: "Change",
    change_of: "Change {{name}}",
    add: "Add a topic",
    saved: "The topic ‘{{name}}’ is saved.",
  },
  de: {
    text: "Was Kunden einwenden, und Antworten, die sich bewährt haben. Ein Einwand an einem Deal nennt ein Thema, und dessen Antworten werden dort vorgeschlagen.",
    none: "Es gibt noch keine Themen.",
    name: "Thema",
    answers: "Empfohlene Antworten",
    answers_hint: "Je Zeile eine.",
    answers_one: "{{count}} Antwort",
    answers_other: "{{count}} Antworten",
    change: "Ändern",
    change_of: "{{name}} ändern",
    add: "Thema hinzufügen",
    saved: "Das Thema „{{name}}“ ist gespeichert.",
  },
});

type Topic = Schemas["TopicView"];

function TopicForm({
  topic,
  taken,
  on_done,
}: {
  topic?: Topic;
  taken: readonly string[];
  on_done: () => void;
}) {
  const { t } = useTranslation(texts);
  const { t: shared } = useTranslation(settings_texts);
  const anew = useAnew("/api/objection-topics");
  const [name, set_name] = useState(topic?.name ?? "");
  const [answers, set_answers] = useState(topic?.answers.join("\n") ?? "");
  const save = $api.useMutation("put", "/api/objection-topics/{topic}", {
    onSuccess: () => {
      say(t("saved", { name }));
      void anew();
      on_done();
    },
  });
  const send = () =>
    save.mutate({
      params: { path: { topic: topic?.id ?? topic_id(name, taken) } },
      body: {
        name,
        answers: answers
          .split("\n")
          .map((one) => one.trim())
          .filter(Boolean),
      },
    });
  return (
    <SettingsForm label={topic ? t("change_of", { name: topic.name }) : t("add")} on_send={send}>
      <TextField
        label={t("name")}
        value={name}
        error={fault_at(save.error, "/name")}
        onChange={(event) => set_name(event.target.value)}
      />
      <TextArea
        label={t("answers")}
        hint={t("answers_hint")}
        rows={4}
        value={answers}
        error={fault_at(save.error, "/answers")}
        onChange={(event) => set_answers(event.target.value)}
      />
      <FormError error={save.error} fields={["/name", "/answers"]} />
      <div className="acts">
        <Button kind="main" small type="submit" isPending={save.isPending} isDisabled={!name.trim()}>
          {topic ? shared("save") : t("add")}
        </Button>
        {topic && (
          <Button small onPress={on_done}>
            {shared("cancel")}
          </Button>
        )}
      </div>
    </SettingsForm>
  );
}

function TopicRow({ topic, taken, may_change }: { topic: Topic; taken: string[]; may_change: boolean }) {
  const { t } = useTranslation(texts);
  const [is_open, set_open] = useState(false);
  if (is_open)
    return (
      <li>
        <TopicForm topic={topic} taken={taken} on_done={() => set_open(false)} />
      </li>
    );
  return (
    <li>
      <div className="row top">
        <div className="grow">
          <h3>{topic.name}</h3>
          <p className="q s">{t("answers", { count: topic.answers.length })}</p>
        </div>
        {may_change && (
          <Button small aria-label={t("change_of", { name: topic.name })} onPress={() => set_open(true)}>
            {t("change")}
          </Button>
        )}
      </div>
      <ul>
        {topic.answers.map((answer) => (
          <li key={answer}>– {answer}</li>
        ))}
      </ul>
    </li>
  );
}

export function Objections() {
  const { t } = useTranslation(texts);
  const { t: shared } = useTranslation(settings_texts);
  const may_change = useMay("library.change");
  const query = $api.useQuery("get", "/api/objection-topics", {});
  const [added, set_added] = useState(0);
  const topics = query.data?.topics ?? [];
  const taken = topics.map((topic) => topic.id);
  return (
    <>
      <Section title={shared("objections")}>
        <p className="q s">{t("text")}</p>
        <Answer query={query} what={shared("objections")}>
          {() =>
            topics.length === 0 ? (
              <Empty>{t("none")}</Empty>
            ) : (
              <ul className="rules">
                {topics.map((topic) => (
                  <TopicRow key={topic.id} topic={topic} taken={taken} may_change={may_change} />
                ))}
              </ul>
            )
          }
        </Answer>
      </Section>
      {may_change && query.data && (
        <Section title={t("add")}>
          <TopicForm key={added} taken={taken} on_done={() => set_added(added + 1)} />
        </Section>
      )}
    </>
  );
}
