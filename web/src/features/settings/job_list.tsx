import { useNavigate, useRouterState } from "@tanstack/react-router";
import { Fragment, useState } from "react";
import { useTranslation } from "react-i18next";
import { $api, type Schemas } from "../../api/client.ts";
import { useFormat } from "../../app/format.ts";
import { useOnce } from "../../deals/acts.ts";
import { Button } from "../../ui/button.tsx";
import { Mark, type MarkKind } from "../../ui/marks.tsx";
import { Section } from "../../ui/section.tsx";
import { Answer, Empty, ErrorLine } from "../../ui/states.tsx";
import { say } from "../../ui/toasts.tsx";
import { JobLines } from "./job_lines.tsx";
import { jobs_texts } from "./jobs_texts.ts";
import { useAnew } from "./parts.tsx";
import { usePersonName } from "./person_name.ts";

type Job = Schemas["JobView"];

const marks: Record<string, MarkKind> = {
  done: "good",
  failed: "bad",
  cancelled: "limit",
  undone: "open",
  queued: "open",
  running: "open",
};

function is_running(job: Job) {
  return job.ended_at === null;
}

function Progress({ job }: { job: Job }) {
  const { t } = useTranslation(jobs_texts);
  const format = useFormat();
  if (job.total === null) return <span className="num">{format.number(job.done)}</span>;
  const text = t("of_total", { done: format.number(job.done), total: format.number(job.total) });
  return (
    <span className="row">
      {is_running(job) && (
        <progress className="progress" value={job.done} max={Math.max(1, job.total)} aria-label={text} />
      )}
      <span className="num">{text}</span>
    </span>
  );
}

function Stop({ job }: { job: Job }) {
  const { t } = useTranslation(jobs_texts);
  const anew = useAnew("/api/jobs");
  const once = useOnce();
  const stop = $api.useMutation("post", "/api/jobs/{job}/cancellations", {
    onSuccess: () => {
      say(t("stopped", { id: job.id }));
      once.done();
      void anew();
    },
  });
  const send = () => stop.mutate({ params: { path: { job: job.id }, header: once.header(job.id) } });
  return (
    <>
      <Button small aria-label={t("stop_of", { id: job.id })} isPending={stop.isPending} onPress={send}>
        {t("stop")}
      </Button>
      <ErrorLine error={stop.error} />
    </>
  );
}

function Row({ job }: { job: Job }) {
  const { t } = useTranslation(jobs_texts);
  const format = useFormat();
  const person_name = usePersonName();
  const navigate = useNavigate();
  const shown = useRouterState({ select: (state) => (state.location.search as { job?: number }).job });
  const is_open = shown === job.id;
  const toggle = () =>
    void navigate({
      to: "/settings",
      search: { section: "jobs", ...(is_open ? {} : { job: job.id }) },
      resetScroll: false,
    });
  return (
    <Fragment>
      <tr aria-selected={is_open || undefined}>
        <td className="b">{t(`kind_${job.kind}`)}</td>
        <td>
          <Mark kind={marks[job.state] ?? "quiet"}>{t(`state_${job.state}`)}</Mark>
          {job.failure && <p className="s bad">{job.failure}</p>}
        </td>
        <td>
          <Progress job={job} />
        </td>
        <td className="nw hide-narrow">{format.day_and_time(job.created_at)}</td>
        <td className="hide-narrow">{person_name(job.by)}</td>
        <td className="num">
          {is_running(job) ? (
            <Stop job={job} />
          ) : (
            <Button
              small
              aria-expanded={is_open}
              aria-label={is_open ? t("hide") : t("lines_of", { id: job.id })}
              onPress={toggle}
            >
              {t(is_open ? "hide" : "lines")}
            </Button>
          )}
        </td>
      </tr>
      {is_open && (
        <tr className="under">
          <td colSpan={6}>
            <JobLines job={job.id} />
          </td>
        </tr>
      )}
    </Fragment>
  );
}

const page_size = 20;
/// The newest jobs, as others who wait for one ask for them too.
export const first_jobs = { params: { query: { limit: page_size } } };

/// Long work, the newest first. While one runs, the list is asked for each second.
export function JobList() {
  const { t } = useTranslation(jobs_texts);
  const [before, set_before] = useState<number>();
  const query = $api.useQuery(
    "get",
    "/api/jobs",
    { params: { query: { limit: page_size, ...(before === undefined ? {} : { before }) } } },
    { refetchInterval: ({ state }) => (state.data?.jobs.some(is_running) ? 1000 : 15_000) },
  );
  return (
    <Section title={t("jobs")}>
      <Answer query={query} what={t("jobs")}>
        {({ jobs }) =>
          jobs.length === 0 ? (
            <Empty>{t("jobs_none")}</Empty>
          ) : (
            <>
              <table className="tb">
                <thead>
                  <tr>
                    <th>{t("kind")}</th>
                    <th>{t("state")}</th>
                    <th>{t("progress")}</th>
                    <th className="hide-narrow">{t("at")}</th>
                    <th className="hide-narrow">{t("by")}</th>
                    <th>
                      <span className="only-heard">{t("lines")}</span>
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {jobs.map((job) => (
                    <Row key={job.id} job={job} />
                  ))}
                </tbody>
              </table>
              {jobs.length === page_size && (
                <Button small kind="text" onPress={() => set_before(jobs.at(-1)?.id)}>
                  {t("older")}
                </Button>
              )}
            </>
          )
        }
      </Answer>
    </Section>
  );
}
