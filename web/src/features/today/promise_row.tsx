import { Link } from "@tanstack/react-router";
import { ArrowDownLeft, ArrowUpRight, Ellipsis } from "lucide-react";
import { useTranslation } from "react-i18next";
import { days_between, useFormat } from "../../app/format.ts";
import { account_beside } from "../../deals/account_beside.ts";
import { usePeople } from "../../deals/names.ts";
import { PromiseForm } from "../../deals/promise_form.tsx";
import { Button } from "../../ui/button.tsx";
import { Mark } from "../../ui/marks.tsx";
import { Actions } from "../../ui/menu.tsx";
import { useTodaySearch } from "./hooks.ts";
import { is_ours, type PromiseLine } from "./model.ts";
import { today_texts } from "./texts.ts";

function usePromiseText(line: PromiseLine) {
  const { t } = useTranslation(today_texts);
  if (line.text) return line.text;
  return line.planned ? t("planned", { what: line.planned }) : t("untold", { number: line.number });
}

function Direction({ side }: { side: string }) {
  const { t } = useTranslation(today_texts);
  const Arrow = is_ours(side) ? ArrowUpRight : ArrowDownLeft;
  return (
    <span className={is_ours(side) ? "dir" : "dir cust"}>
      <Arrow className="i" aria-hidden />
      <span className="xs">{t(is_ours(side) ? "ours" : side === "partner" ? "partners" : "theirs")}</span>
    </span>
  );
}

/// How late it is, as the server judges it; else how soon it falls due.
function DueMark({ days_late, days }: { days_late: number; days: number }) {
  const { t } = useTranslation(today_texts);
  if (days_late > 0) return <Mark kind="bad">{t("days", { count: days_late })}</Mark>;
  if (days <= 0) return <Mark kind="limit">{t("today")}</Mark>;
  return <span className="q s">{days === 1 ? t("tomorrow") : t("in_days", { count: days })}</span>;
}

/// Who has to keep it or is asked, and where.
function About({ line }: { line: PromiseLine }) {
  const { t } = useTranslation(today_texts);
  const own = usePeople().names.get(line.person ?? 0);
  const names = is_ours(line.side) ? (own ?? "") : "";
  const account = account_beside(line.deal_name, line.account_name);
  return (
    <span className="s q about">
      {names && `${names}, `}
      <Link className="plain" to="/deals/$deal" params={{ deal: `${line.deal}` }}>
        {account && (
          <>
            <bdi>{account}</bdi>
            {" · "}
          </>
        )}
        <bdi>{line.deal_name}</bdi>
      </Link>
      {line.moves > 0 && ` · ${t("moved", { count: line.moves })}`}
    </span>
  );
}

const acts = ["keep", "move", "withdraw"] as const;

/// One promise, with what can be done about it in place.
export function PromiseRow({ line }: { line: PromiseLine }) {
  const { t } = useTranslation(today_texts);
  const format = useFormat();
  const may_act = line.may_change;
  const { search, change } = useTodaySearch();
  const text = usePromiseText(line);
  const today = format.today();
  const days = days_between(today, line.due);
  const key = `${line.deal}.${line.number}`;
  const open = (act: string) => change({ act: search.act === `${key}.${act}` ? undefined : `${key}.${act}` });
  const close = () => change({ act: undefined });
  const act = acts.find((one) => search.act === `${key}.${one}`);
  const is_late = line.days_late > 0;
  const is_pressing = is_late || days <= 0;
  const move = is_late && !is_ours(line.side) ? "ask_again" : "move";
  const tone = is_late ? "bad b" : is_pressing ? "limit b" : "q";
  return (
    <li>
      <span className={`num when ${tone}`}>{days === 0 && !is_late ? t("today") : format.day(line.due)}</span>
      <Direction side={line.side} />
      <span className="what">
        <span className="b" dir="auto">
          {text}
        </span>
        <About line={line} />
      </span>
      <span className="st">
        <DueMark days_late={line.days_late} days={days} />
      </span>
      <span className="do">
        {may_act && is_pressing ? (
          <Button small aria-label={t(`${move}_of`, { text })} onPress={() => open("move")}>
            {t(move)}
          </Button>
        ) : (
          <Link
            className="btn s"
            to="/deals/$deal"
            params={{ deal: `${line.deal}` }}
            aria-label={t("open_deal_of", { name: line.deal_name })}
          >
            {t("open_deal")}
          </Link>
        )}
        {may_act && (
          <Button small aria-label={t("kept_of", { text })} onPress={() => open("keep")}>
            {t("kept")}
          </Button>
        )}
        {may_act && (
          <Actions
            label={t("more_of", { text })}
            class_name="iconbtn"
            button={<Ellipsis className="i" aria-hidden />}
            actions={[
              ...(!is_pressing ? [{ id: "move" as const, name: t("move") }] : []),
              { id: "withdraw" as const, name: t("withdraw") },
            ]}
            on_act={open}
          />
        )}
      </span>
      {act && (
        <div className="form">
          <PromiseForm deal={line.deal} act={act} promise={line} on_close={close} />
        </div>
      )}
    </li>
  );
}
