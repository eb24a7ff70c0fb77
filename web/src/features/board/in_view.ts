import { type RefObject, useEffect, useLayoutEffect, useReducer, useRef, useState } from "react";

/// Size of the place for cards of a column that is seen on the board, or is about to be; undefined of any other. It is
/// known before the first frame, so that the first frame shows what is seen and nothing else.
export function useSeenRect(lane: RefObject<HTMLElement | null>) {
  const [rect, set_rect] = useState<{ width: number; height: number }>();
  useLayoutEffect(() => {
    const element = lane.current;
    const root = element?.closest("main");
    if (!element || !root) return undefined;
    const look = () => {
      const at = element.getBoundingClientRect();
      const within = root.getBoundingClientRect();
      const list = element.querySelector(".cards")?.getBoundingClientRect();
      const is_seen = at.right > within.left && at.left < within.right;
      set_rect((before) =>
        is_seen ? (before ?? { width: list?.width ?? 0, height: list?.height ?? 0 }) : undefined,
      );
    };
    look();
    const observer = new IntersectionObserver(look, { root });
    observer.observe(element);
    return () => observer.disconnect();
  }, [lane]);
  return rect;
}

const waiting = new Set<() => void>();
let is_going = false;

function go_on() {
  const [next] = waiting;
  is_going = next !== undefined;
  if (!next) return;
  waiting.delete(next);
  next();
  schedule();
}

/// A task after the next frame.
function schedule() {
  is_going = true;
  requestAnimationFrame(() => setTimeout(go_on));
}

function in_turn(act: () => void) {
  waiting.add(act);
  if (!is_going) schedule();
  return () => {
    waiting.delete(act);
  };
}

/// `value` at once where it is seen, else later than what is seen: those that wait get theirs in turn, one a frame. Undefined
/// until the first turn.
export function useInTurn<T>(value: T, is_seen: boolean): T | undefined {
  const kept = useRef<T>(undefined);
  const [, draw] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    if (kept.current === value) return undefined;
    if (is_seen) {
      kept.current = value;
      return undefined;
    }
    return in_turn(() => {
      kept.current = value;
      draw();
    });
  }, [value, is_seen]);
  return is_seen ? value : kept.current;
}
