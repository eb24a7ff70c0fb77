import "./card.css";
import { Link } from "@tanstack/react-router";
import { ArrowDownLeft, ArrowRightToLine, ArrowUpRight, Handshake } from "lucide-react";
import { type CSSProperties, memo, type ReactNode, useEffect, useRef } from "react";
import type { Format } from "../../app/format.ts";
import { account_beside } from "../../deals/account_beside.ts";
import { Initials, Mark } from "../../ui/marks.tsx";
import type { DealCard } from "./card_batch.ts";
import { type Age, age_of, type Column, type DealRow } from "./column_model.ts";

/// What all cards share: made once for the board, not once a card.
export interface CardSetting {
  t: (key: string, values?: Record<string, string | number>) => string;
  format: Format;
  now: Date;
  /// Whether to offer moving at all; whether this card may be moved, its row says.
  may_move: boolean;
  /// Makes an element draggable; gives back what ends that. Undefined until it is loaded.
  make_draggable: ((element: HTMLElement, row: DealRow, column: Column) => () => void) | undefined;
  on_menu: (row: DealRow, column: Column, anchor: HTMLElement) => void;
}

function AgeBar({ age, setting: { t } }: { age: Age; setting: CardSetting }) {
  const { days, expected, is_late, share } = age;
  const said =
    expected === undefined ? t("age_only", { days }) : t(is_late ? "age_late" : "age", { days, expected });
  return (
    <div className="age" role="img" aria-label={said}>
      {expected === undefined ? (
        <span />
      ) : (
        <span
          className={is_late ? "tr lim" : "tr"}
          style={{ "--share": `${share * 100}%` } as CSSProperties}
        />
      )}
      <span className={is_late ? "num limit b" : "num q"}>
        {expected === undefined
          ? t("days_short", { days })
          : `${days}/${t("days_short", { days: expected })}`}
      </span>
    </div>
  );
}

const sides = {
  customer: { Icon: ArrowDownLeft, word: "theirs", colour: "cust" },
  us: { Icon: ArrowUpRight, word: "ours", colour: "q" },
  partner: { Icon: Handshake, word: "partners", colour: "q" },
} as const;

function NextStep({
  card,
  row,
  setting,
}: {
  card: DealCard | undefined;
  row: DealRow;
  setting: CardSetting;
}) {
  const { t, format } = setting;
  const promise = card?.promise;
  if (promise) {
    const { text } = promise;
    const day = format.day(promise.due);
    const is_late = promise.keeping === "overdue" || promise.keeping === "broken";
    if (is_late) return <Mark kind="bad">{t(text ? "due_was" : "promise_was", { text, day })}</Mark>;
    const { Icon, word, colour } = sides[promise.side as keyof typeof sides] ?? sides.us;
    return (
      <>
        <Icon className={`i ${colour}`} role="img" aria-label={t(word)} />
        <span className="lines2">{t(text ? "due" : "promise", { text, day })}</span>
      </>
    );
  }
  const step = card?.next_step;
  if (card && (!step || step.kind === "no_next_step")) return <Mark kind="limit">{t("no_next_step")}</Mark>;
  if (step) return <span className="lines2">{format.sentence(step.what)}</span>;
  return row.next_due ? <span className="q">{format.day(row.next_due)}</span> : <span> </span>;
}

function Missing({ card, setting: { t } }: { card: DealCard | undefined; setting: CardSetting }) {
  if (!card) return <p className="ms s"> </p>;
  if (card.missing.length > 0)
    return (
      <p className="ms s lines2">
        <span className="q">{t("open_criteria")}</span> {card.missing.map((one) => one.text).join("; ")}
      </p>
    );
  if (!card.is_ready) return null;
  return (
    <p className="ms s">
      <Mark kind="good">{card.to_name ? t("ready_to", { stage: card.to_name }) : t("ready")}</Mark>
    </p>
  );
}

function Money({ row, setting }: { row: DealRow; setting: CardSetting }): ReactNode {
  if (row.amount_minor === null) return <span className="q s">{setting.t("no_amount")}</span>;
  const { sign, number } = setting.format.money_parts(row.amount_minor, row.currency);
  return (
    <>
      {sign && <span className="u">{sign} </span>}
      {number}
    </>
  );
}

interface Props {
  row: DealRow;
  card: DealCard | undefined;
  column: Column;
  setting: CardSetting;
  /// The one card of the board that the Tab key reaches.
  is_tab_stop: boolean;
  /// A move of it was refused, and the panel says why.
  is_held: boolean;
}

/// One deal on the board. Its link has the focus: arrow keys go on from there.
export const Card = memo(function Card({ row, card, column, setting, is_tab_stop, is_held }: Props) {
  const ref = useRef<HTMLElement>(null);
  const { t, may_move } = setting;
  const make_draggable = row.may_move ? setting.make_draggable : undefined;
  useEffect(() => {
    const element = ref.current;
    return element && make_draggable ? make_draggable(element, row, column) : undefined;
  }, [make_draggable, row, column]);
  const age = age_of(row, card ?? column, setting.now);
  const account = account_beside(row.name, row.account_name);
  const to_move = may_move ? t("move", { deal: row.name }) : undefined;
  return (
    <article
      ref={ref}
      className={is_held ? "card held" : "card"}
      data-deal={row.id}
      // From the start: what is draggable is styled otherwise by the browser, with all that is in it.
      draggable={make_draggable && true}
    >
      <div className="row top">
        <h4 className={account ? "grow lines2" : "grow lines2 lines3"} dir="auto">
          <Link
            className="plain to-deal"
            to="/deals/$deal"
            params={{ deal: `${row.id}` }}
            tabIndex={is_tab_stop ? 0 : -1}
            draggable={false}
            preload={false}
            aria-keyshortcuts="M"
          >
            {row.name}
          </Link>
        </h4>
        {row.owner_name && <Initials name={row.owner_name} small />}
      </div>
      {account && (
        <p className="s q clip" title={account} dir="auto">
          {account}
        </p>
      )}
      <p className="amt">
        <Money row={row} setting={setting} />
      </p>
      <p className="s nx">
        <NextStep card={card} row={row} setting={setting} />
      </p>
      {age && <AgeBar age={age} setting={setting} />}
      <Missing card={card} setting={setting} />
      {to_move && (
        <button
          type="button"
          className="iconbtn mv"
          tabIndex={-1}
          aria-label={to_move}
          title={to_move}
          onClick={(event) => setting.on_menu(row, column, event.currentTarget)}
        >
          <ArrowRightToLine className="i" aria-hidden />
        </button>
      )}
    </article>
  );
});
