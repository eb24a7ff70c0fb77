import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { $api, type Schemas } from "../../api/client.ts";
import { Answer, Empty } from "../../ui/states.tsx";
import { jobs_texts } from "./jobs_texts.ts";

type Line = Schemas["JobLineView"];

function Where({ line }: { line: Line }) {
  const { t } = useTranslation(jobs_texts);
  if (line.deal !== null)
    return (
      <Link to="/deals/$deal" params={{ deal: `${line.deal}` }}>
        {t("deal", { deal: line.deal })}
      </Link>
    );
  return <>{line.line === null ? line.source : t("line", { source: line.source, line: line.line })}</>;
}

/// What a job says of single deals or rows; all of it as a file.
export function JobLines({ job }: { job: number }) {
  const { t } = useTranslation(jobs_texts);
  const query = $api.useQuery("get", "/api/jobs/{job}/lines", {
    params: { path: { job }, query: { limit: 50 } },
  });
  return (
    <Answer query={query} what={t("lines")}>
      {({ lines }) =>
        lines.length === 0 ? (
          <Empty>{t("lines_none")}</Empty>
        ) : (
          <>
            <ul>
              {lines.map((line) => (
                <li key={line.number} className="row base">
                  <span className="s q nw">{t(`outcome_${line.outcome}`)}</span>
                  <span className="nw s">
                    <Where line={line} />
                  </span>
                  <span className="grow s">
                    {[line.field, line.value].filter(Boolean).join(" = ")} {line.text}
                  </span>
                </li>
              ))}
            </ul>
            <a className="btn s" href={`/api/jobs/${job}/lines.csv`} download>
              {t("csv")}
            </a>
          </>
        )
      }
    </Answer>
  );
}
