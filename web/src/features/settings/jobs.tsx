import { Link } from "@tanstack/react-router";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { $api, type Schemas } from "../../api/client.ts";
import { useFormat } from "../../app/format.ts";
import { useMay } from "../../app/session.tsx";
import { useOnce } from "../../deals/acts.ts";
import { Section } from "../../ui/section.tsx";
import { Answer, Empty } from "../../ui/states.tsx";
import { say } from "../../ui/toasts.tsx";
import { first_jobs, JobList } from "./job_list.tsx";
import { jobs_texts } from "./jobs_texts.ts";
import { Confirm, useAnew } from "./parts.tsx";
import { usePersonName } from "./person_name.ts";

type Import = Schemas["ImportView"];

function Row({ one }: { one: Import }) {
  const { t } = useTranslation(jobs_texts);
  const format = useFormat();
  const person_name = usePersonName();
  const anew = useAnew("/api/imports", "/api/jobs");
  const once = useOnce();
  const undo = $api.useMutation("post", "/api/imports/{import}/undoings", {
    onSuccess: () => {
      say(t("undoing"));
      once.done();
      void anew();
    },
  });
  return (
    <tr>
      <td className="b">{one.source}</td>
      <td className="hide-narrow">{one.system}</td>
      <td className="nw">{format.day_and_time(one.at)}</td>
      <td className="hide-narrow">{person_name(one.by)}</td>
      <td className="num">
        {one.undone_at ? (
          <span className="q s">{t("undone", { when: format.day(one.undone_at) })}</span>
        ) : (
          <Confirm
            question={t("undo_question", { source: one.source })}
            verb={t("undo")}
            act={t("undo_now")}
            on_act={() => undo.mutate({ params: { path: { import: one.id }, header: once.header(one.id) } })}
            is_pending={undo.isPending}
            error={undo.error}
          />
        )}
      </td>
    </tr>
  );
}

/// Imports begin and are undone by jobs: the list is another one when one of these has ended.
function useImports() {
  const query = $api.useQuery("get", "/api/imports", {});
  const jobs = $api.useQuery("get", "/api/jobs", first_jobs);
  const running = jobs.data?.jobs.filter((job) => job.ended_at === null).length ?? 0;
  const { refetch } = query;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `running` is why it is asked for anew.
  useEffect(() => {
    void refetch();
  }, [refetch, running]);
  return query;
}

function Imports() {
  const { t } = useTranslation(jobs_texts);
  const query = useImports();
  return (
    <Section title={t("imports")} more={<Link to="/import">{t("import_more")}</Link>}>
      <Answer query={query} what={t("imports")}>
        {({ imports }) =>
          imports.length === 0 ? (
            <Empty>{t("imports_none")}</Empty>
          ) : (
            <table className="tb">
              <thead>
                <tr>
                  <th>{t("source")}</th>
                  <th className="hide-narrow">{t("system")}</th>
                  <th>{t("at")}</th>
                  <th className="hide-narrow">{t("by")}</th>
                  <th>
                    <span className="only-heard">{t("undo")}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {imports.map((one) => (
                  <Row key={one.id} one={one} />
                ))}
              </tbody>
            </table>
          )
        }
      </Answer>
    </Section>
  );
}

export function Jobs() {
  const may_import = useMay("deal.import");
  return (
    <>
      {may_import && <Imports />}
      <JobList />
    </>
  );
}
