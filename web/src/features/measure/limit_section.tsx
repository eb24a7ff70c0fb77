import { TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client.ts";
import { useFormat } from "../../app/format.ts";
import type { MapIndex } from "../../app/process.tsx";
import { nice_ceiling } from "../../charts/geometry.ts";
import { IntervalBar } from "../../charts/marks.tsx";
import { Empty, Loading } from "../../ui/states.tsx";
import { useMeasuredPage } from "./context.tsx";
import { FigureButton, IntervalText } from "./figure_button.tsx";
import { digits_minor, share_digits } from "./figure_text.ts";
import type { Figure } from "./figures.ts";
import { gains_of, type Limit } from "./report.ts";
import { texts } from "./texts.ts";

const shown_at_first = 5;

function placed_name(map: MapIndex, id: string) {
  return `${map.stage_of(id)?.number ?? ""} ${map.name_of(id)}`.trim();
}

/// Which stage limits the flow of money, how sure that is, and what a change at each stage would bring.
export function LimitSection() {
  const { t } = useTranslation(texts);
  const { whole, report, limit, is_refining } = useMeasuredPage();
  const model = whole.find({ measure: "bottleneck", part: "won_a_month" });
  const is_undefined = model?.value === null;
  return (
    <section className="why sec" aria-label={t("limit")}>
      {report ? (
        <Words limit={report.limit} is_undefined={is_undefined} reason={model?.reason ?? ""} />
      ) : (
        <Loading what={t("limit")} lines={4} />
      )}
      {is_undefined || !model ? (
        <Empty>{t("gains_none")}</Empty>
      ) : (
        <GainsTable limit={report?.limit} named={limit} is_refining={is_refining} />
      )}
    </section>
  );
}

function Words({ limit, is_undefined, reason }: { limit: Limit; is_undefined: boolean; reason: string }) {
  const { t } = useTranslation(texts);
  const { map, is_refining } = useMeasuredPage();
  const format = useFormat();
  const named = limit.stages.find((stage) => stage.stage === limit.stage);
  const headline = named
    ? t("limit_is", { name: placed_name(map, named.stage) })
    : t(is_undefined ? "limit_undefined" : is_refining ? "limit_asked" : "limit_cannot_tell");
  const possible = limit.possible.map((id) => placed_name(map, id));
  return (
    <div>
      <h2 className="row top">
        {named && (
          <span className="limit">
            <TriangleAlert className="i" aria-hidden />
          </span>
        )}
        {headline}
      </h2>
      {named && <Named stage={named} currency={limit.currency} />}
      {is_undefined && <p>{t("limit_reason", { reason })}</p>}
      {!named && !is_undefined && is_refining && <p className="q">{t("limit_waits")}</p>}
      {!named && !is_refining && possible.length > 0 && (
        <p>{t("limit_possible", { names: format.list(possible) })}</p>
      )}
      <p className="q s">{t("model")}</p>
      {limit.sentences.length > 0 && !is_undefined && !is_refining && (
        <details className="more-rows">
          <summary>{t("how_sure")}</summary>
          <div>
            {limit.sentences.map((sentence) => (
              <p key={sentence} className="def">
                {sentence}
              </p>
            ))}
          </div>
        </details>
      )}
    </div>
  );
}

/// The reason in figures: what becomes of its visits, and what fewer losses would bring.
function Named({ stage, currency }: { stage: Schemas["LimitStage"]; currency: string }) {
  const { t } = useTranslation(texts);
  const { now, set } = useMeasuredPage();
  const format = useFormat();
  const share = (value: number) => format.percent(value, share_digits(stage.ended));
  const money = (value: number) => format.money_short(digits_minor(value, currency), currency);
  const { value, low, high } = stage.losses_minus_10;
  const inside = now.find({ measure: "in_stage", stage: stage.stage });
  const open = now.find({ measure: "pipeline", stage: stage.stage });
  return (
    <>
      <p>
        {t("limit_visits", {
          count: stage.ended,
          forward: share(stage.forward),
          lost: share(stage.lost),
        })}
      </p>
      <p>
        {low !== null && high !== null
          ? t("limit_gain", { gain: money(value), low: money(low), high: money(high) })
          : t("limit_gain_plain", { gain: money(value) })}
      </p>
      <p>
        {t("stand_here", {
          count: inside?.value ?? 0,
          money: open?.value === null || open === undefined ? "–" : money(open.value),
        })}{" "}
        <button
          type="button"
          className="btn text s"
          onClick={() => set({ stage: stage.stage, fig: undefined })}
        >
          {t("open_stage")}
        </button>
      </p>
    </>
  );
}

interface TableProps {
  limit: Limit | undefined;
  named: string | undefined;
  is_refining: boolean;
}

function GainsTable({ limit, named }: TableProps) {
  const { t } = useTranslation(texts);
  const { whole } = useMeasuredPage();
  const format = useFormat();
  const ids = limit ? gains_of(limit).map((stage) => stage.stage) : [];
  const rows = ids.flatMap(
    (stage) => whole.find({ measure: "bottleneck", part: "losses_minus_10", stage }) ?? [],
  );
  const currency = rows[0]?.currency ?? "";
  const most = nice_ceiling(Math.max(0, ...rows.map((row) => row.high ?? row.value ?? 0)));
  const least = Math.min(0, ...rows.map((row) => row.low ?? 0));
  const line = (row: Figure) => (
    <GainLine key={row.stage} row={row} domain={[least, most]} is_limit={named === row.stage} />
  );
  const rest = rows.slice(shown_at_first);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls has to be reached by keys.
    <div className="scrolls" tabIndex={0} role="group" aria-label={t("fewer_losses_at")}>
      <table className="tb gains">
        <thead>
          <tr>
            <th scope="col">{t("fewer_losses_at")}</th>
            <th scope="col" className="num">
              {t("brings_a_month")}
            </th>
            <th scope="col">
              {t("scale_to", { most: format.money_short(digits_minor(most, currency), currency) })}
            </th>
            <th scope="col" className="num">
              {t("interval_95")}
            </th>
            <th scope="col" className="num">
              {t("more_conversion")}
            </th>
          </tr>
        </thead>
        <tbody>{rows.slice(0, shown_at_first).map(line)}</tbody>
      </table>
      {rest.length > 0 && (
        <details className="more-rows">
          <summary>{t("more_stages", { count: rest.length })}</summary>
          <table className="tb gains">
            <tbody>{rest.map(line)}</tbody>
          </table>
        </details>
      )}
    </div>
  );
}

