import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../app/format.ts";
import { Button } from "../../ui/button.tsx";
import { Mark } from "../../ui/marks.tsx";
import { Section } from "../../ui/section.tsx";
import { SidePanel } from "../../ui/side_panel.tsx";
import { useDifference } from "./changes_section.tsx";
import { before_of, useMeasuredPage } from "./context.tsx";
import { DealsBehind } from "./deals_behind.tsx";
import { definition_texts } from "./definitions.ts";
import { DocsPage } from "./docs_page.tsx";
import { text_of } from "./figure_text.ts";
import { useTitle } from "./figure_title.ts";
import { type Figure, key_of } from "./figures.ts";
import { useShow, useWords } from "./hooks.ts";
import { days_of, name_of } from "./periods.ts";
import { change_of } from "./report.ts";
import { texts } from "./texts.ts";

/// One figure: its value and how sure, what it means, what it rests on, and the deals behind it.
export function FigurePanel({ figure }: { figure: Figure }) {
  const { t } = useTranslation(texts);
  const measured = useMeasuredPage();
  const title = useTitle();
  const { set, search, period, period_before } = measured;
  const is_then = Boolean(search.earlier);
  const of_period = is_then && period_before ? period_before : period;
  const has_place = search.goal || search.stage;
  return (
    <SidePanel
      about={`${key_of(figure)} ${is_then}`}
      title={title(figure)}
      on_close={() => set({ fig: undefined, earlier: undefined })}
      above={
        has_place ? (
          <Button kind="text" small onPress={() => set({ fig: undefined, earlier: undefined })}>
            {t("back_to_place")}
          </Button>
        ) : undefined
      }
    >
      <KeyFigure figure={figure} other={is_then ? undefined : before_of(measured, figure)} />
      <Meaning figure={figure} />
      <RestsOn figure={figure} />
      <DealsBehind figure={figure} period={of_period} />
    </SidePanel>
  );
}

export function KeyFigure({
  figure,
  other,
  said,
}: {
  figure: Figure;
  other?: Figure | undefined;
  said?: string;
}) {
  const { t } = useTranslation(texts);
  const { names } = useMeasuredPage();
  const show = useShow();
  const shown = show(figure);
  const then = other && show(other);
  return (
    <div className="kf">
      <span className={shown.is_thin ? "n thin" : "n"}>
        {shown.sign && <small>{shown.sign} </small>}
        {shown.value}
        <small> {shown.unit}</small>
      </span>
      <div className="s">
        {said && <div>{said}</div>}
        {shown.low && shown.high && (
          <div>
            {t("interval_95")} {t("interval_ends", { low: shown.low, high: shown.high })} {shown.unit}
          </div>
        )}
        {figure.state !== "ok" && (
          <Mark kind="open">
            {t(figure.state)}
            {figure.reason && `: ${figure.reason}`}
          </Mark>
        )}
        {then?.is_defined && (
          <div className="q">
            {names.short_before} {text_of(then)}
            {then.low && then.high && ` (${t("interval_ends", { low: then.low, high: then.high })})`}
            {other && <ChangeNote figure={figure} />}
          </div>
        )}
      </div>
    </div>
  );
}

/// Whether the change is more than chance: the server's verdict, with all comparisons considered.
function ChangeNote({ figure }: { figure: Figure }) {
  const { t } = useTranslation(texts);
  const { report } = useMeasuredPage();
  const write = useDifference();
  const change = change_of(report, figure);
  if (!change) return null;
  const { value, low, high } = write(figure, change);
  if (!low || !high) return <>; {t("change_plain", { value })}</>;
  return (
    <>
      ; <span>{t(change.differs ? "change_differs" : "change_chance", { value, low, high })}</span>
    </>
  );
}

