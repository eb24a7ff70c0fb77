import { useNavigate, useRouterState } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { $api, type Schemas } from "../../api/client.ts";
import { useFormat } from "../../app/format.ts";
import { Button } from "../../ui/button.tsx";
import { Copyable } from "../../ui/copyable.tsx";
import { Mark } from "../../ui/marks.tsx";
import { Section } from "../../ui/section.tsx";
import { Answer, Empty, ErrorLine } from "../../ui/states.tsx";
import { say } from "../../ui/toasts.tsx";
import { Deliveries } from "./deliveries.tsx";
import { if_match } from "./draft.ts";
import { useEventNames } from "./event_names.ts";
import { NewWebhook } from "./new_webhook.tsx";
import { Confirm, useAnew } from "./parts.tsx";
import { settings_texts } from "./texts.ts";
import { webhooks_texts } from "./webhooks_texts.ts";

type Webhook = Schemas["WebhookView"];

function State({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation(webhooks_texts);
  const format = useFormat();
  if (webhook.stopped_because)
    return <Mark kind="bad">{t("stopped", { why: webhook.stopped_because })}</Mark>;
  if (!webhook.is_active) return <Mark kind="open">{t("resting")}</Mark>;
  if (webhook.failing_since)
    return (
      <Mark kind="limit">
        {t("failing", {
          when: format.day_and_time(webhook.failing_since),
          next: webhook.rests_until ? format.day_and_time(webhook.rests_until) : "–",
        })}
      </Mark>
    );
  return <Mark kind="good">{t("active")}</Mark>;
}

function Acts({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation(webhooks_texts);
  const anew = useAnew("/api/webhooks");
  const path = { webhook: webhook.id };
  const change = $api.useMutation("patch", "/api/webhooks/{webhook}", { onSettled: () => anew() });
  const remove = $api.useMutation("delete", "/api/webhooks/{webhook}", {
    onSuccess: () => {
      say(t("removed"));
      void anew();
    },
  });
  const secret = $api.useMutation("post", "/api/webhooks/{webhook}/secrets");
  return (
    <>
      <div className="acts">
        <Button
          small
          isPending={change.isPending}
          onPress={() =>
            change.mutate({
              params: { path },
              body: { is_active: !webhook.is_active },
              ...if_match(`"${webhook.revision}"`),
            })
          }
        >
          {t(webhook.is_active ? "let_rest" : "wake")}
        </Button>
        <Button small isPending={secret.isPending} onPress={() => secret.mutate({ params: { path } })}>
          {t("new_secret")}
        </Button>
        <Confirm
          question={t("remove_question")}
          verb={t("remove")}
          act={t("remove")}
          on_act={() => remove.mutate({ params: { path } })}
          is_pending={remove.isPending}
          error={remove.error}
        />
      </div>
      <ErrorLine error={change.error ?? secret.error} />
      {secret.data && (
        <>
          <Copyable label={t("secret", { url: webhook.url })} text={secret.data.secret} once />
          <p className="hint">{t("new_secret_hint")}</p>
        </>
      )}
    </>
  );
}

function Row({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation(webhooks_texts);
  const format = useFormat();
  const name_of = useEventNames();
  const navigate = useNavigate();
  const shown = useRouterState({
    select: (state) => (state.location.search as { webhook?: number }).webhook,
  });
  const is_open = shown === webhook.id;
  const toggle = () =>
    void navigate({
      to: "/settings",
      search: { section: "webhooks", ...(is_open ? {} : { webhook: webhook.id }) },
      resetScroll: false,
    });
  return (
    <li>
      <div className="row wrap">
        <h3 className="grow">{webhook.url}</h3>
        <State webhook={webhook} />
        <Button
          small
          aria-expanded={is_open}
          aria-label={is_open ? t("hide") : t("show_of", { url: webhook.url })}
          onPress={toggle}
        >
          {t(is_open ? "hide" : "show")}
        </Button>
      </div>
      <p className="q s">
        {webhook.kinds.length === 0 ? t("all_kinds") : format.list(webhook.kinds.map(name_of))}
      </p>
      <Acts webhook={webhook} />
      {is_open && <Deliveries webhook={webhook.id} />}
    </li>
  );
}

export function Webhooks() {
  const { t } = useTranslation(webhooks_texts);
  const { t: shared } = useTranslation(settings_texts);
  const query = $api.useQuery("get", "/api/webhooks", {});
  return (
    <>
      <Section title={shared("webhooks")}>
        <p className="q s">{t("text")}</p>
        <Answer query={query} what={shared("webhooks")}>
          {({ webhooks }) =>
            webhooks.length === 0 ? (
              <Empty>{t("none")}</Empty>
            ) : (
              <ul className="rules">
                {webhooks.map((webhook) => (
                  <Row key={webhook.id} webhook={webhook} />
                ))}
              </ul>
            )
          }
        </Answer>
      </Section>
      <NewWebhook />
    </>
  );
}