function GainLine({
  row,
  domain,
  is_limit,
}: {
  row: Figure;
  domain: readonly [number, number];
  is_limit: boolean;
}) {
  const { t } = useTranslation(texts);
  const { map, whole, report } = useMeasuredPage();
  const id = row.stage ?? "";
  const is_exempt = report?.limit.stages.find((stage) => stage.stage === id)?.is_exempt;
  return (
    <tr>
      <td>
        <span className="q">{map.stage_of(id)?.number}</span>{" "}
        <span className={is_limit ? "b" : undefined}>{map.name_of(id)}</span>
        {is_exempt && <span className="q s"> {t("exempt")}</span>}
      </td>
      <td className="num">
        <FigureButton figure={row} />
      </td>
      <td>
        <IntervalBar
          label={t("gain_label", { name: map.name_of(id) })}
          value={row.value}
          low={row.low}
          high={row.high}
          domain={domain}
          width={150}
          kind={row.state === "too_thin" ? "thin" : is_limit ? "limit" : "now"}
        />
      </td>
      <td className="num cap">
        <IntervalText figure={row} />
      </td>
      <td className="num">
        <FigureButton figure={whole.find({ measure: "bottleneck", part: "conversion_plus_10", stage: id })} />
      </td>
    </tr>
  );
}
