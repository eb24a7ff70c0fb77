import type { ReactNode } from "react";
import "./charts.css";
import { shade_of } from "./marks.ts";

interface HeatCell {
  id: string;
  value: number | null;
  shown: string;
  /// Some of the row are younger than that: estimated.
  is_estimated?: boolean;
  is_thin?: boolean;
  title?: string;
}

interface HeatRow {
  id: string;
  name: ReactNode;
  n: ReactNode;
  cells: HeatCell[];
}

interface Props {
  label: string;
  head: { name: string; n: string; columns: string[] };
  rows: HeatRow[];
  none: string;
}

/// A table whose shade helps the eye; the figure is always printed. Estimated cells are hatched and carry '~'.
export function HeatMap({ label, head, rows, none }: Props) {
  const most = Math.max(0, ...rows.flatMap((row) => row.cells.map((cell) => cell.value ?? 0)));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls has to be reached by keys.
    <div className="scrolls" tabIndex={0} role="group" aria-label={label}>
      <table className="heat">
        <thead>
          <tr>
            <th scope="col">{head.name}</th>
            <th scope="col" className="num">
              {head.n}
            </th>
            {head.columns.map((column) => (
              <th key={column} scope="col" className="num">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">{row.name}</th>
              <td className="num n">{row.n}</td>
              {row.cells.map((cell) => (
                <Cell key={cell.id} cell={cell} most={most} none={none} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell({ cell, most, none }: { cell: HeatCell; most: number; none: string }) {
  if (cell.value === null)
    return (
      <td className="num none">
        <span aria-hidden>·</span>
        <span className="only-heard">{none}</span>
      </td>
    );
  const shade = cell.is_thin ? 0 : shade_of(cell.value, most);
  const words = ["num", `h${shade}`, cell.is_estimated ? "guess" : "", cell.is_thin ? "q" : ""];
  return (
    <td className={words.filter(Boolean).join(" ")} title={cell.title}>
      <span>{cell.is_estimated ? `~${cell.shown}` : cell.shown}</span>
    </td>
  );
}
