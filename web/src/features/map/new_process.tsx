import { useQueryClient } from "@tanstack/react-query";
import { Upload, X } from "lucide-react";
import { type FormEvent, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "../../api/client.ts";
import { keep_process } from "../../app/process.tsx";
import { Button, IconButton } from "../../ui/button.tsx";
import { TextArea, TextField } from "../../ui/fields.tsx";
import { Segments } from "../../ui/segments.tsx";
import { ErrorLine } from "../../ui/states.tsx";
import { type FirstMap, first_map_text } from "./first_map.ts";
import { FromTemplate } from "./from_template.tsx";
import { useMapSearch } from "./search.ts";
import { texts } from "./texts.ts";
import "./map.css";

type Way = "nothing" | "template" | "text";

/// A new map: from nothing by three questions, or from a file.
export function NewProcess({ has_others }: { has_others: boolean }) {
  const { t } = useTranslation(texts);
  const { set } = useMapSearch();
  const client = useQueryClient();
  const [way, set_way] = useState<Way>("nothing");
  const [key] = useState(() => crypto.randomUUID());
  const create = $api.useMutation("post", "/api/processes");
  const begin = (text: string) =>
    create.mutate(
      { params: { header: { "Idempotency-Key": `${key}-${hash(text)}` } }, body: { text } },
      {
        onSuccess: ({ process }) => {
          keep_process(process);
          void client.invalidateQueries({ queryKey: $api.queryOptions("get", "/api/processes").queryKey });
          set({ process, new: undefined, view: "goals", at: undefined, version: undefined }, true);
        },
      },
    );
  return (
    <main id="main" className="pg map-new">
      <h1>{t("new_title")}</h1>
      <p className="q">{t("new_text")}</p>
      <Segments<Way>
        label={t("new_way")}
        chosen={way}
        choices={[
          { id: "nothing", name: t("way_nothing") },
          { id: "template", name: t("way_template") },
          { id: "text", name: t("way_text") },
        ]}
        on_choose={set_way}
      />
      {way === "nothing" && (
        <FromNothing error={create.error} is_pending={create.isPending} on_begin={begin} />
      )}
      {way === "template" && (
        <FromTemplate error={create.error} is_pending={create.isPending} on_begin={begin} />
      )}
      {way === "text" && <FromText error={create.error} is_pending={create.isPending} on_begin={begin} />}
      {has_others && (
        <p>
          <Button kind="text" onPress={() => set({ new: undefined })}>
            {t("back_to_map")}
          </Button>
        </p>
      )}
    </main>
  );
}

/// Tells apart two requests of one page; no secret.
function hash(text: string) {
  let sum = 0;
  for (const letter of text) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) | 0;
  return (sum >>> 0).toString(36);
}

interface FormProps {
  error: unknown;
  is_pending: boolean;
  on_begin: (text: string) => void;
}

function FromNothing({ error, is_pending, on_begin }: FormProps) {
  const { t, i18n } = useTranslation(texts);
  const workspace = $api.useQuery("get", "/api/workspace", {}, { staleTime: 300_000 });
  const [name, set_name] = useState("");
  const [customer, set_customer] = useState("");
  const [goals, set_goals] = useState([{ name: "", value: "" }]);
  const named = goals.filter((goal) => goal.name.trim());
  const can_begin = name.trim() !== "" && customer.trim() !== "" && named.length > 0;
  const go = (event: FormEvent) => {
    event.preventDefault();
    if (!can_begin) return;
    const first: FirstMap = {
      name,
      customer,
      goals: named,
      language: i18n.language.startsWith("de") ? "de" : "en",
      currency: workspace.data?.currency ?? "",
      outcomes: { won: t("first_won"), lost: t("first_lost"), no_decision: t("first_no_decision") },
      sales: t("first_sales"),
    };
    on_begin(first_map_text(first));
  };
  return (
    <form onSubmit={go} className="map-prompts">
      <section className="sec">
        <TextField
          label={<Prompt number={1} text={t("ask_name")} />}
          hint={t("ask_name_hint")}
          value={name}
          maxLength={120}
          required
          autoFocus
          onChange={(event) => set_name(event.target.value)}
        />
      </section>
      <section className="sec">
        <TextField
          label={<Prompt number={2} text={t("ask_customer")} />}
          hint={t("ask_customer_hint")}
          value={customer}
          maxLength={120}
          required
          onChange={(event) => set_customer(event.target.value)}
        />
      </section>
      <section className="sec">
        <Goals goals={goals} on_change={set_goals} />
      </section>
      <ErrorLine error={error} />
      <Button kind="main" type="submit" isDisabled={!can_begin} isPending={is_pending}>
        {t("begin_map")}
      </Button>
    </form>
  );
}

