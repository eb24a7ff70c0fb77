import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "../../api/client.ts";
import { type MapIndex, useMap, useProcess } from "../../app/process.tsx";
import { ActForm, useDone } from "../../deals/act_form.tsx";
import { fault_at } from "../../deals/acts.ts";
import { stage_title } from "../../deals/stage_title.ts";
import { SelectField, TextField } from "../../ui/fields.tsx";
import { Mark } from "../../ui/marks.tsx";
import { SidePanel } from "../../ui/side_panel.tsx";
import { Failed, Loading } from "../../ui/states.tsx";
import type { DealView } from "./model.ts";
import { page_texts } from "./texts.ts";
import { useDo } from "./use_do.ts";

function criterion_text(index: MapIndex | undefined, id: string) {
  for (const goal of index?.goals ?? [])
    for (const place of goal.stages) {
      const found = place.stage.exit?.find((one) => one.id === id);
      if (found) return found.text;
    }
  return id;
}

function Criteria({ title, kind, ids, index }: CriteriaProps) {
  if (ids.length === 0) return null;
  return (
    <div style={{ marginTop: 10 }}>
      <Mark kind={kind}>{title}</Mark>
      <ul className="faults">
        {ids.map((id) => (
          <li key={id} className="voice">
            {criterion_text(index, id)}
          </li>
        ))}
      </ul>
    </div>
  );
}

interface CriteriaProps {
  title: string;
  kind: "good" | "limit" | "quiet";
  ids: string[];
  index: MapIndex | undefined;
}

/// The deal moves to another version of its process, or to another process: first what that would change for it.
export default function MigratePanel({ view, index }: { view: DealView; index: MapIndex }) {
  const { t } = useTranslation(page_texts);
  const doing = useDo();
  const { deal } = view;
  const { processes } = useProcess();
  const published = processes.filter((row) => row.head > 0);
  const [process, set_process] = useState(deal.map.process);
  const [stage, set_stage] = useState("");
  const [note, set_note] = useState("");
  const head = published.find((row) => row.id === process)?.head ?? 0;
  const [asked_version, set_version] = useState<number>();
  const version = asked_version ?? head;
  const target = useMap(process, version);
  const is_same = process === deal.map.process && version === deal.map.number;
  const preview = $api.useQuery(
    "get",
    "/api/deals/{deal}/migration-preview",
    { params: { path: { deal: deal.id }, query: { process, version, ...(stage ? { stage } : {}) } } },
    { enabled: version > 0 && !is_same },
  );
  const { header, done } = useDone(deal.id, doing.close);
  const migrate = $api.useMutation("post", "/api/deals/{deal}/migrations", {
    onSuccess: () => done(t("said_migrated", { number: version })),
  });
  const send = () => {
    const body = { process, version, note, ...(stage ? { stage } : {}) };
    migrate.mutate({
      params: { path: { deal: deal.id }, header: header(body) },
      body,
      headers: { "If-Match": `"${deal.event_count}"` },
    });
  };
  const versions = Array.from({ length: head }, (_, i) => head - i);
  const found = preview.data;
  return (
    <SidePanel
      class_name="cover"
      about={`migrate ${deal.id}`}
      title={t("migrate_title")}
      below={<p className="q s">{t("runs_on", { number: deal.map.number, name: index.map.name })}</p>}
      on_close={doing.close}
    >
      <ActForm
        label={t("migrate_title")}
        act={t("do_migrate")}
        error={migrate.error}
        fields={["/note", "/stage"]}
        is_pending={migrate.isPending}
        can_send={!is_same && found !== undefined}
        on_send={send}
        on_close={doing.close}
      >
        <div className="pair">
          <SelectField
            label={t("process")}
            value={`${process}`}
            onChange={(event) => {
              set_process(Number(event.target.value));
              set_version(undefined);
              set_stage("");
            }}
            choices={published.map((row) => ({ id: `${row.id}`, name: row.name }))}
          />
          <SelectField
            label={t("version")}
            value={`${version}`}
            onChange={(event) => {
              set_version(Number(event.target.value));
              set_stage("");
            }}
            choices={versions.map((n) => ({ id: `${n}`, name: t("version_n", { number: n }) }))}
          />
        </div>
        {is_same && <p className="note">{t("same_version")}</p>}
        {preview.error !== null && <Failed error={preview.error} />}
        {!is_same && preview.isPending && version > 0 && <Loading what={t("migrate_title")} lines={3} />}
        {found && !is_same && (
          <section aria-label={t("would_change")} style={{ marginTop: 12 }}>
            <p>
              {t("stands_from_to", {
                from: stage_title(index, found.from),
                to: found.to ? stage_title(target.index, found.to) : t("to_choose"),
              })}
            </p>
            {found.choices.length > 0 && (
              <SelectField
                label={t("stands_in")}
                value={stage}
                onChange={(event) => set_stage(event.target.value)}
                choices={[
                  { id: "", name: t("to_choose") },
                  ...found.choices.map((id) => ({ id, name: stage_title(target.index, id) })),
                ]}
                error={fault_at(migrate.error, "/stage")}
              />
            )}
            <Criteria title={t("stays_met")} kind="good" ids={found.met} index={target.index} />
            <Criteria title={t("newly_unmet")} kind="limit" ids={found.newly_unmet} index={target.index} />
            <Criteria title={t("asked_no_more")} kind="quiet" ids={found.unmet_no_more} index={index} />
          </section>
        )}
        <TextField
          label={t("note")}
          value={note}
          onChange={(event) => set_note(event.target.value)}
          error={fault_at(migrate.error, "/note")}
        />
      </ActForm>
    </SidePanel>
  );
}
