import { useTranslation } from "react-i18next";
import { useFormat } from "../../app/format.ts";
import { Mark } from "../../ui/marks.tsx";
import { Section } from "../../ui/section.tsx";
import { type Job, type Report, sorted_counts, type UndoReport } from "./job.ts";
import { Lines } from "./lines.tsx";
import { texts } from "./texts.ts";

const figures = [
  "deals_created",
  "deals_changed",
  "deals_unchanged",
  "deals_refused",
  "events_added",
  "events_known",
  "accounts_created",
] as const;

/// What came of a trial or an import: counts first, then what was not read, then what is worth a look.
export function ReportView({ job, report }: { job: Job; report: Report }) {
  const { t } = useTranslation(texts);
  const format = useFormat();
  const n = (number: number) => format.number(number);
  const mood = report.dry_run ? "would" : "did";
  return (
    <>
      <p className="import-sum" role="status">
        {t(`sum_${mood}`, {
          count: report.deals_created,
          deals: n(report.deals_created),
          events: n(report.events_added),
        })}
      </p>
      <div className="import-report">
        <Section title={t("counts")}>
          <table className="tb">
            <tbody>
              {figures.map((key) => (
                <tr key={key}>
                  <th scope="row">{t(`${key}_${mood}`)}</th>
                  <td className="num">{n(report[key])}</td>
                </tr>
              ))}
              <tr>
                <th scope="row">{t("rows_of_files")}</th>
                <td className="num">
                  {n(report.rows_read)}{" "}
                  <span className="u">{t("of_them", { number: n(report.rows_rejected) })}</span>
                </td>
              </tr>
            </tbody>
          </table>
          {report.as_of && (
            <p className="q s">
              {t(report.as_of_stated ? "as_of_stated" : "as_of", { day: format.full_day(report.as_of) })}
            </p>
          )}
        </Section>
        <Section title={t("gates")}>
          <p>
            {t(`gaps_${mood}`, {
              count: report.moves_with_gaps,
              gaps: n(report.moves_with_gaps),
              moves: n(report.moves),
            })}
          </p>
          <p className="q s">
            {t("gates_hint", { count: report.unmet_criteria, number: n(report.unmet_criteria) })}
          </p>
        </Section>
      </div>
      <Counts
        title={t("outside")}
        note={t(`outside_${mood}`)}
        head={t("step")}
        counts={report.outside_map}
        what={t("events_head")}
      />
      <Rejected job={job} report={report} />
      <Counts title={t("oddities")} head={t("what")} counts={report.oddities} what={t("how_often")} />
      <Counts title={t("corrections")} head={t("what")} counts={report.corrections} what={t("how_often")} />
      {report.remarks.length > 0 && (
        <details className="import-kept">
          <summary>{t("notes")}</summary>
          <ul className="import-sentences s">
            {report.remarks.map((remark) => (
              <li key={remark}>{remark}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

interface CountsProps {
  title: string;
  note?: string;
  head: string;
  counts: Record<string, number>;
  what: string;
}

function Counts({ title, note, head, counts, what }: CountsProps) {
  const format = useFormat();
  const rows = sorted_counts(counts);
  if (rows.length === 0) return null;
  return (
    <Section title={title} note={note}>
      <table className="tb import-counts">
        <thead>
          <tr>
            <th>{head}</th>
            <th className="num">{what}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([word, count]) => (
            <tr key={word}>
              <td>{word}</td>
              <td className="num">{format.number(count)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

/// Rows and values that could not be used: by reason, the first with line and column, all to download.
function Rejected({ job, report }: { job: Job; report: Report }) {
  const { t } = useTranslation(texts);
  const format = useFormat();
  const reasons = sorted_counts(report.rejected_by_reason);
  const has_lines = report.rows_rejected + report.deals_refused + report.values_left_out + reasons.length > 0;
  if (!has_lines)
    return (
      <Section title={t("not_used")}>
        <p>
          <Mark kind="good">{t("all_used")}</Mark>
        </p>
      </Section>
    );
  return (
    <Section
      title={t("not_used")}
      note={t("not_used_note", {
        rows: format.number(report.rows_rejected),
        values: format.number(report.values_left_out),
      })}
      more={
        <a href={`/api/jobs/${job.id}/lines.csv`} download={`import-${job.id}-lines.csv`}>
          {t("download_lines")}
        </a>
      }
    >
      {reasons.length > 0 && (
        <table className="tb import-counts">
          <thead>
            <tr>
              <th>{t("reason")}</th>
              <th className="num">{t("how_often")}</th>
            </tr>
          </thead>
          <tbody>
            {reasons.map(([reason, count]) => (
              <tr key={reason}>
                <td>{reason}</td>
                <td className="num">{format.number(count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Lines job={job.id} />
    </Section>
  );
}

export function UndoReportView({ job, report }: { job: Job; report: UndoReport }) {
  const { t } = useTranslation(texts);
  const format = useFormat();
  return (
    <>
      <p className="import-sum" role="status">
        {t("sum_undo", { count: report.deals_undone, deals: format.number(report.deals_undone) })}
      </p>
      <p className="q">
        {t("undo_accounts", {
          count: report.accounts_removed,
          number: format.number(report.accounts_removed),
        })}
      </p>
      {report.deals_kept > 0 && (
        <Section
          title={t("kept_deals", { count: report.deals_kept, number: format.number(report.deals_kept) })}
          more={
            <a href={`/api/jobs/${job.id}/lines.csv`} download={`undo-${job.id}-lines.csv`}>
              {t("download_lines")}
            </a>
          }
        >
          <Lines job={job.id} />
        </Section>
      )}
    </>
  );
}
