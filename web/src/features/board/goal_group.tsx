import { ChevronsLeft, ChevronsRight } from "lucide-react";
import type { CSSProperties, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../app/format.ts";
import type { Group, Head } from "./column_model.ts";
import { board_texts } from "./texts.ts";

interface GroupProps {
  group: Group;
  is_folded: boolean;
  head: Head | undefined;
  on_fold: () => void;
  children: ReactNode;
}

/// A goal with its customer value above its stages; folded, a strip that says how many are in it.
export function GoalGroup({ group, is_folded, head, on_fold, children }: GroupProps) {
  const { t } = useTranslation(board_texts);
  const format = useFormat();
  const goal = group.goal;
  const name = goal ? goal.name : t(group.id);
  if (is_folded)
    return (
      <button
        type="button"
        className="shut"
        aria-expanded={false}
        title={t("open_goal", { goal: name })}
        onClick={on_fold}
      >
        <b>{goal?.number}</b>
        <span>{name}</span>
        {head && (
          <em>
            {[
              t(group.id === "leads" ? "leads_count" : "deals", { count: head.deals }),
              ...head.sums.map((sum) => format.money_short(sum.minor, sum.currency)),
            ].join(" · ")}
          </em>
        )}
        <ChevronsRight className="i" aria-hidden />
      </button>
    );
  return (
    <section
      className="bg"
      aria-label={name || t("title")}
      data-goal={group.id}
      style={{ "--n": group.columns.length } as CSSProperties}
    >
      <header>
        {name && (
          <h2>
            {goal?.number && <i>{goal.number}</i>}
            {name}
          </h2>
        )}
        {goal?.value && (
          <p className="voice cust clip" title={goal.value}>
            {goal.value}
          </p>
        )}
        {name && (
          <button
            type="button"
            className="iconbtn fold"
            aria-expanded
            aria-label={t("fold_goal", { goal: name })}
            onClick={on_fold}
          >
            <ChevronsLeft className="i" aria-hidden />
          </button>
        )}
      </header>
      <div className="lanes">{children}</div>
    </section>
  );
}
