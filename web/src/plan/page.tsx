import { useEffect } from "react";
import { Brand } from "./brand.tsx";
import { done_of, type Plan } from "./model.ts";
import { Steps } from "./steps.tsx";
import { type Language, type Say, text_of } from "./texts.ts";
import { useSharedPlan } from "./use_shared_plan.ts";

interface Props {
  language: Language;
  locale: string;
}

/// A plan of two companies as the customer sees it, by link and without signing in.
export function PlanPage({ language, locale }: Props) {
  const say: Say = (word, values) => text_of(language, word, values);
  const shared = useSharedPlan();
  const { plan, fault } = shared;
  const title = plan?.title;
  useEffect(() => {
    if (title) document.title = title;
  }, [title]);
  if (shared.secret === "") return <Message title={say("no_secret")} text={say("no_secret_text")} />;
  if (fault === "dead") return <Message title={say("dead")} text={say("dead_text")} />;
  return (
    <main className="plan" id="main">
      <Brand />
      {!plan && !fault && (
        <p className="wait" role="status">
          {say("loading")}
        </p>
      )}
      {plan && (
        <>
          <Head plan={plan} say={say} />
          <Goals plan={plan} say={say} />
          <Steps shared={shared} plan={plan} say={say} locale={locale} />
        </>
      )}
      {fault && fault !== "name" && (
        <p className="fault" role="alert">
          {say(fault)}{" "}
          <button type="button" onClick={shared.again}>
            {say("again")}
          </button>
        </p>
      )}
    </main>
  );
}

function Message({ title, text }: { title: string; text: string }) {
  return (
    <main className="plan alone" id="main">
      <h1>{title}</h1>
      <p>{text}</p>
    </main>
  );
}

function Head({ plan, say }: { plan: Plan; say: Say }) {
  const { from, account, reader, seller } = plan;
  const all = plan.steps.length;
  const done = done_of(plan);
  const about = [
    say(account ? "of_both" : "of_one", { from, account }),
    reader ? say("for_reader", { reader }) : "",
    seller ? say("with_seller", { seller }) : "",
  ].filter(Boolean);
  return (
    <header>
      <p className="about">{about.join(" · ")}</p>
      <h1>{plan.title}</h1>
      {all > 0 && (
        <div className="progress">
          <progress max={all} value={done} aria-label={say("steps")} />
          <span>{say("progress", { done, all })}</span>
        </div>
      )}
    </header>
  );
}

const marks = { behind: "✓", here: "●", ahead: "○" };

function Goals({ plan, say }: { plan: Plan; say: Say }) {
  if (plan.goals.length === 0) return null;
  return (
    <section aria-labelledby="goals">
      <h2 id="goals">{say("goals")}</h2>
      <ol className="goals">
        {plan.goals.map((goal) => (
          <li
            key={goal.value}
            className={goal.state}
            {...(goal.state === "here" ? { "aria-current": "step" } : {})}
          >
            <span className="mark" aria-hidden>
              {marks[goal.state]}
            </span>
            <span className="voice">{goal.value}</span>
            <span className="state">{say(`goal_${goal.state}`)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
