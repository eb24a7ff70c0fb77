import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { $api } from "../../api/client.ts";
import { useFormat } from "../../app/format.ts";
import { Button } from "../../ui/button.tsx";
import { Answer, ErrorLine } from "../../ui/states.tsx";
import { DryRunActs } from "./dry_run_acts.tsx";
import { ImportedActs } from "./imported_acts.tsx";
import { command_of, has_ended, type Job, report_of, undo_report_of, useJob } from "./job.ts";
import { ReportView, UndoReportView } from "./report.tsx";
import { texts } from "./texts.ts";

/// A trial, an import or its undoing: how far it is, and what came of it. Its number is in the address.
export function JobPage({ job }: { job: number }) {
  const { t } = useTranslation(texts);
  const query = useJob(job);
  return (
    <main id="main" className="pg import-page">
      <p className="s">
        <Link to="/import">{t("all_imports")}</Link>
      </p>
      <Answer query={query} what={t("the_job")} lines={8}>
        {(found: Job) => <JobView key={found.id} job={found} />}
      </Answer>
    </main>
  );
}

function title_word(job: Job) {
  if (job.kind === "import_undo") return "job_undo";
  return command_of(job)?.dry_run ? "job_dry_run" : "job_import";
}

function JobView({ job }: { job: Job }) {
  const { t } = useTranslation(texts);
  const format = useFormat();
  const report = report_of(job);
  const undone = undo_report_of(job);
  const command = command_of(job);
  const is_dry_run = command?.dry_run ?? false;
  const is_done = job.state === "done" || job.state === "undone";
  return (
    <>
      <h1>{t(title_word(job))}</h1>
      <p className="q">
        {command && `${command.system} · `}
        {format.day_and_time(job.created_at)} · {t(`state_${job.state}`, { defaultValue: job.state })}
      </p>
      {!has_ended(job) && <Progress job={job} />}
      {job.state === "failed" && (
        <div className="note bad" role="alert">
          <p>
            {t("failed")} {job.failure}
          </p>
        </div>
      )}
      {job.state === "cancelled" && (
        <p className="note limit">{t(is_dry_run ? "stopped_trial" : "stopped")}</p>
      )}
      {report && has_ended(job) && job.state !== "failed" && <ReportView job={job} report={report} />}
      {undone && has_ended(job) && <UndoReportView job={job} report={undone} />}
      {has_ended(job) && command && is_dry_run && <DryRunActs job={job} command={command} report={report} />}
      {has_ended(job) && command && !is_dry_run && <ImportedActs job={job} is_done={is_done} />}
    </>
  );
}

function Progress({ job }: { job: Job }) {
  const { t } = useTranslation(texts);
  const format = useFormat();
  const client = useQueryClient();
  const stop = $api.useMutation("post", "/api/jobs/{job}/cancellations");
  const params = { path: { job: job.id } };
  const total = job.total ?? 0;
  const ask_again = () =>
    client.invalidateQueries({ queryKey: $api.queryOptions("get", "/api/jobs/{job}", { params }).queryKey });
  return (
    <div className="import-progress">
      <progress aria-label={t("progress")} max={total || 1} value={total ? job.done : undefined} />
      <div className="row">
        <span className="grow" role="status">
          {total
            ? t("done_of", { done: format.number(job.done), total: format.number(total), count: total })
            : t(job.state === "queued" ? "waits" : "reads")}
        </span>
        <Button
          small
          isPending={stop.isPending || job.cancelled_at !== null}
          onPress={() => stop.mutate({ params }, { onSettled: () => void ask_again() })}
        >
          {t(job.cancelled_at ? "stopping" : "stop_job")}
        </Button>
      </div>
      <p className="q s">{t("leave")}</p>
      <ErrorLine error={stop.error} />
    </div>
  );
}
