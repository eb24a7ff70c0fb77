import { ArrowDown, ArrowUp, Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "../../api/client.ts";
import { type Got, type Tagged, useTagged } from "../../api/tagged.ts";
import { add_texts } from "../../app/texts.ts";
import { fault_at } from "../../deals/acts.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { TextField } from "../../ui/fields.tsx";
import { Section } from "../../ui/section.tsx";
import { Segments } from "../../ui/segments.tsx";
import { Answer, Empty } from "../../ui/states.tsx";
import { say } from "../../ui/toasts.tsx";
import { if_match, useDraft } from "./draft.ts";
import { moved, replaced, without } from "./list_edit.ts";
import { SaveRow, SettingsForm, useAnew } from "./parts.tsx";
import { PeoplePick, PersonField } from "./people_picks.tsx";
import { TeamField } from "./role_team_fields.tsx";
import { settings_texts } from "./texts.ts";

const texts = add_texts("settings_assignment", {
  en: {
    text: "The first rule that fits and finds somebody gives a new lead away. They are asked when neither owner nor team is stated.",
    none: "There are no rules: a lead belongs to who created it.",
    rule: "Rule {{number}}",
    name: "Name",
    when: "When (empty: always)",
    when_hint: "As channel = 'web' and amount >= 50000",
    to: "Goes to",
    person: "a person",
    team: "a team",
    turns: "people in turn",
    turns_hint: "The active one with the fewest open deals is next; of equals, who waited longest.",
    who: "Person",
    turns_team: "With the team (optional)",
    up: "Rule {{number}} up",
    down: "Rule {{number}} down",
    remove: "Remove rule",
    add: "Add a rule",
  },
  de: {
    text: "Die erste passende Regel, die jemanden findet, gibt einen neuen Lead weiter. Gefragt werden sie, wenn weder Person noch Team angegeben ist.",
    none: "Es gibt keine Regeln: Ein Lead gehört, wer ihn angelegt hat.",
    rule: "Regel {{number}}",
    name: "Name",
    when: "Wenn (leer: immer)",
    when_hint: "Zum Beispiel channel = 'web' and amount >= 50000",
    to: "Geht an",
    person: "eine Person",
    team: "ein Team",
    turns: "Personen im Wechsel",
    turns_hint:
      "Die aktive Person mit den wenigsten offenen Deals ist die nächste; bei Gleichstand, wer am längsten wartet.",
    who: "Person",
    turns_team: "Mit dem Team (freiwillig)",
    up: "Regel {{number}} nach oben",
    down: "Regel {{number}} nach unten",
    remove: "Regel entfernen",
    add: "Regel hinzufügen",
  },
});

type RuleList = Got<"/api/assignment-rules">;
type Rule = RuleList["rules"][number];
type Kind = "person" | "team" | "turns";

/// How a rule chooses, as it stands: people in turn go before a person and a team.
function kind_of(rule: Rule): Kind {
  if (rule.turns.length > 0) return "turns";
  return rule.person === null && rule.team !== null ? "team" : "person";
}

/// The rule with another way to choose; what belongs to the other ways goes.
function as_kind(rule: Rule, kind: Kind): Rule {
  return {
    ...rule,
    person: kind === "person" ? rule.person : null,
    team: kind === "person" ? null : rule.team,
    turns: kind === "turns" ? rule.turns : [],
  };
}

function Target({
  rule,
  on_change,
  fault,
}: {
  rule: Rule;
  on_change: (rule: Rule) => void;
  fault: (key: string) => string | undefined;
}) {
  const { t } = useTranslation(texts);
  const [kind, set_kind] = useState<Kind>(kind_of(rule));
  const choose = (next: Kind) => {
    set_kind(next);
    on_change(as_kind(rule, next));
  };
  return (
    <>
      <div className="field">
        <Segments
          label={t("to")}
          choices={(["person", "team", "turns"] as const).map((id) => ({ id, name: t(id) }))}
          chosen={kind}
          on_choose={choose}
        />
      </div>
      {kind === "person" ? (
        <PersonField
          label={t("who")}
          value={rule.person}
          error={fault("person")}
          on_change={(person) => on_change({ ...rule, person })}
        />
      ) : (
        <TeamField
          {...(kind === "turns" ? { label: t("turns_team") } : {})}
          value={rule.team}
          error={fault("team")}
          on_change={(team) => on_change({ ...rule, team })}
        />
      )}
      {kind === "turns" && (
        <>
          <PeoplePick
            label={t("turns")}
            chosen={rule.turns}
            on_change={(turns) => on_change({ ...rule, turns })}
          />
          <p className="hint">{t("turns_hint")}</p>
        </>
      )}
    </>
  );
}

interface RowProps {
  rule: Rule;
  at: number;
  count: number;
  error: unknown;
  on_change: (rule: Rule) => void;
  on_move: (step: -1 | 1) => void;
  on_remove: () => void;
}

function RuleRow({ rule, at, count, error, on_change, on_move, on_remove }: RowProps) {
  const { t } = useTranslation(texts);
  const number = at + 1;
  const fault = (key: string) => fault_at(error, `/rules/${at}/${key}`);
  return (
    <li aria-label={t("rule", { number })}>
      <div className="row">
        <h3 className="grow">{t("rule", { number })}</h3>
        <IconButton label={t("up", { number })} isDisabled={at === 0} onPress={() => on_move(-1)}>
          <ArrowUp className="i" />
        </IconButton>
        <IconButton label={t("down", { number })} isDisabled={number === count} onPress={() => on_move(1)}>
          <ArrowDown className="i" />
        </IconButton>
        <Button small onPress={on_remove}>
          {t("remove")}
        </Button>
      </div>
      <div className="pair">
        <TextField
          label={t("name")}
          value={rule.name}
          error={fault("name")}
          onChange={(event) => on_change({ ...rule, name: event.target.value })}
        />
        <TextField
          label={t("when")}
          hint={t("when_hint")}
          value={rule.when}
          error={fault("when")}
          onChange={(event) => on_change({ ...rule, when: event.target.value })}
        />
      </div>
      <Target rule={rule} on_change={on_change} fault={fault} />
    </li>
  );
}

function Form({ read }: { read: Tagged<RuleList> }) {
  const { t } = useTranslation(texts);
  const { t: shared } = useTranslation(settings_texts);
  const anew = useAnew("/api/assignment-rules");
  const draft = useDraft(read);
  const { rules } = draft.value;
  const set = (next: Rule[]) => draft.set({ rules: next });
  const change = $api.useMutation("put", "/api/assignment-rules", {
    onSuccess: () => say(shared("saved")),
    onSettled: () => anew(),
  });
  const add = () => set([...rules, { name: "", when: "", person: null, team: null, turns: [] }]);
  return (
    <SettingsForm
      label={shared("assignment")}
      on_send={() => change.mutate({ body: draft.value, ...if_match(draft.etag) })}
    >
      {rules.length === 0 && <Empty>{t("none")}</Empty>}
      <ol className="rules">
        {rules.map((rule, at) => (
          <RuleRow
            // biome-ignore lint/suspicious/noArrayIndexKey: a rule is what stands at its place; its name is being typed.
            key={`${at} of ${rules.length}`}
            rule={rule}
            at={at}
            count={rules.length}
            error={change.error}
            on_change={(next) => set(replaced(rules, at, next))}
            on_move={(step) => set(moved(rules, at, step))}
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

export function Assignment() {
  const { t } = useTranslation(texts);
  const { t: shared } = useTranslation(settings_texts);
  const query = useTagged("/api/assignment-rules");
  return (
    <Section title={shared("assignment")}>
      <p className="q s">{t("text")}</p>
      <Answer query={query} what={shared("assignment")}>
        {(read) => <Form read={read} />}
      </Answer>
    </Section>
  );
}
