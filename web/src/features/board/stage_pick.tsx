import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { type Column, type Counts, head_of } from "./column_model.ts";
import { board_texts } from "./texts.ts";

interface Props {
  columns: readonly Column[];
  counts: Counts | undefined;
  chosen: string;
  on_choose: (id: string) => void;
}

/// On a narrow screen one stage is shown at a time; this row chooses it. It holds its place while there is no column.
export function StagePick({ columns, counts, chosen, on_choose }: Props) {
  const { t } = useTranslation(board_texts);
  const row = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the chosen one comes into sight when it changes or is there.
  useEffect(() => {
    row.current
      ?.querySelector('[aria-pressed="true"]')
      ?.scrollIntoView({ inline: "center", block: "nearest" });
  }, [chosen, columns.length > 0]);
  return (
    <nav className="msel" aria-label={t("stages")} ref={row}>
      {columns.map((column) => {
        const count = counts ? `${head_of(counts, column).deals}` : "";
        return (
          <button
            key={column.id}
            type="button"
            aria-pressed={column.id === chosen}
            title={column.name}
            onClick={() => on_choose(column.id)}
          >
            {[column.number || (column.kind === "lead" ? t("leads") : column.name), count]
              .filter(Boolean)
              .join(" · ")}
            {column.number && <span className="only-heard"> {column.name}</span>}
          </button>
        );
      })}
    </nav>
  );
}
