import { Plus, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { $api, ApiError } from "../../api/client.ts";
import { type Got, type Tagged, useTagged } from "../../api/tagged.ts";
import { useFormat } from "../../app/format.ts";
import { add_texts } from "../../app/texts.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { TextArea } from "../../ui/fields.tsx";
import { Section } from "../../ui/section.tsx";
import { Answer } from "../../ui/states.tsx";
import { say } from "../../ui/toasts.tsx";
import { if_match, useDraft } from "./draft.ts";
import { SaveRow, SettingsForm, useAnew } from "./parts.tsx";
import { type Rate, read_faults, read_rates, write_rates } from "./rates_model.ts";
import { settings_texts } from "./texts.ts";

const texts = add_texts("settings_rates", {
  en: {
    rates: "Exchange rates",
    rates_text:
      "What one unit is worth in the reporting currency, from a day on. Figures name the rate of their day.",
    as_text: "The rates are written so that only the text below can change them.",
    currency: "Currency",
    from: "From",
    rate: "Rate",
    removing: "Remove",
    remove: "Remove the rate of {{currency}} from {{from}}",
    add: "Add a rate",
    none: "No rates: amounts in another currency stand apart in all sums.",
    text: "Everything as text",
    text_hint:
      "YAML: reporting_currency, rates, working_calendar (days, hours, holidays), staff_hours, work_hours, exempt_stages, fiscal_year_starts, horizon_days, history_from. Empty: the usual.",
    line: "Line {{line}}: {{text}}",
    wrong: "Nothing has been saved; this is to be mended:",
  },
  de: {
    rates: "Wechselkurse",
    rates_text:
      "Was eine Einheit in der Berichtswährung wert ist, ab einem Tag. Zahlen nennen den Kurs ihres Tages.",
    as_text: "Die Kurse sind so geschrieben, dass nur der Text darunter sie ändern kann.",
    currency: "Währung",
    from: "Ab",
    rate: "Kurs",
    removing: "Entfernen",
    remove: "Kurs von {{currency}} ab {{from}} entfernen",
    add: "Kurs hinzufügen",
    none: "Keine Kurse: Beträge in anderen Währungen stehen in allen Summen für sich.",
    text: "Alles als Text",
    text_hint:
      "YAML: reporting_currency, rates, working_calendar (days, hours, holidays), staff_hours, work_hours, exempt_stages, fiscal_year_starts, horizon_days, history_from. Leer: das Übliche.",
    line: "Zeile {{line}}: {{text}}",
    wrong: "Nichts wurde gespeichert; dies ist zu beheben:",
  },
});

type Settings = Got<"/api/workspace/measures">;

interface TableProps {
  rates: Rate[];
  on_change: (rates: Rate[]) => void;
}

function RateRow({
  rate,
  on_change,
  on_remove,
}: {
  rate: Rate;
  on_change: (rate: Rate) => void;
  on_remove: () => void;
}) {
  const { t } = useTranslation(texts);
  return (
    <tr>
      {(["currency", "from", "rate"] as const).map((key) => (
        <td key={key}>
          <input
            className="in"
            type={key === "from" ? "date" : "text"}
            inputMode={key === "rate" ? "decimal" : undefined}
            aria-label={t(key)}
            value={rate[key]}
            onChange={(event) => on_change({ ...rate, [key]: event.target.value })}
          />
        </td>
      ))}
      <td className="num">
        <IconButton label={t("remove", { currency: rate.currency, from: rate.from })} onPress={on_remove}>
          <X className="i" />
        </IconButton>
      </td>
    </tr>
  );
}

function RateTable({ rates, on_change }: TableProps) {
  const { t } = useTranslation(texts);
  const today = useFormat().today();
  return (
    <>
      {rates.length === 0 ? (
        <p className="empty q">{t("none")}</p>
      ) : (
        <table className="tb">
          <thead>
            <tr>
              <th>{t("currency")}</th>
              <th>{t("from")}</th>
              <th>{t("rate")}</th>
              <th>
                <span className="only-heard">{t("removing")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rates.map((rate, i) => (
              <RateRow
                // biome-ignore lint/suspicious/noArrayIndexKey: what a rate says is being typed; only its place stays.
                key={i}
                rate={rate}
                on_change={(next) => on_change(rates.map((one, at) => (at === i ? next : one)))}
                on_remove={() => on_change(rates.filter((_, at) => at !== i))}
              />
            ))}
          </tbody>
        </table>
      )}
      <div className="acts">
        <Button small onPress={() => on_change([...rates, { currency: "USD", from: today, rate: "1" }])}>
          <Plus className="i" aria-hidden /> {t("add")}
        </Button>
      </div>
    </>
  );
}

/// The faults that the server found in the text, each with its line.
function useFaults(error: unknown) {
  const { t } = useTranslation(texts);
  if (!(error instanceof ApiError) || error.status !== 422) return undefined;
  return read_faults(error.problem.detail)
    .map(({ line, text }) => (line === undefined ? text : t("line", { line, text })))
    .join(" ");
}

function Form({ read }: { read: Tagged<Settings> }) {
  const { t } = useTranslation(texts);
  const { t: shared } = useTranslation(settings_texts);
  const anew = useAnew("/api/workspace/measures");
  const draft = useDraft(read);
  const { text } = draft.value;
  const change = $api.useMutation("put", "/api/workspace/measures", {
    onSuccess: () => say(shared("saved")),
    onSettled: () => anew(),
  });
  const faults = useFaults(change.error);
  const rates = read_rates(text);
  const workspace = $api.useQuery("get", "/api/workspace", {}, { staleTime: 300_000 });
  const reporting = workspace.data?.currency ?? "EUR";
  return (
    <SettingsForm
      label={shared("rates")}
      on_send={() => change.mutate({ body: draft.value, ...if_match(draft.etag) })}
    >
      <Section title={t("rates")} level={3}>
        <p className="q s">{t("rates_text")}</p>
        {rates ? (
          <RateTable
            rates={rates}
            on_change={(next) => draft.set({ text: write_rates(text, next, reporting) })}
          />
        ) : (
          <p className="empty q">{t("as_text")}</p>
        )}
      </Section>
      <div className="code">
        <TextArea
          label={t("text")}
          hint={t("text_hint")}
          spellCheck={false}
          rows={14}
          value={text}
          error={faults && `${t("wrong")} ${faults}`}
          onChange={(event) => draft.set({ text: event.target.value })}
        />
      </div>
      <SaveRow draft={draft} is_pending={change.isPending} error={faults ? undefined : change.error} />
    </SettingsForm>
  );
}

export function Rates() {
  const { t: shared } = useTranslation(settings_texts);
  const query = useTagged("/api/workspace/measures");
  return (
    <Section title={shared("rates")}>
      <Answer query={query} what={shared("rates")}>
        {(read) => <Form read={read} />}
      </Answer>
    </Section>
  );
}
