import { type RefObject, useEffect, useLayoutEffect, useReducer, useRef, useState } from "react";
import { after_frame } from "../../ui/frames.ts";

/// So many columns are drawn in the frame in which a board comes; the others that are seen in the next one, so that an
/// input is answered sooner.
const at_once = 3;
let in_this_frame = 0;
let in_next_frame: (() => void)[] = [];

function in_one_of_two_frames(look: () => void) {
  if (in_this_frame === 0)
    after_frame(() => {
      in_this_frame = 0;
      const late = in_next_frame;
      in_next_frame = [];
      for (const act of late) act();
    });
  in_this_frame++;
  if (in_this_frame <= at_once) look();
  else in_next_frame.push(look);
}

/// Size of the place for cards of a column that is seen on the board, or is about to be; undefined of any other. Of the
/// first columns it is known before the first frame, which shows what is seen of them and nothing else.
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
    const observer = new IntersectionObserver(look, { root });
    let is_gone = false;
    in_one_of_two_frames(() => {
      if (is_gone) return;
      look();
      observer.observe(element);
    });
    return () => {
      is_gone = true;
      observer.disconnect();
    };
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

function schedule() {
  is_going = true;
  after_frame(go_on);
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
