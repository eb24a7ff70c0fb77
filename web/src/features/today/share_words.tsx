import { useTranslation } from "react-i18next";
import { useFormat } from "../../app/format.ts";
import type { ShareFigure } from "./figures.ts";
import { today_texts } from "./texts.ts";

/// 'theirs 61 % of 49', with its interval; and what is too thin is said so.
export function ShareWords({ text, share }: { text: string; share: ShareFigure }) {
  const { t } = useTranslation(today_texts);
  const format = useFormat();
  const said = t(text, { share: format.percent(share.value), n: format.number(share.n) });
  const low = format.percent(share.low ?? 0);
  const high = format.percent(share.high ?? 1);
  if (share.is_thin) return <span>{t("kept_thin", { side: said, low, high })}</span>;
  return <span title={t("kept_range", { low, high })}>{said}</span>;
}

const width = 132;

/// From 0 to 100 %: the interval as a thick line, the value as a dot.
export function IntervalBar({ share }: { share: ShareFigure }) {
  const { t } = useTranslation(today_texts);
  const format = useFormat();
  const x = (value: number) => 5 + value * (width - 10);
  const low = share.low ?? 0;
  const high = share.high ?? 1;
  return (
    <svg
      width={width}
      height="22"
      viewBox={`0 0 ${width} 22`}
      role="img"
      aria-label={t("interval", { low: format.percent(low), high: format.percent(high) })}
    >
      <line className="gr" x1="5" x2={width - 5} y1="11" y2="11" />
      {[0, 0.5, 1].map((at) => (
        <line key={at} className="ax" x1={x(at)} x2={x(at)} y1="8" y2="14" />
      ))}
      <line
        x1={x(low)}
        x2={x(high)}
        y1="11"
        y2="11"
        stroke="var(--c-now)"
        strokeWidth="7"
        strokeOpacity={share.is_thin ? 0.18 : 0.32}
      />
      <circle
        cx={x(share.value)}
        cy="11"
        r="3.6"
        fill={share.is_thin ? "var(--paper)" : "var(--c-now)"}
        stroke="var(--c-now)"
        strokeWidth="1.5"
      />
    </svg>
  );
}
