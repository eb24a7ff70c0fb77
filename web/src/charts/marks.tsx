import { useId } from "react";
import { Hatch } from "./band.tsx";
import "./charts.css";
import {
  type BoxFigures,
  draw_bars,
  draw_box,
  draw_flow,
  draw_interval,
  type Flow,
  type IntervalFigures,
} from "./marks.ts";
import { useWidth } from "./use_width.ts";

interface IntervalProps extends IntervalFigures {
  label: string;
  domain?: readonly [number, number];
  width?: number;
  /// `limit`: of the bottleneck; `thin`: too little to be acted on, drawn hollow.
  kind?: "now" | "limit" | "thin";
}

/// A point with its interval as a thick line; a hollow dot is the period before, a bar the target.
export function IntervalBar({ label, domain = [0, 1], width = 72, kind = "now", ...of }: IntervalProps) {
  const drawn = draw_interval(of, domain, width);
  return (
    <svg
      className={`ibar ${kind}`}
      width={width}
      height={14}
      viewBox={`0 0 ${width} 14`}
      role="img"
      aria-label={label}
    >
      <line x1={2} x2={width - 2} y1={7} y2={7} className="gr" />
      {drawn.to > drawn.from && <line x1={drawn.from} x2={drawn.to} y1={7} y2={7} className="ibar-line" />}
      {drawn.target !== null && (
        <line x1={drawn.target} x2={drawn.target} y1={1} y2={13} className="ibar-target" />
      )}
      {drawn.before !== null && <circle cx={drawn.before} cy={7} r={3.2} className="ibar-before" />}
      {drawn.dot !== null && <circle cx={drawn.dot} cy={7} r={3.4} className="ibar-dot" />}
    </svg>
  );
}

interface BoxProps {
  box: BoxFigures;
  domain: readonly [number, number];
  label: string;
}

/// Middle half, median, whiskers; ▼ is what the map expects. What was not seen to its end stays open at the right.
export function BoxPlot({ box, domain, label }: BoxProps) {
  const [ref, width] = useWidth<HTMLSpanElement>(200);
  const drawn = draw_box(box, domain, width);
  return (
    <span className="box" ref={ref}>
      <svg width={width} height={22} viewBox={`0 0 ${width} 22`} role="img" aria-label={label}>
        <line className="gr" x1={4} x2={width - 4} y1={11} y2={11} />
        {drawn.whisker && (
          <line x1={drawn.whisker[0]} x2={drawn.whisker[1]} y1={11} y2={11} className="box-whisker" />
        )}
        {drawn.box && (
          <path
            d={`M${drawn.box[1]} 4H${drawn.box[0]}V18H${drawn.box[1]}${drawn.is_open && box.high === null ? "" : "Z"}`}
            className="box-half"
          />
        )}
        {drawn.median !== null && (
          <line x1={drawn.median} x2={drawn.median} y1={3} y2={19} className="box-median" />
        )}
        {drawn.expected !== null && <path d={`M${drawn.expected - 4} 0h8l-4 5z`} fill="var(--customer)" />}
      </svg>
    </span>
  );
}

interface FlowProps extends Flow {
  most: number;
  label: string;
  left_text: string;
  is_limit?: boolean;
}

/// Moved on, still inside, left; the limit's losses are hatched.
export function FlowBar({ most, label, left_text, is_limit = false, ...flow }: FlowProps) {
  const [ref, width] = useWidth<HTMLSpanElement>(168);
  const hatch = useId();
  const text_width = 86;
  const drawn = draw_flow(flow, most, Math.max(40, width - text_width));
  return (
    <span className="flow" ref={ref}>
      <svg width={width} height={22} viewBox={`0 0 ${width} 22`} role="img" aria-label={label}>
        {is_limit && <Hatch id={hatch} />}
        <rect y={3} height={16} width={drawn.moved} fill="var(--c-now)" />
        <rect x={drawn.inside_x} y={3} height={16} width={drawn.inside} fill="var(--c-now-2)" />
        {drawn.left > 0 && (
          <rect
            x={drawn.left_x}
            y={3.5}
            height={15}
            width={Math.max(1, drawn.left - 0.5)}
            fill={is_limit ? `url(#${hatch})` : "var(--paper)"}
            stroke={is_limit ? "var(--limit-fill)" : "var(--edge)"}
          />
        )}
        {drawn.moved > 26 && (
          <text x={5} y={15.5} className="band-n">
            {flow.moved}
          </text>
        )}
        <text x={drawn.end + 5} y={15.5}>
          {left_text}
        </text>
      </svg>
    </span>
  );
}

interface BarRow {
  id: string;
  label: string;
  up: number;
  down?: number;
  /// Not over yet: drawn hollow.
  is_unfinished?: boolean;
}

/// Bars by week: what came up, what went down. The first and the last are labelled.
export function Bars({ rows, label, height = 84 }: { rows: BarRow[]; label: string; height?: number }) {
  const [ref, width] = useWidth<HTMLDivElement>(400);
  const { bars, base, most } = draw_bars(rows, { width, height: height - 22 });
  const first = rows[0];
  const last = rows.at(-1);
  return (
    <div className="bars" ref={ref}>
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
        {bars.map((bar, i) => {
          const row = rows[i];
          const kind = row?.is_unfinished ? "hollow" : "";
          return (
            <g key={row?.id} className={kind}>
              {bar.up.height > 0 && <rect x={bar.x} width={bar.width} {...bar.up} className="bar-up" />}
              {bar.down.height > 0 && <rect x={bar.x} width={bar.width} {...bar.down} className="bar-down" />}
            </g>
          );
        })}
        <line x1={0} x2={width} y1={base + 0.5} y2={base + 0.5} className="ax" />
        {first && (
          <text x={0} y={height - 6} className="l">
            {first.label}
          </text>
        )}
        {last && rows.length > 1 && most >= 0 && (
          <text x={width} y={height - 6} textAnchor="end" className="l">
            {last.label}
          </text>
        )}
      </svg>
    </div>
  );
}
