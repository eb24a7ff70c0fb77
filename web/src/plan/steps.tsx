import { useState } from "react";
import { day_text, is_theirs, next_steps, type Plan, type Said, type Step } from "./model.ts";
import type { Say } from "./texts.ts";
import type { SharedPlanState } from "./use_shared_plan.ts";

interface Props {
  shared: SharedPlanState;
  plan: Plan;
  say: Say;
  locale: string;
}

function what_of(step: Step, say: Say) {
  if (step.text) return step.text;
  const kinds = ["call", "email", "meeting", "demo", "visit", "form"] as const;
  const kind = kinds.find((one) => one === step.planned);
  return kind ? say(kind) : "–";
}

/// The steps by their days, those of the customer in their voice, with what they may confirm.
export function Steps({ shared, plan, say, locale }: Props) {
  const [name, set_name] = useState("");
  const [noted, set_noted] = useState("");
  const next = next_steps(plan);
  const day = (text: string) => day_text(text, plan.today, locale);
  const confirm = async (step: Step, said: Said) => {
    set_noted("");
    const is_noted = await shared.confirm({ step: step.number, said, name });
    if (is_noted) set_noted(say(`noted_${said}`, { what: what_of(step, say), day: day(step.due) }));
  };
  const asks = plan.asks_name && plan.steps.some((step) => step.may_finish);
  return (
    <section aria-labelledby="steps">
      <h2 id="steps">{say("steps")}</h2>
      {asks && <NameField name={name} on_name={set_name} is_missing={shared.fault === "name"} say={say} />}
      <p className="noted" role="status">
        {noted}
      </p>
      {plan.steps.length === 0 && <p className="empty">{say("empty")}</p>}
      <ol className="steps">
        {plan.steps.map((step) => (
          <StepRow
            key={step.number}
            step={step}
            plan={plan}
            is_next={next.has(step.number)}
            is_sending={shared.is_sending}
            say={say}
            day={day}
            on_confirm={(said) => void confirm(step, said)}
          />
        ))}
      </ol>
      <footer>
        <span>{say("until", { day: day(plan.good_until) })}</span>
        <button type="button" onClick={() => print()}>
          {say("print")}
        </button>
      </footer>
    </section>
  );
}

interface NameProps {
  name: string;
  on_name: (name: string) => void;
  is_missing: boolean;
  say: Say;
}

function NameField({ name, on_name, is_missing, say }: NameProps) {
  return (
    <div className="name">
      <label htmlFor="name">{say("your_name")}</label>
      <input
        id="name"
        autoComplete="name"
        maxLength={120}
        value={name}
        onChange={(event) => on_name(event.target.value)}
        aria-invalid={is_missing || undefined}
        aria-describedby="name-hint"
      />
      <p id="name-hint" className={is_missing ? "missing" : ""} role={is_missing ? "alert" : undefined}>
        {say(is_missing ? "name_missing" : "name_hint")}
      </p>
    </div>
  );
}

interface RowProps {
  step: Step;
  plan: Plan;
  is_next: boolean;
  is_sending: boolean;
  say: Say;
  day: (text: string) => string;
  on_confirm: (said: Said) => void;
}

function StepRow({ step, plan, is_next, is_sending, say, day, on_confirm }: RowProps) {
  const theirs = is_theirs(step);
  const side = theirs ? plan.account || say("you") : step.side === "us" ? plan.from : say("partner");
  const shape = step.state === "done" ? "✓" : step.state === "overdue" ? "!" : "○";
  return (
    <li className={`${theirs ? "theirs" : "ours"} ${step.state}`}>
      <span className="mark" aria-hidden>
        {shape}
      </span>
      <span className="day">{day(step.due)}</span>
      <div className="what">
        <p className={theirs ? "voice" : ""}>{what_of(step, say)}</p>
        <p className="who">
          <b>{side}</b>
          {step.who && ` · ${step.who}`}
          {is_next && <i>{say("next")}</i>}
        </p>
        <Standing step={step} say={say} day={day} />
        {step.may_finish && (
          <Acts
            step={step}
            what={what_of(step, say)}
            is_sending={is_sending}
            say={say}
            due={day(step.due)}
            on_confirm={on_confirm}
          />
        )}
      </div>
    </li>
  );
}

function Standing({ step, say, day }: { step: Step; say: Say; day: (text: string) => string }) {
  const { confirmed } = step;
  const by = confirmed?.by ?? "";
  if (step.state === "done")
    return (
      <p className="stands good">
        ✓ {step.done_on ? say("done_on", { day: day(step.done_on) }) : say("done")}
        {by && ` · ${say("said_done", { by })}`}
      </p>
    );
  return (
    <>
      {step.state === "overdue" && <p className="stands bad">! {say("overdue", { day: day(step.due) })}</p>}
      {confirmed && (
        <p className="stands good">
          ✓ {say(by ? "confirmed" : "confirmed_once", { day: day(confirmed.on), by })}
        </p>
      )}
    </>
  );
}

interface ActsProps {
  step: Step;
  what: string;
  due: string;
  is_sending: boolean;
  say: Say;
  on_confirm: (said: Said) => void;
}

/// What can be confirmed. That something is done is asked again, because it cannot be taken back here.
function Acts({ step, what, due, is_sending, say, on_confirm }: ActsProps) {
  const [asks, set_asks] = useState(false);
  if (asks)
    return (
      <div className="acts">
        <p>{say("finish_ask")}</p>
        <button type="button" className="main" disabled={is_sending} onClick={() => on_confirm("done")}>
          {say("finish_sure")}
        </button>
        <button type="button" onClick={() => set_asks(false)}>
          {say("leave")}
        </button>
      </div>
    );
  return (
    <div className="acts">
      {step.may_agree && (
        <button
          type="button"
          className="main"
          disabled={is_sending}
          aria-label={say("agree_of", { day: due, what })}
          onClick={() => on_confirm("agreed")}
        >
          {say("agree", { day: due })}
        </button>
      )}
      <button
        type="button"
        disabled={is_sending}
        aria-label={say("finish_of", { what })}
        onClick={() => set_asks(true)}
      >
        {say("finish")}
      </button>
    </div>
  );
}
