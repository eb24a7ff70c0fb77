import { useLayoutEffect, useRef, useState } from "react";
import type { PlacedStage } from "../../app/process.tsx";

interface Arrow {
  key: string;
  path: string;
}

interface Point {
  x: number;
  y: number;
}

/// Down from an act to the next one below it.
function down(from: DOMRect, to: DOMRect, zero: Point): string {
  const x = from.left + from.width / 2 - zero.x;
  return `M${round(x)} ${round(from.bottom - zero.y)}V${round(to.top - zero.y - 2)}`;
}

/// Out at the right of the last box of a stage, and into the first of the next.
function across(from: DOMRect, to: DOMRect, zero: Point): string {
  const start = { x: from.right - zero.x, y: from.top + from.height / 2 - zero.y };
  const end = { x: to.left - zero.x - 2, y: to.top + Math.min(to.height / 2, 20) - zero.y };
  const turn = (start.x + end.x) / 2;
  return `M${round(start.x)} ${round(start.y)}H${round(turn)}V${round(end.y)}H${round(end.x)}`;
}

function round(value: number) {
  return Math.round(value * 2) / 2;
}

function boxes_of(canvas: Element, stage: string) {
  const cell = canvas.querySelector(`[data-cell="${CSS.escape(stage)}"]`);
  const boxes = [...(cell?.querySelectorAll(':scope > [data-box="does"], :scope > [data-box="exit"]') ?? [])];
  return boxes.filter((box) => !box.querySelector(":disabled")).map((box) => box.getBoundingClientRect());
}

function measure(svg: SVGSVGElement, stages: readonly PlacedStage[]): Arrow[] {
  const canvas = svg.parentElement;
  if (!canvas) return [];
  const frame = canvas.getBoundingClientRect();
  const zero = { x: frame.left, y: frame.top };
  const arrows: Arrow[] = [];
  const cells = stages.map((stage) => boxes_of(canvas, stage.id));
  cells.forEach((boxes, i) => {
    boxes.forEach((box, b) => {
      const next = boxes[b + 1];
      if (next) arrows.push({ key: `${i}.${b}`, path: down(box, next, zero) });
    });
    const [last, first] = [boxes.at(-1), cells[i + 1]?.[0]];
    if (last && first) arrows.push({ key: `${i}`, path: across(last, first, zero) });
  });
  return arrows;
}

/// The customer's way through the stages, drawn over the boxes as they stand. Decoration: order says the same.
export function Arrows({ stages }: { stages: readonly PlacedStage[] }) {
  const svg = useRef<SVGSVGElement>(null);
  const [arrows, set_arrows] = useState<Arrow[]>([]);
  const draw = useRef(() => {});
  draw.current = () => {
    if (!svg.current) return;
    const next = measure(svg.current, stages);
    set_arrows((before) => (JSON.stringify(before) === JSON.stringify(next) ? before : next));
  };
  useLayoutEffect(() => draw.current());
  useLayoutEffect(() => {
    const canvas = svg.current?.parentElement;
    if (!canvas || typeof ResizeObserver === "undefined") return;
    const observer = new ResizeObserver(() => draw.current());
    observer.observe(canvas);
    return () => observer.disconnect();
  }, []);
  return (
    <svg ref={svg} className="map-arrows" aria-hidden="true">
      <defs>
        <marker
          id="map-arrow"
          viewBox="0 0 8 8"
          refX="6"
          refY="4"
          markerWidth="7"
          markerHeight="7"
          orient="auto"
          markerUnits="userSpaceOnUse"
        >
          <path d="M0 0l8 4-8 4z" fill="var(--edge)" />
        </marker>
      </defs>
      {arrows.map((arrow) => (
        <path key={arrow.key} d={arrow.path} markerEnd="url(#map-arrow)" />
      ))}
    </svg>
  );
}