function Prompt({ number, text }: { number: number; text: string }) {
  return (
    <b className="map-prompt">
      <span className="q">{number}</span> {text}
    </b>
  );
}

interface Goal {
  name: string;
  value: string;
}

/// Goals and what the customer gains by each; Enter goes on to the next.
function Goals({ goals, on_change }: { goals: Goal[]; on_change: (goals: Goal[]) => void }) {
  const { t } = useTranslation(texts);
  const id = useId();
  const list = useRef<HTMLOListElement>(null);
  const change = (at: number, part: Partial<Goal>) => {
    const next = goals.map((goal, i) => (i === at ? { ...goal, ...part } : goal));
    // There is always an empty line to write the next one into.
    const is_full = next.at(-1)?.name.trim() !== "";
    on_change(is_full && next.length < 12 ? [...next, { name: "", value: "" }] : next);
  };
  const inputs = () => [...(list.current?.querySelectorAll("input") ?? [])];
  return (
    <fieldset className="map-first-goals" aria-describedby={id}>
      <legend>
        <Prompt number={3} text={t("ask_goals")} />
      </legend>
      <p className="hint" id={id}>
        {t("ask_goals_hint")}
      </p>
      <ol
        ref={list}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || !(event.target instanceof HTMLInputElement)) return;
          const all = inputs();
          const next = all[all.indexOf(event.target) + 1];
          if (!next) return;
          event.preventDefault();
          next.focus();
        }}
      >
        {goals.map((goal, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is known by its place while it is written.
          <li key={i}>
            <span className="q">{i + 1}</span>
            <input
              className="in"
              aria-label={t("goal_name_n", { number: i + 1 })}
              placeholder={t(`goal_example_${Math.min(i + 1, 4)}`)}
              maxLength={120}
              value={goal.name}
              onChange={(event) => change(i, { name: event.target.value })}
            />
            <input
              className="in voice small"
              aria-label={t("goal_value_n", { number: i + 1 })}
              placeholder={t(`goal_value_example_${Math.min(i + 1, 4)}`)}
              maxLength={400}
              value={goal.value}
              onChange={(event) => change(i, { value: event.target.value })}
            />
            {goal.name && goals.length > 1 && (
              <IconButton
                label={t("remove_of", { name: goal.name })}
                onPress={() => on_change(goals.toSpliced(i, 1))}
              >
                <X className="i" />
              </IconButton>
            )}
          </li>
        ))}
      </ol>
    </fieldset>
  );
}

function FromText({ error, is_pending, on_begin }: FormProps) {
  const { t } = useTranslation(texts);
  const [text, set_text] = useState("");
  const upload = async (file: File | undefined) => {
    if (file) set_text(await file.text());
  };
  return (
    <form
      className="map-prompts"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim()) on_begin(text);
      }}
    >
      <label className="btn">
        <Upload className="i" aria-hidden /> {t("open_file")}
        <input
          type="file"
          className="only-heard"
          accept=".yaml,.yml,text/yaml"
          onChange={(event) => void upload(event.target.files?.[0])}
        />
      </label>
      <TextArea
        label={t("paste_text")}
        hint={t("paste_hint")}
        rows={14}
        spellCheck={false}
        value={text}
        onChange={(event) => set_text(event.target.value)}
      />
      <ErrorLine error={error} />
      <Button kind="main" type="submit" isDisabled={!text.trim()} isPending={is_pending}>
        {t("begin_map")}
      </Button>
    </form>
  );
}
