import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../app/format.ts";
import type { OwnFigures } from "./figures.ts";
import { type Reach, useQuarter } from "./hooks.ts";
import { type Quarter, week_of } from "./model.ts";
import { Money } from "./money.tsx";
import { today_texts } from "./texts.ts";
import { WhosePick } from "./whose_pick.tsx";

/// What the head's sentence counts; undefined: not known yet.
interface Counts {
  overdue: number | undefined;
  today: number;
  slipping: number | undefined;
  without: number | undefined;
  /// There are more without a next step than were counted.
  is_more_without: boolean;
}

function capital(text: string) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/// Numbers to twelve as words, as a sentence has them.
function word_of(t: TFunction, count: number) {
  return t("words").split(" ")[count] ?? `${count}`;
}

export function due_sentence(t: TFunction, overdue: number, today: number) {
  const said = (key: string, count: number) => t(key, { count, word: word_of(t, count) });
  if (overdue > 0 && today > 0)
    return capital(
      t("overdue_and_today", { overdue: said("overdue", overdue), today: said("also_today", today) }),
    );
  if (overdue > 0) return `${capital(said("overdue", overdue))}.`;
  if (today > 0) return `${capital(said("due_today", today))}.`;
  return t("nothing_due");
}

export function deals_sentence(t: TFunction, slipping: number, without: number, is_more: boolean) {
  const word = is_more ? t("at_least", { count: without }) : word_of(t, without);
  const slip = capital(t("slip", { count: slipping, word: word_of(t, slipping) }));
  if (slipping > 0 && without > 0)
    return t("and", { a: slip, b: t("have_no_step", { count: without, word }) });
  if (slipping > 0) return `${slip}.`;
  if (without > 0) return `${capital(t("alone_no_step", { count: without, word }))}.`;
  return "";
}

function When({ quarter }: { quarter: Quarter & { today: string } }) {
  const { t } = useTranslation(today_texts);
  const format = useFormat();
  return (
    <h1>
      <small>
        {t("when", {
          week: week_of(quarter.today),
          day: quarter.day,
          days: quarter.days,
          quarter: quarter.number,
        })}
      </small>
      {format.long_day(quarter.today)}
    </h1>
  );
}

/// The day, and what it asks for in one sentence each.
export function Head({
  counts,
  figures,
  reach,
}: {
  counts: Counts;
  figures: OwnFigures | undefined;
  /// Left out before there are deals.
  reach: Reach | undefined;
}) {
  const { t } = useTranslation(today_texts);
  const quarter = useQuarter();
  const { overdue, slipping, without } = counts;
  const booked = figures?.booked ?? [];
  return (
    <div className={reach ? "lead asks" : "lead"}>
      <When quarter={quarter} />
      <p>
        {overdue !== undefined && <b className="says">{due_sentence(t, overdue, counts.today)}</b>}{" "}
        {slipping !== undefined && without !== undefined && (
          <span className="says">{deals_sentence(t, slipping, without, counts.is_more_without)}</span>
        )}{" "}
        {reach && booked.length > 0 && (
          <span className="line">
            {t(`booked_so_far_${reach.whose}`)}{" "}
            {booked.map((figure, i) => (
              <span key={figure.currency}>
                {i > 0 && ", "}
                <b>
                  <Money figure={figure} />
                </b>
              </span>
            ))}{" "}
            {t("booked")} {t("from_deals", { count: booked.reduce((sum, figure) => sum + figure.n, 0) })}.
          </span>
        )}
      </p>
      {reach && <WhosePick reach={reach} />}
    </div>
  );
}
