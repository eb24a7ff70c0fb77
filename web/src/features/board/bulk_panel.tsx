import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "../../api/client.ts";
import { refresh_deals } from "../../api/live.ts";
import type { MapIndex } from "../../app/process.tsx";
import type { Search } from "../../app/router.tsx";
import { useMay } from "../../app/session.tsx";
import { useOnce } from "../../deals/acts.ts";
import { usePeople } from "../../deals/names.ts";
import { Button } from "../../ui/button.tsx";
import { SelectField, TextArea, TextField } from "../../ui/fields.tsx";
import { SidePanel } from "../../ui/side_panel.tsx";
import { Empty, ErrorLine } from "../../ui/states.tsx";
import { type Act, acts, bulk_of, first_wanted, has_ended, report_of, type Wanted } from "./bulk_model.ts";
import { BulkReport, useJob } from "./bulk_report.tsx";
import { bulk_texts } from "./bulk_texts.ts";

interface FieldsProps {
  wanted: Wanted;
  on_change: (change: Partial<Wanted>) => void;
  index: MapIndex;
}

function OwnerField({ wanted, on_change }: FieldsProps) {
  const { t } = useTranslation(bulk_texts);
  const people = usePeople();
  return (
    <SelectField
      label={t("owner")}
      value={wanted.owner}
      onChange={(event) => on_change({ owner: event.target.value })}
      choices={[{ id: "", name: t("choose") }, ...people.choices]}
    />
  );
}

function TeamField({ wanted, on_change }: FieldsProps) {
  const { t } = useTranslation(bulk_texts);
  const teams = $api.useQuery("get", "/api/teams", {}, { staleTime: 300_000 });
  return (
    <SelectField
      label={t("team")}
      value={wanted.team}
      onChange={(event) => on_change({ team: event.target.value })}
      choices={[
        { id: "", name: t("choose") },
        ...(teams.data?.teams ?? []).map((team) => ({ id: `${team.id}`, name: team.name })),
      ]}
    />
  );
}

function MoveFields({ wanted, on_change, index }: FieldsProps) {
  const { t } = useTranslation(bulk_texts);
  return (
    <SelectField
      label={t("stage")}
      value={wanted.stage}
      onChange={(event) => on_change({ stage: event.target.value })}
      choices={[
        { id: "", name: t("choose") },
        ...index.stages.map((place) => ({ id: place.id, name: `${place.number} ${place.stage.name}` })),
      ]}
    />
  );
}

function CloseFields({ wanted, on_change, index }: FieldsProps) {
  const { t } = useTranslation(bulk_texts);
  const outcomes = index.map.outcomes ?? [];
  const reasons = index.outcome_of(wanted.outcome)?.reasons ?? [];
  return (
    <>
      <SelectField
        label={t("outcome")}
        value={wanted.outcome}
        onChange={(event) => on_change({ outcome: event.target.value, reason: "" })}
        choices={[
          { id: "", name: t("choose") },
          ...outcomes.map((one) => ({ id: one.id ?? "", name: one.name })),
        ]}
      />
      {reasons.length > 0 && (
        <SelectField
          label={t("reason")}
          value={wanted.reason}
          onChange={(event) => on_change({ reason: event.target.value })}
          choices={[
            { id: "", name: t("choose") },
            ...reasons.map((reason) => ({ id: reason, name: reason.replaceAll("_", " ") })),
          ]}
        />
      )}
      <NoteField wanted={wanted} on_change={on_change} word="note" />
    </>
  );
}

function NoteField({ wanted, on_change, word }: Omit<FieldsProps, "index"> & { word: string }) {
  const { t } = useTranslation(bulk_texts);
  return (
    <TextArea
      label={t(word)}
      rows={2}
      value={wanted.text}
      onChange={(event) => on_change({ text: event.target.value })}
    />
  );
}

function DayField({ wanted, on_change, word }: Omit<FieldsProps, "index"> & { word: string }) {
  const { t } = useTranslation(bulk_texts);
  return (
    <TextField
      label={t(word)}
      type="date"
      value={wanted.day}
      onChange={(event) => on_change({ day: event.target.value })}
    />
  );
}

function PromiseFields({ wanted, on_change }: FieldsProps) {
  const { t } = useTranslation(bulk_texts);
  return (
    <>
      <SelectField
        label={t("side")}
        value={wanted.side}
        onChange={(event) => on_change({ side: event.target.value })}
        choices={["us", "customer", "partner"].map((side) => ({ id: side, name: t(`side_${side}`) }))}
      />
      <NoteField wanted={wanted} on_change={on_change} word="promise" />
      <DayField wanted={wanted} on_change={on_change} word="due" />
    </>
  );
}

