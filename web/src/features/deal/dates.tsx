import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "../../api/client.ts";
import { useFormat } from "../../app/format.ts";
import { DateMoves } from "../../charts/date_moves.tsx";
import { ActForm, useDone } from "../../deals/act_form.tsx";
import { fault_at } from "../../deals/acts.ts";
import { useNeeded } from "../../deals/needed.ts";
import { useMayOn } from "../../deals/use_may_on.ts";
import { TextField } from "../../ui/fields.tsx";
import { Mark } from "../../ui/marks.tsx";
import { Section } from "../../ui/section.tsx";
import { Loading } from "../../ui/states.tsx";
import { type DateChange, type Deal, type DealView, date_changes } from "./model.ts";
import { useRace } from "./race.tsx";
import { page_texts } from "./texts.ts";
import { useDo } from "./use_do.ts";

function DateForm({ deal }: { deal: Deal }) {
  const { t } = useTranslation(page_texts);
  const format = useFormat();
  const doing = useDo();
  const [day, set_day] = useState("");
  const [note, set_note] = useState("");
  const { done } = useDone(deal.id, doing.close);
  const change = $api.useMutation("patch", "/api/deals/{deal}", {
    onSuccess: () => done(t("said_date", { day: format.day(day) })),
  });
  const race = useRace(deal, change.error);
  const { error, is_told } = useNeeded(race.shown ? null : change.error);
  const send = () => {
    // Without a day the date would be taken out, which is an act of the panel of all fields.
    if (!is_told({ "/values": day ? "" : t("need_day") })) return;
    const body = { values: [{ name: "expected_close", value: day }], note };
    change.mutate({ params: { path: { deal: deal.id } }, body, headers: race.if_match() });
  };
  return (
    <ActForm
      title={t("date_title")}
      act={t("do_date")}
      error={error}
      fields={["/values", "/reason", "/note"]}
      is_pending={change.isPending}
      on_send={send}
      on_close={doing.close}
    >
      {race.shown}
      <TextField
        label={t("new_date")}
        type="date"
        value={day}
        onChange={(event) => set_day(event.target.value)}
        hint={
          deal.attributes.expected_close
            ? t("date_was", { day: format.full_day(deal.attributes.expected_close) })
            : undefined
        }
        error={fault_at(error, "/values")}
        autoFocus
      />
      <TextField
        label={t("why_date")}
        value={note}
        onChange={(event) => set_note(event.target.value)}
        error={fault_at(error, "/reason") ?? fault_at(error, "/note")}
      />
    </ActForm>
  );
}

function Changes({ changes }: { changes: DateChange[] }) {
  const { t } = useTranslation(page_texts);
  const format = useFormat();
  return (
    <ol>
      {changes.map((change) => (
        <li key={change.id}>
          <span className="num q">{format.day(change.at)}</span>
          <span>
            <b className="b">{change.to ? format.day(change.to) : t("taken_out")}</b>{" "}
            <span className="q">
              <bdi>{change.why || (change.from === "" ? t("first_date") : "")}</bdi>
            </span>
          </span>
        </li>
      ))}
    </ol>
  );
}

/// How the expected close moved, with the reasons.
export function CloseDate({ view }: { view: DealView }) {
  const { t } = useTranslation(page_texts);
  const format = useFormat();
  const doing = useDo();
  const may_change = useMayOn(view.deal.id, "deal.change");
  const { deal } = view;
  const events = $api.useQuery("get", "/api/deals/{deal}/events", { params: { path: { deal: deal.id } } });
  const changes = date_changes(events.data?.events ?? []);
  const days = changes.map((change) => change.to).filter((day) => day !== "");
  const { net_days: moved, pushes } = view.guide.slip;
  const is_running = deal.status === "open" || deal.status === "lead";
  const first = days[0];
  const last = days.at(-1);
  const label =
    first && last && pushes > 0
      ? t("chart_says", { count: pushes, from: format.full_day(first), to: format.full_day(last) })
      : t("chart_once");
  return (
    <Section
      title={t("close_date")}
      note={
        moved > 0 ? (
          <Mark kind="limit">{t("days_from_first", { count: moved })}</Mark>
        ) : moved < 0 ? (
          t("days_earlier", { count: -moved })
        ) : undefined
      }
      more={
        may_change &&
        is_running && (
          <button type="button" className="linkbtn" onClick={() => doing.open("date")}>
            {t(deal.attributes.expected_close ? "move_date" : "set_date")}
          </button>
        )
      }
    >
      {doing.is("date") && is_running && <DateForm deal={deal} />}
      {events.isPending && <Loading what={t("close_date")} lines={3} />}
      <div className="cd">
        {days.length > 1 && <DateMoves days={days} today={format.today()} label={label} />}
        <Changes changes={changes} />
      </div>
      {events.data && days.length === 0 && <p className="empty q s">{t("no_date_yet")}</p>}
    </Section>
  );
}
