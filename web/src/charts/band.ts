import { clamp, px } from "./geometry.ts";

/// A stage of the band. Shares are of the deals with which its goal starts.
export interface BandStage {
  id: string;
  label: string;
  count: number | null;
  /// That reached it; null: not known.
  share: number | null;
  /// Of these still inside it: drawn apart, never as lost.
  inside: number;
  /// That left the process from it.
  left: number;
  before: number | null;
  is_limit: boolean;
}

export interface BandGoal {
  stages: BandStage[];
  /// That went on from the last stage; null: not known.
  end: number | null;
  end_before: number | null;
  target: number | null;
  /// Rests on too little: drawn pale.
  is_thin?: boolean;
}

interface BandSize {
  width: number;
  top: number;
  bottom: number;
}

interface Slab {
  id: string;
  x: number;
  right: number;
  y: number;
  inside_height: number;
  count: number | null;
  hatch: { x: number; y: number; width: number; height: number } | null;
}

/// How far before a stage's end the band slopes to the next height.
const slope = 9;

export function height_at(share: number, size: BandSize) {
  return px(size.bottom - clamp(share, 0, 1) * (size.bottom - size.top));
}

/// The shares up to the first that is not known: beyond it nothing is drawn.
function known(shares: (number | null)[]) {
  const until = shares.indexOf(null);
  return (until < 0 ? shares : shares.slice(0, until)) as number[];
}

/// Outline of a row of shares: flat over each stage, sloping to the next; `end` is the last slope's foot.
function outline(shares: number[], end: number | null, count: number, size: BandSize) {
  const width = size.width / count;
  const lean = Math.min(slope, width / 3);
  let path = "";
  shares.forEach((share, i) => {
    const next = i + 1 < shares.length ? shares[i + 1] : i + 1 === count ? end : null;
    const right = (i + 1) * width;
    path += `${i === 0 ? `M0 ${height_at(share, size)}` : ""} H${px(right - lean)}`;
    path += ` L${px(right)} ${height_at(next ?? share, size)}`;
  });
  return path.trim();
}

interface BandDrawing {
  area: string;
  before: string;
  slabs: Slab[];
  target_y: number | null;
}

/// Where everything of one goal's band lies.
export function draw_band(goal: BandGoal, size: BandSize): BandDrawing {
  const count = goal.stages.length;
  const shares = known(goal.stages.map((stage) => stage.share));
  const before = known(goal.stages.map((stage) => stage.before));
  const width = count > 0 ? size.width / count : 0;
  const lean = Math.min(slope, width / 3);
  const top = outline(shares, goal.end, count, size);
  const slabs = goal.stages.slice(0, shares.length).map((stage, i): Slab => {
    const share = shares[i] ?? 0;
    const next = i + 1 < count ? shares[i + 1] : goal.end;
    const y = height_at(share, size);
    const inside = Math.min(stage.inside, share);
    const gone = next === undefined || next === null ? 0 : Math.max(0, share - inside - next);
    const hatch_top = height_at(share - inside, size);
    return {
      id: stage.id,
      x: px(i * width),
      right: px((i + 1) * width - lean),
      y,
      inside_height: px(height_at(share - inside, size) - y),
      count: stage.count,
      hatch:
        stage.is_limit && gone > 0
          ? {
              x: px((i + 1) * width - lean),
              y: hatch_top,
              width: px(i + 1 < count ? width : lean),
              height: px(height_at(next ?? 0, size) - hatch_top),
            }
          : null,
    };
  });
  return {
    area: shares.length ? `${top} V${size.bottom} H0 Z` : "",
    before: before.length ? outline(before, goal.end_before, count, size) : "",
    slabs,
    target_y: goal.target === null ? null : height_at(goal.target, size),
  };
}
