import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "../../app/session.tsx";
import { Failed, Loading } from "../../ui/states.tsx";
import "./import.css";
import { type Assistant, type Step, steps, useAssistant } from "./assistant.ts";
import { ColumnsStep } from "./columns_step.tsx";
import { EarlierImports } from "./earlier.tsx";
import { FilesStep } from "./files_step.tsx";
import { JobPage } from "./job_page.tsx";
import { StagesStep } from "./stages_step.tsx";
import { texts } from "./texts.ts";
import { TryStep } from "./try_step.tsx";

/// Where one is, and what can be gone to already.
function Steps({ assistant, step }: { assistant: Assistant; step: Step | "done" }) {
  const { t } = useTranslation(texts);
  const { uploads, now, go } = assistant;
  const has_files = uploads.length > 0;
  const is_read = Boolean(now?.data && !now.data.not_imported && !now.error);
  const open: Record<Step, boolean> = {
    files: true,
    columns: has_files,
    stages: has_files && is_read,
    try: has_files && is_read,
  };
  return (
    <nav className="slice import-steps" aria-label={t("steps")}>
      <ol className="row">
        {steps.map((one, i) => (
          <li key={one}>
            <button
              type="button"
              className="btn text s"
              disabled={!open[one]}
              aria-current={one === step ? "step" : undefined}
              onClick={() => go({ step: one, job: undefined })}
            >
              <b className="import-number" aria-hidden>
                {i + 1}
              </b>
              {t(`step_${one}`)}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function StepBody({ assistant, step }: { assistant: Assistant; step: Step }) {
  const { t } = useTranslation(texts);
  const { first } = assistant;
  if (step === "files") return <FilesStep assistant={assistant} />;
  if (first.error) return <Failed error={first.error} on_again={() => void first.refetch()} />;
  if (!first.data) return <Loading what={t("the_files")} lines={6} />;
  if (step === "columns") return <ColumnsStep assistant={assistant} first={first.data} />;
  if (step === "stages") return <StagesStep assistant={assistant} />;
  return <TryStep assistant={assistant} />;
}

/// Brings the history of other systems in: files, what their columns and stages mean, a trial, the import, its undoing.
export function ImportPage() {
  const { t } = useTranslation(texts);
  const may = useMay("deal.import");
  const assistant = useAssistant();
  const { search, uploads } = assistant;
  useEffect(() => {
    document.title = `${t("title")} · Stagecraft`;
  }, [t]);
  if (!may)
    return (
      <main id="main" className="pg">
        <h1>{t("title")}</h1>
        <p className="note limit">{t("not_yours")}</p>
      </main>
    );
  if (search.job) return <JobPage job={search.job} />;
  const step: Step = uploads.length === 0 ? "files" : (search.step ?? "files");
  return (
    <>
      {uploads.length > 0 && <Steps assistant={assistant} step={step} />}
      <main id="main" className="pg import-page">
        <h1>{t("title")}</h1>
        <StepBody assistant={assistant} step={step} />
        {uploads.length === 0 && <EarlierImports />}
      </main>
    </>
  );
}
