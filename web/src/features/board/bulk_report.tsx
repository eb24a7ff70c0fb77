import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { $api, api } from "../../api/client.ts";
import { Button } from "../../ui/button.tsx";
import { Mark } from "../../ui/marks.tsx";
import { Answer } from "../../ui/states.tsx";
import { say } from "../../ui/toasts.tsx";
import { has_ended, type Report, report_of } from "./bulk_model.ts";
import { bulk_texts } from "./bulk_texts.ts";

/// The job, asked for anew until it has ended.
export function useJob(job: number) {
  return $api.useQuery(
    "get",
    "/api/jobs/{job}",
    { params: { path: { job } } },
    { enabled: job > 0, refetchInterval: (query) => (has_ended(query.state.data) ? false : 400) },
  );
}

function Refused({ job }: { job: number }) {
  const { t } = useTranslation(bulk_texts);
  const query = { outcome: "refused", limit: 200 };
  const lines = $api.useQuery("get", "/api/jobs/{job}/lines", { params: { path: { job }, query } });
  return (
    <Answer query={lines} what={t("lines")}>
      {(data) => (
        <details open style={{ marginTop: 10 }}>
          <summary className="b">{t("why_refused")}</summary>
          <ul>
            {data.lines.map((line) => (
              <li key={line.number} className="rule s" style={{ padding: "6px 0" }}>
                {line.deal && (
                  <Link to="/deals/$deal" params={{ deal: `${line.deal}` }}>
                    {line.source || `#${line.deal}`}
                  </Link>
                )}{" "}
                {line.text}
              </li>
            ))}
          </ul>
        </details>
      )}
    </Answer>
  );
}

function Counts({ report }: { report: Report }) {
  const { t } = useTranslation(bulk_texts);
  const { changed, unchanged, refused } = report;
  return (
    <ul style={{ margin: "8px 0" }}>
      <li>
        <Mark kind="good">{t(report.dry_run ? "changed" : "was_changed", { count: changed })}</Mark>
      </li>
      {unchanged > 0 && (
        <li>
          <Mark kind="open">{t("unchanged", { count: unchanged })}</Mark>
        </li>
      )}
      {refused > 0 && (
        <li>
          <Mark kind="bad">{t("refused", { count: refused })}</Mark>
        </li>
      )}
    </ul>
  );
}

/// How far a job is, what came of it, and what was refused and why.
export function BulkReport({ job }: { job: number }) {
  const { t } = useTranslation(bulk_texts);
  const query = useJob(job);
  const stop = async () => {
    await api.POST("/api/jobs/{job}/cancellations", { params: { path: { job } } });
    say(t("stopped"));
  };
  return (
    <Answer query={query} what={t("lines")}>
      {(view) => {
        const report = report_of(view);
        if (!has_ended(view))
          return (
            <div role="status" style={{ marginTop: 12 }}>
              <p>{t(report?.dry_run ? "trying" : "running")}</p>
              <progress value={view.done} max={view.total ?? undefined} style={{ width: "100%" }} />
              <p className="row s q">
                <span className="grow">{t("progress", { done: view.done, total: view.total ?? "…" })}</span>
                <Button small kind="text" onPress={() => void stop()}>
                  {t("cancel")}
                </Button>
              </p>
            </div>
          );
        return (
          <div role="status" style={{ marginTop: 12 }}>
            {view.state === "failed" && <p className="note bad">{t("failed", { why: view.failure })}</p>}
            {view.state === "cancelled" && <p className="note limit">{t("cancelled")}</p>}
            {report && (
              <>
                <p className="b">{t(report.dry_run ? "tried" : "done")}</p>
                <Counts report={report} />
                <a href={`/api/jobs/${job}/lines.csv`} className="s" download>
                  {t("csv")}
                </a>
                {report.refused > 0 && <Refused job={job} />}
              </>
            )}
          </div>
        );
      }}
    </Answer>
  );
}
