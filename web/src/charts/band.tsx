import { useId } from "react";
import { type BandGoal, draw_band } from "./band.ts";
import "./charts.css";
import { useWidth } from "./use_width.ts";

interface Props {
  goal: BandGoal;
  /// Said in place of the picture.
  label: string;
  target_text: string;
  limit_text: string;
  write_count?: (count: number) => string;
  height?: number;
}

/// The mark of the product: a goal starts at 100 %; the height is the share that reached each stage.
export function Band({ goal, label, target_text, limit_text, write_count = String, height = 116 }: Props) {
  const [ref, width] = useWidth<HTMLDivElement>();
  const hatch = useId();
  const size = { width, top: 18, bottom: height - 2 };
  const drawn = draw_band(goal, size);
  const limit = drawn.slabs.find((slab) => slab.hatch)?.hatch;
  return (
    <div className={goal.is_thin ? "band thin" : "band"} ref={ref}>
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
        <Hatch id={hatch} />
        <path d={drawn.area} className="band-area" />
        {limit && <rect {...limit} fill={`url(#${hatch})`} stroke="var(--limit-fill)" />}
        {drawn.slabs.map((slab) => (
          <g key={slab.id}>
            {slab.inside_height > 0.5 && (
              <rect
                x={slab.x}
                y={slab.y}
                width={Math.max(0, slab.right - slab.x)}
                height={slab.inside_height}
                className="band-inside"
              />
            )}
            {slab.x > 0 && (
              <line x1={slab.x} x2={slab.x} y1={slab.y + 2} y2={size.bottom} className="band-cut" />
            )}
            {size.bottom - slab.y - slab.inside_height > 17 ? (
              <text x={slab.x + 6} y={height - 9} className="band-n">
                {slab.count === null ? "" : write_count(slab.count)}
              </text>
            ) : (
              <text x={slab.x + 6} y={slab.y - 4}>
                {slab.count === null ? "" : write_count(slab.count)}
              </text>
            )}
          </g>
        ))}
        {drawn.before && <path d={drawn.before} className="band-before" />}
        {drawn.target_y !== null && (
          <>
            <path d={`M${width - 12} ${drawn.target_y}H${width}`} stroke="var(--paper)" strokeWidth={3} />
            <path
              d={`M${width - 12} ${drawn.target_y}H${width} M${width - 0.5} ${drawn.target_y}V8`}
              className="band-target"
            />
            <text x={width - 5} y={12} textAnchor="end" className="k">
              {target_text}
            </text>
          </>
        )}
        {limit && (
          <text x={Math.min(limit.x + 3, width - 80)} y={Math.max(24, limit.y - 5)} className="band-limit">
            {limit_text}
          </text>
        )}
        <line x1={0} x2={width} y1={size.bottom + 0.5} y2={size.bottom + 0.5} stroke="var(--ink)" />
      </svg>
    </div>
  );
}

/// The hatch of the limit. Each picture has its own, so that it can be saved alone.
export function Hatch({ id }: { id: string }) {
  return (
    <defs>
      <pattern id={id} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="5" height="5" fill="var(--paper)" />
        <rect width="3" height="5" fill="var(--limit-fill)" />
      </pattern>
    </defs>
  );
}