/// What a figure means here: a sentence, the formula, and the whole page of the documentation.
export function Meaning({ figure, head }: { figure: Figure; head?: string }) {
  const { t } = useTranslation(texts);
  const { t: define, i18n } = useTranslation(definition_texts);
  const { map } = useMeasuredPage();
  const [is_open, set_open] = useState(false);
  const is_known = i18n.exists(`${figure.measure}_text`, { ns: definition_texts });
  const own = map.map.measures?.find((one) => one.id === figure.measure);
  return (
    <Section
      level={3}
      title={head ?? t("what_it_means")}
      more={
        is_known && (
          <button
            type="button"
            className="btn text s"
            aria-expanded={is_open}
            onClick={() => set_open(!is_open)}
          >
            {t(is_open ? "less" : "whole_definition")}
          </button>
        )
      }
    >
      <p className="def">{is_known ? define(`${figure.measure}_text`) : define("own_text")}</p>
      <p className="def">
        <b>{t("formula")}</b> {is_known ? define(`${figure.measure}_formula`) : (own?.formula ?? "")}
      </p>
      {is_open && <DocsPage measure={figure.measure} />}
    </Section>
  );
}

/// Period, instants, how many deals, what was left out, and how the interval was made.
function RestsOn({ figure }: { figure: Figure }) {
  const { t, i18n } = useTranslation(texts);
  const format = useFormat();
  const words = useWords();
  const { search, period, period_before } = useMeasuredPage();
  const of_period = search.earlier && period_before ? period_before : period;
  const excluded = Object.entries(figure.excluded);
  const extras = Object.entries(figure.extras).sort((a, b) => rank(a[0]) - rank(b[0]));
  const number = (value: number) => format.number(value, Math.abs(value) < 10 ? 2 : 0);
  const extra_name = (name: string) =>
    i18n.exists(`extra_${name}`, { ns: texts }) ? t(`extra_${name}`) : name.replaceAll("_", " ");
  // That it is of this process goes without saying; in any language its condition begins so.
  const said = figure.remarks.filter((remark) => !/^\S+ process = /.test(remark));
  const rows: [string, string][] = [
    [t("rests_n"), format.number(figure.n)],
    ...(figure.n_open > 0 ? [[t("still_open"), format.number(figure.n_open)] as [string, string]] : []),
    ...excluded.map(([reason, count]): [string, string] => [t("left_out", { reason }), format.number(count)]),
    ...extras.map(([name, value]): [string, string] => [
      extra_name(name),
      is_share(figure, name) ? format.percent(value, 1) : number(value),
    ]),
    [
      t("period"),
      figure.period ? `${name_of(of_period, format, words)} · ${days_of(of_period, format)}` : t("no_period"),
    ],
    [t("as_of"), format.day_and_time(figure.as_of)],
    ...(figure.known_at.slice(0, 16) !== figure.as_of.slice(0, 16)
      ? [[t("known_at"), format.day_and_time(figure.known_at)] as [string, string]]
      : []),
    ...(figure.low !== null ? [[t("interval_by"), t(`method_${figure.method}`)] as [string, string]] : []),
    [t("definition"), `${figure.definition} · ${figure.map_version}`],
  ];
  return (
    <Section level={3} title={t("rests_on")}>
      <dl className="rests">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {said.length > 0 && <p className="def">{said.join("; ")}</p>}
    </Section>
  );
}

const shares = new Set([
  "lower_bound",
  "upper_bound",
  "of_the_decided",
  "undecided",
  "start_to_won",
  "win_rate",
  "forward",
  "lost",
  "served",
]);

/// Of the win rate 'lost' is how many; elsewhere it is a part of a stage's deals.
function is_share({ measure }: Figure, name: string) {
  return shares.has(name) && !(measure === "win_rate" && name === "lost");
}

const order = [
  "hits",
  "failures",
  "open",
  "lower_bound",
  "upper_bound",
  "of_the_decided",
  "undecided",
  "n_eff",
  "won",
  "lost",
  "no_decision",
];

/// What one asks first comes first; what is not known comes last.
function rank(name: string) {
  const at = order.indexOf(name);
  return at < 0 ? order.length : at;
}
