import { Plus, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { $api } from "../../api/client.ts";
import { type Got, type Tagged, useTagged } from "../../api/tagged.ts";
import { useMay } from "../../app/session.tsx";
import { add_texts } from "../../app/texts.ts";
import { fault_at } from "../../deals/acts.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { SelectField, TextField } from "../../ui/fields.tsx";
import { Section } from "../../ui/section.tsx";
import { Answer, Empty } from "../../ui/states.tsx";
import { say } from "../../ui/toasts.tsx";
import { from_typed, type TypedPlan, type TypedRule, type TypedTier, to_typed } from "./commission_model.ts";
import { if_match, useDraft } from "./draft.ts";
import { replaced, without } from "./list_edit.ts";
import { useMapWords } from "./map_words.ts";
import { SaveRow, SettingsForm, useAnew } from "./parts.tsx";
import { settings_texts } from "./texts.ts";

const texts = add_texts("settings_commission", {
  en: {
    text: "What part of the booked amount each role gets. A tier holds for the part of the money above it, up to the next one.",
    none: "There is no plan.",
    no_rules: "There are no rules: nobody gets a commission. A rule says what part a role gets, in tiers.",
    currency: "Currency",
    currency_hint: "As EUR. All amounts of the plan are in it.",
    role: "Role",
    offering: "Offering",
    any: "any other",
    above: "Above",
    rate: "Rate, %",
    add_tier: "Add a tier",
    remove_tier: "Remove the tier above {{above}}",
    add: "Add a rule",
    remove: "Remove rule",
    rule: "Rule {{number}}",
    line: "{{rate}} % above {{above}}",
  },
  de: {
    text: "Welchen Teil des gebuchten Betrags jede Rolle erhält. Eine Staffel gilt für den Teil des Geldes darüber, bis zur nächsten.",
    none: "Es gibt keinen Plan.",
    no_rules:
      "Es gibt keine Regeln: Niemand erhält Provision. Eine Regel sagt, welchen Teil eine Rolle erhält, in Staffeln.",
    currency: "Währung",
    currency_hint: "Wie EUR. Alle Beträge des Plans stehen in ihr.",
    role: "Rolle",
    offering: "Produkt",
    any: "jedes andere",
    above: "Über",
    rate: "Satz, %",
    add_tier: "Staffel hinzufügen",
    remove_tier: "Staffel über {{above}} entfernen",
    add: "Regel hinzufügen",
    remove: "Regel entfernen",
    rule: "Regel {{number}}",
    line: "{{rate}} % über {{above}}",
  },
});

type Plan = Got<"/api/commission-plan">;

function Tiers({
  tiers,
  on_change,
  at,
  error,
}: {
  tiers: TypedTier[];
  on_change: (tiers: TypedTier[]) => void;
  at: string;
  error: unknown;
}) {
  const { t } = useTranslation(texts);
  return (
    <>
      {tiers.map((tier, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: what a tier says is being typed; only its place stays.
        <div className="row base" key={i}>
          <TextField
            label={t("above")}
            inputMode="decimal"
            value={tier.above}
            error={fault_at(error, `${at}/${i}/above`)}
            onChange={(event) => on_change(replaced(tiers, i, { ...tier, above: event.target.value }))}
          />
          <TextField
            label={t("rate")}
            inputMode="decimal"
            value={tier.rate}
            error={fault_at(error, `${at}/${i}/rate`)}
            onChange={(event) => on_change(replaced(tiers, i, { ...tier, rate: event.target.value }))}
          />
          <IconButton
            label={t("remove_tier", { above: tier.above })}
            onPress={() => on_change(without(tiers, i))}
          >
            <X className="i" />
          </IconButton>
        </div>
      ))}
      <div className="acts">
        <Button small onPress={() => on_change([...tiers, { above: tiers.length > 0 ? "" : "0", rate: "" }])}>
          {t("add_tier")}
        </Button>
      </div>
    </>
  );
}

interface RowProps {
  rule: TypedRule;
  at: number;
  error: unknown;
  on_change: (rule: TypedRule) => void;
  on_remove: () => void;
}

function with_now(choices: { id: string; name: string }[], now: string) {
  return now && !choices.some((one) => one.id === now) ? [{ id: now, name: now }, ...choices] : choices;
}

function RuleRow({ rule, at, error, on_change, on_remove }: RowProps) {
  const { t } = useTranslation(texts);
  const { roles, offerings } = useMapWords();
  const fault = (key: string) => fault_at(error, `/rules/${at}/${key}`);
  return (
    <li aria-label={t("rule", { number: at + 1 })}>
      <div className="row">
        <h3 className="grow">{t("rule", { number: at + 1 })}</h3>
        <Button small onPress={on_remove}>
          {t("remove")}
        </Button>
      </div>
      <div className="pair">
        <SelectField
          label={t("role")}
          value={rule.role}
          error={fault("role")}
          choices={with_now(roles, rule.role)}
          onChange={(event) => on_change({ ...rule, role: event.target.value })}
        />
        <SelectField
          label={t("offering")}
          value={rule.offering}
          error={fault("offering")}
          choices={[{ id: "", name: t("any") }, ...with_now(offerings, rule.offering)]}
          onChange={(event) => on_change({ ...rule, offering: event.target.value })}
        />
      </div>
      <Tiers
        tiers={rule.tiers}
        at={`/rules/${at}/tiers`}
        error={error}
        on_change={(tiers) => on_change({ ...rule, tiers })}
      />
    </li>
  );
}

function Form({ read }: { read: Tagged<Plan> }) {
  const { t } = useTranslation(texts);
  const { t: shared } = useTranslation(settings_texts);
  const anew = useAnew("/api/commission-plan");
  const { roles } = useMapWords();
  const draft = useDraft<TypedPlan>({ data: to_typed(read.data), etag: read.etag });
  const { currency, rules } = draft.value;
  const set = (next: TypedRule[]) => draft.set({ rules: next });
  const change = $api.useMutation("put", "/api/commission-plan", {
    onSuccess: () => say(shared("saved")),
    onSettled: () => anew(),
  });
  const add = () =>
    set([...rules, { role: roles[0]?.id ?? "", offering: "", tiers: [{ above: "0", rate: "" }] }]);
  return (
    <SettingsForm
      label={shared("commission")}
      on_send={() => change.mutate({ body: from_typed(draft.value), ...if_match(draft.etag) })}
    >
      <TextField
        label={t("currency")}
        hint={t("currency_hint")}
        value={currency}
        error={fault_at(change.error, "/currency")}
        onChange={(event) => draft.set({ currency: event.target.value.toUpperCase() })}
      />
      {rules.length === 0 && <Empty>{t("no_rules")}</Empty>}
      <ol className="rules">
        {rules.map((rule, at) => (
          <RuleRow
            // biome-ignore lint/suspicious/noArrayIndexKey: a rule is what stands at its place.
            key={at}
            rule={rule}
            at={at}
            error={change.error}
            on_change={(next) => set(replaced(rules, at, next))}
            on_remove={() => set(without(rules, at))}
          />
        ))}
      </ol>
      <div className="acts">
        <Button small onPress={add}>
          <Plus className="i" aria-hidden /> {t("add")}
        </Button>
      </div>
      <SaveRow draft={draft} is_pending={change.isPending} error={change.error} />
    </SettingsForm>
  );
}

function Shown({ plan }: { plan: TypedPlan }) {
  const { t } = useTranslation(texts);
  const { t: shared } = useTranslation(settings_texts);
  const { roles, offerings } = useMapWords();
  const name = (list: { id: string; name: string }[], id: string) =>
    list.find((one) => one.id === id)?.name ?? id;
  if (plan.rules.length === 0) return <Empty>{t("none")}</Empty>;
  return (
    <>
      <ul className="rules">
        {plan.rules.map((rule) => (
          <li key={`${rule.role} ${rule.offering}`}>
            <h3>
              {name(roles, rule.role)}, {rule.offering ? name(offerings, rule.offering) : t("any")}
            </h3>
            {rule.tiers.map((tier) => (
              <p key={tier.above}>
                {t("line", { rate: tier.rate, above: `${plan.currency} ${tier.above}` })}
              </p>
            ))}
          </li>
        ))}
      </ul>
      <p className="hint">{shared("read_only")}</p>
    </>
  );
}

export function Commission() {
  const { t } = useTranslation(texts);
  const { t: shared } = useTranslation(settings_texts);
  const may_change = useMay("rules.change");
  const query = useTagged("/api/commission-plan");
  return (
    <Section title={shared("commission")}>
      <p className="q s">{t("text")}</p>
      <Answer query={query} what={shared("commission")}>
        {(read) => (may_change ? <Form read={read} /> : <Shown plan={to_typed(read.data)} />)}
      </Answer>
    </Section>
  );
}
