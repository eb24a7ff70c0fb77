import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api, type Schemas } from "../../api/client.ts";
import { useFormat } from "../../app/format.ts";
import { Button } from "../../ui/button.tsx";
import { Mark, type MarkKind } from "../../ui/marks.tsx";
import { Answer, Empty, ErrorLine } from "../../ui/states.tsx";
import { say } from "../../ui/toasts.tsx";
import { useAnew } from "./parts.tsx";
import { webhooks_texts } from "./webhooks_texts.ts";

type Delivery = Schemas["Delivery"];

const marks: Record<string, MarkKind> = { done: "good", given_up: "bad", waiting: "open" };

function Row({ delivery }: { delivery: Delivery }) {
  const { t } = useTranslation(webhooks_texts);
  const format = useFormat();
  const anew = useAnew("/api/webhooks/{webhook}/deliveries");
  const again = $api.useMutation("post", "/api/webhooks/{webhook}/deliveries/{delivery}/attempts", {
    onSuccess: () => {
      say(t("sent_again", { event: delivery.event }));
      void anew();
    },
  });
  const path = { webhook: delivery.webhook, delivery: delivery.id };
  return (
    <tr>
      <td className="nw">{format.day_and_time(delivery.created_at)}</td>
      <td className="num">{delivery.event}</td>
      <td>
        <Mark kind={marks[delivery.state] ?? "quiet"}>{t(`state_${delivery.state}`)}</Mark>
      </td>
      <td className="num">{delivery.attempts}</td>
      <td className="s">
        {[delivery.last_status, delivery.last_answer].filter(Boolean).join(" · ") || "–"}
        <ErrorLine error={again.error} />
      </td>
      <td className="num">
        <Button
          small
          aria-label={t("again_of", { event: delivery.event })}
          isPending={again.isPending}
          onPress={() => again.mutate({ params: { path } })}
        >
          {t("again")}
        </Button>
      </td>
    </tr>
  );
}

const page_size = 20;

/// What was sent to a webhook and what it answered, the newest first; a page at a time.
export function Deliveries({ webhook }: { webhook: number }) {
  const { t } = useTranslation(webhooks_texts);
  const [before, set_before] = useState<number>();
  const query = $api.useQuery(
    "get",
    "/api/webhooks/{webhook}/deliveries",
    {
      params: {
        path: { webhook },
        query: { limit: page_size, ...(before === undefined ? {} : { before }) },
      },
    },
    { refetchInterval: 10_000 },
  );
  return (
    <Answer query={query} what={t("show")}>
      {({ deliveries }) =>
        deliveries.length === 0 ? (
          <Empty>{t("no_deliveries")}</Empty>
        ) : (
          <div className="scroll">
            <table className="tb">
              <thead>
                <tr>
                  <th>{t("when")}</th>
                  <th className="num">{t("event")}</th>
                  <th>{t("state")}</th>
                  <th className="num">{t("attempts")}</th>
                  <th>{t("answer")}</th>
                  <th>
                    <span className="only-heard">{t("again")}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {deliveries.map((delivery) => (
                  <Row key={delivery.id} delivery={delivery} />
                ))}
              </tbody>
            </table>
            {deliveries.length === page_size && (
              <Button small kind="text" onPress={() => set_before(deliveries.at(-1)?.id)}>
                {t("older")}
              </Button>
            )}
          </div>
        )
      }
    </Answer>
  );
}
