import { useTranslation } from "react-i18next";
import { Section } from "../../ui/section.tsx";
import { useMeasuredPage } from "./context.tsx";
import { FigureButton, IntervalText } from "./figure_button.tsx";
import { target_name } from "./figure_title.ts";
import type { Place } from "./figures.ts";
import { texts } from "./texts.ts";

/// Everything else that is told of the place, each with its interval.
export function FigureList({ place }: { place: Place }) {
  const { t } = useTranslation(texts);
  const { now, before, names } = useMeasuredPage();
  const rows = figure_rows(place);
  return (
    <Section level={3} title={t("figures")}>
      <table className="tb">
        <thead>
          <tr>
            <th scope="col">{t("figure")}</th>
            <th scope="col" className="num">
              {names.short_now}
            </th>
            <th scope="col" className="num">
              {t("interval_95")}
            </th>
            {before && (
              <th scope="col" className="num">
                {names.short_before}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.flatMap(({ name, ...wanted }) => {
            const figure = now.find(wanted);
            if (!figure) return [];
            return (
              <tr key={name}>
                <td>{t(name)}</td>
                <td className="num b">
                  <FigureButton figure={figure} />
                </td>
                <td className="num cap">
                  {figure.state === "ok" ? <IntervalText figure={figure} /> : t(figure.state)}
                </td>
                {before && (
                  <td className="num q">
                    {figure.period && <FigureButton figure={before.find(wanted)} then />}
                  </td>
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
    </Section>
  );
}

function figure_rows(place: Place) {
  return [
    { name: "row_inside", measure: "in_stage", ...place },
    { name: "row_entered", measure: "entered", ...place },
    { name: "row_entered_week", measure: "entered", part: "per_week", ...place },
    { name: "row_left", measure: "left", ...place },
    { name: "row_left_week", measure: "left", part: "per_week", ...place },
    { name: "row_median", measure: "time_in_stage", part: "median", ...place },
    { name: "row_p90", measure: "time_in_stage", part: "p90", ...place },
    { name: "row_late", measure: "time_in_stage", part: "late_share", ...place },
    { name: "row_to_won", measure: "conversion", part: "reached", to: "won", ...place },
    { name: "row_pipeline", measure: "pipeline", ...place },
    { name: "row_balance", measure: "littles_law", ...place },
  ];
}

/// Where deals went from here in the period: each count opens its deals.
export function Exits({ place }: { place: Place }) {
  const { t } = useTranslation(texts);
  const { now, map } = useMeasuredPage();
  const exits = now
    .of("left")
    .filter(
      (figure) =>
        (figure.part === "to" || figure.part === "elsewhere") &&
        figure.stage === (place.stage ?? null) &&
        figure.goal === (place.goal ?? null) &&
        (figure.value ?? 0) > 0,
    )
    .sort((a, b) => (b.value ?? 0) - (a.value ?? 0));
  if (exits.length === 0) return null;
  return (
    <Section level={3} title={t("exits")}>
      <table className="tb">
        <tbody>
          {exits.map((figure) => (
            <tr key={`${figure.part} ${figure.to}`}>
              <td>{figure.to ? target_name(map, figure.to) : t("elsewhere")}</td>
              <td className="num b">
                <FigureButton figure={figure} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