function Fields(props: FieldsProps) {
  const { t } = useTranslation(bulk_texts);
  const { wanted, on_change } = props;
  switch (wanted.act) {
    case "owner":
      return <OwnerField {...props} />;
    case "team":
      return <TeamField {...props} />;
    case "campaign":
      return (
        <TextField
          label={t("campaign")}
          value={wanted.campaign}
          onChange={(event) => on_change({ campaign: event.target.value })}
        />
      );
    case "close_day":
      return (
        <>
          <DayField wanted={wanted} on_change={on_change} word="close_day" />
          <TextField
            label={t("close_reason")}
            value={wanted.reason}
            onChange={(event) => on_change({ reason: event.target.value })}
          />
        </>
      );
    case "move":
      return <MoveFields {...props} />;
    case "close":
      return <CloseFields {...props} />;
    case "promise":
      return <PromiseFields {...props} />;
    case "delete":
      return <NoteField wanted={wanted} on_change={on_change} word="why_delete" />;
  }
}

interface Props {
  index: MapIndex;
  /// Undefined: all that `filter` finds.
  deals: number[] | undefined;
  filter: string;
  search: Search;
  change: (search: Search, replace?: boolean) => void;
  on_close: () => void;
}

/// One change to many deals: first what it would do, then the change itself, as a job with its report.
export default function BulkPanel({ index, deals, filter, search, change, on_close }: Props) {
  const { t } = useTranslation(bulk_texts);
  const client = useQueryClient();
  const may_delete = useMay("deal.delete");
  const [wanted, set_wanted] = useState(first_wanted);
  const once = useOnce();
  const ask = $api.useMutation("post", "/api/bulk-changes");
  const job = Number(search.job) || 0;
  const asked = useJob(job);
  const report = asked.data && report_of(asked.data);
  const is_tried = has_ended(asked.data) && report?.dry_run === true && asked.data?.state === "done";
  const is_done = has_ended(asked.data) && report?.dry_run === false;
  const is_running = job > 0 && !has_ended(asked.data);
  useEffect(() => {
    if (is_done) refresh_deals(client, new Set());
  }, [is_done, client]);
  const set = (next: Partial<Wanted>) => {
    set_wanted((before) => ({ ...before, ...next }));
    // What was tried was something else.
    if (job > 0) change({ job: undefined });
  };
  const body = bulk_of(wanted, deals, filter);
  const run = (dry_run: boolean) => {
    if (!body) return;
    const sent = { ...body, dry_run };
    ask.mutate(
      { body: sent, headers: once.header(sent) },
      {
        onSuccess: (made) => {
          once.done();
          change({ job: made.id });
        },
      },
    );
  };
  const choices = acts.filter((act) => act !== "delete" || may_delete);
  if (deals?.length === 0 && job === 0)
    return (
      <SidePanel about="bulk none" title={t("title_none")} on_close={on_close}>
        <Empty>{t("select_first")}</Empty>
      </SidePanel>
    );
  return (
    <SidePanel
      about="bulk"
      title={
        deals && deals.length === 0
          ? t("title_none")
          : deals
            ? t("title", { count: deals.length })
            : t("title_all")
      }
      below={<p className="q s">{t("hint")}</p>}
      on_close={on_close}
      footer={
        is_done ? (
          <Button onPress={() => change({ job: undefined })}>{t("again")}</Button>
        ) : (
          <>
            {is_tried && report.changed > 0 && (
              <Button
                kind={wanted.act === "delete" ? "danger" : "main"}
                isPending={ask.isPending}
                onPress={() => run(false)}
              >
                {t("do", { count: report.changed })}
              </Button>
            )}
            <Button
              kind={is_tried ? "plain" : "main"}
              isDisabled={!body || is_running}
              isPending={ask.isPending}
              onPress={() => run(true)}
            >
              {t("try")}
            </Button>
          </>
        )
      }
    >
      {!is_done && (
        <>
          <SelectField
            label={t("act")}
            value={wanted.act}
            onChange={(event) => set({ act: event.target.value as Act })}
            choices={choices.map((act) => ({ id: act, name: t(`act_${act}`) }))}
          />
          <Fields wanted={wanted} on_change={set} index={index} />
        </>
      )}
      <ErrorLine error={ask.error} />
      {job > 0 && <BulkReport job={job} />}
    </SidePanel>
  );
}
