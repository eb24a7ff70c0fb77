import { Link } from "@tanstack/react-router";
import { ArrowDown, ArrowUp } from "lucide-react";
import { type KeyboardEvent, type MouseEvent, memo } from "react";
import { useTranslation } from "react-i18next";
import type { Format } from "../../app/format.ts";
import type { MapIndex } from "../../app/process.tsx";
import { Amount } from "../../ui/figures.tsx";
import { Mark, type MarkKind } from "../../ui/marks.tsx";
import type { DealRow } from "./column_model.ts";
import { list_texts } from "./list_texts.ts";
import { next_sort, type Sort, type SortField } from "./use_list.ts";

const marks: Partial<Record<DealRow["status"], MarkKind>> = { won: "good", lost: "bad", no_decision: "open" };

type Words = (key: string, values?: Record<string, string | number>) => string;

interface HeadProps {
  field: SortField;
  sort: Sort;
  on_sort: (sort: Sort) => void;
  is_number?: boolean;
}

/// The head of a column that the server can sort by.
export function SortHead({ field, sort, on_sort, is_number = false }: HeadProps) {
  const { t } = useTranslation(list_texts);
  const is_here = sort.field === field;
  const Arrow = sort.is_descending ? ArrowDown : ArrowUp;
  return (
    <th
      scope="col"
      className={is_number ? "num" : ""}
      aria-sort={is_here ? (sort.is_descending ? "descending" : "ascending") : "none"}
    >
      <button type="button" className="sort" onClick={() => on_sort(next_sort(sort, field))}>
        {t(field)}
        {is_here && <Arrow className="i" aria-hidden />}
      </button>
    </th>
  );
}

/// Whether who looks may change the deal at all: what may not be changed is not selected to be changed.
export function is_reachable(row: DealRow) {
  return row.may_change || row.may_move;
}

interface RowProps {
  row: DealRow;
  i: number;
  is_selected: boolean;
  /// Whether rows are selected at all; whether this one may be, it says itself.
  may_select: boolean;
  index: MapIndex;
  format: Format;
  t: Words;
  on_click: (event: MouseEvent, id: number) => void;
  on_key: (event: KeyboardEvent, i: number) => void;
}

/// A deal as a line of the list; its link has the focus.
export const ListRow = memo(function ListRow({
  row,
  i,
  is_selected,
  may_select,
  index,
  format,
  t,
  on_click,
  on_key,
}: RowProps) {
  const place = index.stage_of(row.stage);
  const kind = marks[row.status];
  return (
    <tr
      aria-rowindex={i + 2}
      aria-selected={is_selected && is_reachable(row)}
      data-row={i}
      onClick={(event) => may_select && on_click(event, row.id)}
    >
      {may_select && (
        <td>
          <input
            type="checkbox"
            checked={is_selected && is_reachable(row)}
            disabled={!is_reachable(row)}
            aria-label={t(is_reachable(row) ? "select" : "out_of_reach", { deal: row.name })}
            title={is_reachable(row) ? undefined : t("out_of_reach", { deal: row.name })}
            tabIndex={-1}
            readOnly
          />
        </td>
      )}
      <th scope="row" className="clip" title={row.name} dir="auto">
        <Link to="/deals/$deal" params={{ deal: `${row.id}` }} onKeyDown={(event) => on_key(event, i)}>
          {row.name}
        </Link>
      </th>
      <td className="clip q" title={row.account_name} dir="auto">
        {row.account_name}
      </td>
      <td>{kind ? <Mark kind={kind}>{t(`status_${row.status}`)}</Mark> : t(`status_${row.status}`)}</td>
      <td className="clip" title={place?.stage.name ?? row.stage}>
        {place ? `${place.number} ${place.stage.name}` : row.stage}
      </td>
      <td className="clip" title={row.owner_name}>
        {row.owner_name}
      </td>
      <td className="num">
        <Amount minor={row.amount_minor} currency={row.currency} />
      </td>
      <td className="num">{row.expected_close && format.day(row.expected_close)}</td>
      <td className="num">{row.stage_entered_at && format.day(row.stage_entered_at)}</td>
      <td className="num">{row.next_due && format.day(row.next_due)}</td>
      <td className="num">{format.day(row.last_event_at)}</td>
    </tr>
  );
});
