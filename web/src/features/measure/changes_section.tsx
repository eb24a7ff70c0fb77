import { useTranslation } from "react-i18next";
import { Section } from "../../ui/section.tsx";
import { Empty } from "../../ui/states.tsx";
import { useMeasuredPage } from "./context.tsx";
import { FigureButton } from "./figure_button.tsx";
import { useTitle } from "./figure_title.ts";
import type { Figure } from "./figures.ts";
import { useShow } from "./hooks.ts";
import { slice_of } from "./question.ts";
import { type Change, difference_of, main_changes } from "./report.ts";
import { texts } from "./texts.ts";

function signed(value: string) {
  return /^[0-9]/.test(value) && Number.parseFloat(value.replace(",", ".")) !== 0 ? `+${value}` : value;
}

/// A difference in words: '+5.2 points', with the ends of its own interval.
export function useDifference() {
  const { t } = useTranslation(texts);
  const show = useShow();
  return (figure: Figure, change: Change) => {
    const shown = show(difference_of(figure, change));
    const unit = figure.unit === "share" ? t("points") : shown.unit;
    const value = [shown.sign, signed(shown.value), unit].filter(Boolean).join(" ");
    return { value, low: shown.low && signed(shown.low), high: shown.high && signed(shown.high) };
  };
}

const shown_at_first = 8;

/// What differs from the compared period beyond chance. An empty list is an answer.
export function ChangesSection() {
  const { t } = useTranslation(texts);
  const { report, now, before, names, search, period_before } = useMeasuredPage();
  const title = useTitle();
  const write = useDifference();
  if (!period_before || !report || !before) return null;
  const rows = main_changes(report, slice_of(search)).flatMap((change) => {
    const wanted = {
      measure: change.measure,
      part: change.part || undefined,
      stage: change.stage || undefined,
      goal: change.goal || undefined,
      to: change.to || undefined,
    };
    const figure = now.find(wanted);
    return figure ? [{ change, figure, earlier: before.find(wanted) }] : [];
  });
  const line = ({ change, figure, earlier }: (typeof rows)[number]) => {
    const { value, low, high } = write(figure, change);
    return (
      <tr key={`${change.measure} ${change.part} ${change.stage} ${change.goal} ${change.to}`}>
        <td>{title(figure)}</td>
        <td className="num b">
          <FigureButton figure={figure} />
        </td>
        <td className="num q">
          <FigureButton figure={earlier} then />
        </td>
        <td className="num">{value}</td>
        <td className="num cap">{low && high && t("interval_ends", { low, high })}</td>
      </tr>
    );
  };
  return (
    <Section
      title={t("changes")}
      note={t("changes_note", { count: report.changes.length, before: names.before })}
    >
      {rows.length === 0 ? (
        <Empty>{t("no_changes", { before: names.before })}</Empty>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls has to be reached by keys.
        <div className="scrolls" tabIndex={0} role="group" aria-label={t("changes")}>
          <table className="tb changes">
            <thead>
              <tr>
                <th scope="col">{t("figure")}</th>
                <th scope="col" className="num">
                  {names.short_now}
                </th>
                <th scope="col" className="num">
                  {names.short_before}
                </th>
                <th scope="col" className="num">
                  {t("difference")}
                </th>
                <th scope="col" className="num">
                  {t("interval_95")}
                </th>
              </tr>
            </thead>
            <tbody>{rows.slice(0, shown_at_first).map(line)}</tbody>
          </table>
          {rows.length > shown_at_first && (
            <details className="more-rows">
              <summary>{t("more_changes", { count: rows.length - shown_at_first })}</summary>
              <table className="tb changes">
                <tbody>{rows.slice(shown_at_first).map(line)}</tbody>
              </table>
            </details>
          )}
        </div>
      )}
    </Section>
  );
}
