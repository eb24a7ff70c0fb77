import { useTranslation } from "react-i18next";
import { useFormat } from "../../app/format.ts";
import { x_of } from "./model.ts";
import { today_texts } from "./texts.ts";

const width = 160;

/// The dates that a deal was expected to close on, from the first to the one now, and today across.
export function SlipChart({ dates, span }: { dates: string[]; span: { from: string; to: string } }) {
  const { t } = useTranslation(today_texts);
  const format = useFormat();
  const today = format.today();
  const at = (day: string) => x_of(day, span, width);
  const said = t("slip_line", {
    dates: dates.map((day) => format.day(day)).join(" → "),
    today: format.day(today),
  });
  return (
    <svg width={width} height="20" viewBox={`0 0 ${width} 20`} role="img" aria-label={said}>
      <title>{said}</title>
      <line className="gr" x1="0" x2={width} y1="10" y2="10" />
      <line
        x1={at(today)}
        x2={at(today)}
        y1="2"
        y2="18"
        stroke="var(--act)"
        strokeWidth="1.5"
        strokeDasharray="2 2"
      />
      {dates.length > 1 && (
        <line
          x1={at(dates[0] ?? today)}
          x2={at(dates.at(-1) ?? today)}
          y1="10"
          y2="10"
          stroke="var(--limit)"
          strokeWidth="1.5"
        />
      )}
      {dates.map((day, i) => (
        <circle
          // biome-ignore lint/suspicious/noArrayIndexKey: a date may come back, its place in the order is its name.
          key={i}
          cx={at(day)}
          cy="10"
          r={i === dates.length - 1 ? 4 : 3}
          fill={i === dates.length - 1 ? "var(--limit)" : "var(--paper)"}
          stroke="var(--limit)"
          strokeWidth="1.5"
        />
      ))}
    </svg>
  );
}
