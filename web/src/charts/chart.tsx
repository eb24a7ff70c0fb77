import { type ReactNode, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { add_texts } from "../app/texts.ts";
import "./charts.css";

const texts = add_texts("charts", {
  en: { as_table: "Show as table", as_chart: "Show as chart" },
  de: { as_table: "Als Tabelle zeigen", as_chart: "Als Diagramm zeigen" },
});

interface ChartTable {
  head: ReactNode[];
  rows: { id: string; cells: ReactNode[] }[];
}

interface Props {
  title: ReactNode;
  note?: ReactNode;
  table: ChartTable;
  children: ReactNode;
}

/// A chart with its name, what it shows, and the table behind it.
export function Chart({ title, note, table, children }: Props) {
  const { t } = useTranslation(texts);
  const [is_table, set_table] = useState(false);
  const id = useId();
  return (
    <figure className="chart" aria-labelledby={id}>
      <figcaption>
        <span className="grow">
          <b id={id}>{title}</b>
          {note && <span className="cap"> {note}</span>}
        </span>
        <button
          type="button"
          className="btn text s"
          aria-pressed={is_table}
          onClick={() => set_table(!is_table)}
        >
          {t(is_table ? "as_chart" : "as_table")}
        </button>
      </figcaption>
      {is_table ? <TableBehind label={id} table={table} /> : children}
    </figure>
  );
}

function TableBehind({ label, table }: { label: string; table: ChartTable }) {
  const keys = table.head.map((_, i) => `c${i}`);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls has to be reached by keys.
    <div className="scrolls" tabIndex={0} role="group" aria-labelledby={label}>
      <table className="tb">
        <thead>
          <tr>
            {table.head.map((cell, i) => (
              <th key={keys[i]} scope="col" className={i > 0 ? "num" : undefined}>
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => (
            <tr key={row.id}>
              {row.cells.map((cell, i) => (
                <td key={keys[i]} className={i > 0 ? "num" : undefined}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
