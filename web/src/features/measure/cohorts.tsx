import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client.ts";
import { useFormat } from "../../app/format.ts";
import { HeatMap } from "../../charts/heat.tsx";
import { Answer, Empty, Loading } from "../../ui/states.tsx";
import { useMeasuredPage } from "./context.tsx";
import { share_digits } from "./figure_text.ts";
import { target_name } from "./figure_title.ts";
import type { Place } from "./figures.ts";
import { usePlaceCohorts } from "./hooks.ts";
import { texts } from "./texts.ts";

const month = /^\d{4}-\d\d$/;

/// Deals by the month in which they began: what share was won by which age.
export function Cohorts() {
  const { t } = useTranslation(texts);
  const { report, map } = useMeasuredPage();
  if (!report) return <Loading what={t("cohorts")} lines={4} />;
  const won = map.map.outcomes?.find((outcome) => outcome.kind === "won")?.name ?? t("won");
  return <CohortTable cohorts={report.cohorts} title={t("cohorts")} note={t("cohorts_note", { won })} />;
}

/// Deals by the month in which they first entered a stage or a goal: what share went on by which age.
export function PlaceCohorts({ place }: { place: Place }) {
  const { t } = useTranslation(texts);
  const { process, search, period, map } = useMeasuredPage();
  const query = usePlaceCohorts(process, search, period, place);
  return (
    <Answer query={query} what={t("cohorts_here")} lines={4}>
      {({ to, cohorts }) =>
        to === "" ? null : (
          <div className="mt-5">
            <CohortTable
              cohorts={cohorts}
              title={t("cohorts_here")}
              note={t("cohorts_here_note", { to: target_name(map, to) })}
            />
          </div>
        )
      }
    </Answer>
  );
}

interface TableProps {
  cohorts: Schemas["CohortView"];
  title: string;
  note: string;
}

function CohortTable({ cohorts, title, note }: TableProps) {
  const { t } = useTranslation(texts);
  const format = useFormat();
  const { rows, length_days } = cohorts;
  if (rows.length === 0) return <Empty>{t("no_cohorts")}</Empty>;
  const ages = Math.max(...rows.map((row) => row.cells.length));
  const columns = Array.from({ length: ages }, (_, i) => i + 1);
  const percent = (share: number, n: number) => format.number(share * 100, share_digits(n));
  return (
    <figure className="chart">
      <figcaption>
        <span className="grow">
          <b>{title}</b> <span className="cap">{note}</span>
        </span>
      </figcaption>
      <HeatMap
        label={title}
        none={t("not_known")}
        head={{
          name: t("began"),
          n: "n",
          columns: columns.map((age) => t("age_days", { count: age * length_days })),
        }}
        rows={rows.map((row) => ({
          id: row.label,
          name: month.test(row.label) ? format.month(`${row.label}-01`) : row.label,
          n: row.deals,
          cells: columns.map((age) => {
            const cell = row.cells[age - 1];
            if (!cell || cell.share === null) return { id: `${age}`, value: null, shown: "" };
            const { low, high } = cell;
            return {
              id: `${age}`,
              value: cell.share,
              shown: percent(cell.share, row.deals),
              is_estimated: cell.state === "hatched",
              title: t("cell_title", {
                low: low === null ? "–" : percent(low, row.deals),
                high: high === null ? "–" : percent(high, row.deals),
                n: row.deals,
              }),
            };
          }),
        }))}
      />
      <p className="cap">{t("cohorts_legend")}</p>
    </figure>
  );
}
