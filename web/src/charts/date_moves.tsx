import { scaleTime } from "d3-scale";
import { useTranslation } from "react-i18next";
import { useFormat } from "../app/format.ts";
import { add_texts } from "../app/texts.ts";
import { useWidth } from "./use_width.ts";

const texts = add_texts("date_moves", { en: { today: "today" }, de: { today: "heute" } });

interface Props {
  /// Days (YYYY-MM-DD) that were stated one after the other; the last one stands.
  days: string[];
  /// Of today, YYYY-MM-DD.
  today: string;
  /// Says in a sentence what is drawn.
  label: string;
  /// Pixels; left out: as wide as there is room.
  width?: number;
  /// Pixels from one stated day to the next.
  step?: number;
}

const pad = { left: 26, right: 34, top: 32, bottom: 24 };

/// Ends of months between two days, at most one for every 56 pixels.
function month_ends(from: Date, to: Date, most: number): Date[] {
  const ends: Date[] = [];
  const year = from.getUTCFullYear();
  for (let month = from.getUTCMonth(); ends.length < 600; ++month) {
    const end = new Date(Date.UTC(year, month + 1, 0));
    if (end > to) break;
    if (end >= from) ends.push(end);
  }
  const every = Math.max(1, Math.ceil(ends.length / Math.max(1, most)));
  return ends.filter((_, i) => (ends.length - 1 - i) % every === 0);
}

function range_of(days: readonly string[], today: string): [Date, Date] {
  const all = [...days, today].map((day) => Date.parse(`${day}T00:00:00Z`));
  const first = Math.min(...all);
  const last = Math.max(...all);
  const air = Math.max(7 * 86_400_000, (last - first) * 0.04);
  return [new Date(first - air), new Date(last + air)];
}

/// How a date moved: a step down for each time that it was stated anew, today as a dotted line.
export function DateMoves({ days, today, label, width: given, step = 28 }: Props) {
  const { t } = useTranslation(texts);
  const format = useFormat();
  const [ref, measured] = useWidth<HTMLDivElement>();
  const width = given ?? measured;
  const height = pad.top + Math.max(0, days.length - 1) * step + pad.bottom;
  const [from, to] = range_of(days, today);
  const x = scaleTime()
    .domain([from, to])
    .range([pad.left, Math.max(pad.left + 1, width - pad.right)]);
  const at = (day: string) => x(new Date(`${day}T00:00:00Z`));
  const points = days.map((day, i) => ({ day, x: at(day), y: pad.top + i * step }));
  const now = at(today);
  const is_right = now > width - 70;
  return (
    <div ref={ref}>
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
        {month_ends(from, to, width / 76).map((end) => (
          <g key={end.getTime()}>
            <line className="gr" x1={x(end)} x2={x(end)} y1={16} y2={height - 4} />
            <text className="l" x={x(end)} y={11} textAnchor="middle">
              {format.day(end.toISOString().slice(0, 10))}
            </text>
          </g>
        ))}
        {points.slice(1).map((point, i) => {
          const before = points[i];
          return (
            before && (
              <path
                key={`${point.day} ${point.y}`}
                d={`M${before.x} ${before.y}V${point.y}H${point.x}`}
                fill="none"
                stroke="var(--limit)"
                strokeWidth={1.6}
              />
            )
          );
        })}
        {points.map((point, i) => (
          <circle
            key={`${point.day} ${point.y}`}
            cx={point.x}
            cy={point.y}
            r={4.2}
            fill={i === points.length - 1 ? "var(--limit)" : "var(--paper)"}
            stroke="var(--limit)"
            strokeWidth={1.8}
          />
        ))}
        <line x1={now} x2={now} y1={16} y2={height - 4} stroke="var(--act)" strokeDasharray="2 2" />
        <text
          x={is_right ? now - 4 : now + 4}
          y={height - 5}
          textAnchor={is_right ? "end" : "start"}
          style={{ fill: "var(--act)" }}
        >
          {t("today")}
        </text>
      </svg>
    </div>
  );
}
