import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api, type Schemas } from "../../api/client.ts";
import { useFormat } from "../../app/format.ts";
import { PromiseForm } from "../../deals/promise_form.tsx";
import { Button } from "../../ui/button.tsx";
import { Answer, Empty } from "../../ui/states.tsx";
import { today_texts } from "./texts.ts";

type NextStep = Schemas["NextStep"];

function Steps({ deal, steps, may_promise }: { deal: number; steps: NextStep[]; may_promise: boolean }) {
  const { t } = useTranslation(today_texts);
  const format = useFormat();
  const [open, set_open] = useState<number>();
  return (
    <ol className="steps">
      {steps.slice(0, 4).map((step, i) => (
        <li key={`${step.kind} ${step.address}`}>
          <div className="row top">
            <span className="grow">
              <span className="b">{format.sentence(step.what)}</span>
              <span className="s q why">{format.sentence(step.why)}</span>
            </span>
            {may_promise && (
              <Button small onPress={() => set_open(open === i ? undefined : i)} aria-expanded={open === i}>
                {t("promise_it")}
              </Button>
            )}
          </div>
          {open === i && (
            <PromiseForm
              deal={deal}
              act="make"
              words={format.sentence(step.what)}
              on_close={() => set_open(undefined)}
            />
          )}
        </li>
      ))}
    </ol>
  );
}

/// What the guide of a deal says to do next, and a promise made of it in place.
export function Suggestions({
  deal,
  name,
  may_promise,
}: {
  deal: number;
  name: string;
  may_promise: boolean;
}) {
  const { t } = useTranslation(today_texts);
  const query = $api.useQuery("get", "/api/deals/{deal}", { params: { path: { deal } } });
  return (
    <section aria-label={t("steps_of", { name })}>
      <Answer query={query} what={t("steps_of", { name })} lines={3}>
        {({ guide }) =>
          guide.next_steps.length === 0 ? (
            <Empty>{t("no_steps")}</Empty>
          ) : (
            <Steps deal={deal} steps={guide.next_steps} may_promise={may_promise} />
          )
        }
      </Answer>
    </section>
  );
}
