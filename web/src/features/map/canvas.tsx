import { type KeyboardEvent, type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { say } from "../../ui/toasts.tsx";
import { remove_ops, step_op, to_goal_op } from "./edit.ts";
import { useEditor } from "./editor.tsx";
import { find_spot, title_of } from "./elements.ts";
import type { Operation } from "./operations.ts";
import { texts } from "./texts.ts";

type Direction = "ArrowUp" | "ArrowDown" | "ArrowLeft" | "ArrowRight";

function is_direction(key: string): key is Direction {
  return key.startsWith("Arrow");
}

/// How far another box lies in a direction; undefined where it does not lie there, beyond this one's middle. Aside counts
/// thrice.
function distance(from: DOMRect, to: DOMRect, direction: Direction) {
  const middle = { x: from.left + from.width / 2, y: from.top + from.height / 2 };
  const aside_x = Math.abs(to.left + to.width / 2 - middle.x);
  const aside_y = Math.abs(to.top + to.height / 2 - middle.y);
  const [along, aside] = {
    ArrowUp: [middle.y - to.bottom, aside_x],
    ArrowDown: [to.top - middle.y, aside_x],
    ArrowLeft: [middle.x - to.right, aside_y],
    ArrowRight: [to.left - middle.x, aside_y],
  }[direction] as [number, number];
  return along < 0 ? undefined : along + 3 * aside;
}

function nearest(boxes: HTMLElement[], from: HTMLElement, direction: Direction) {
  const here = from.getBoundingClientRect();
  let best: { box: HTMLElement; far: number } | undefined;
  for (const box of boxes) {
    if (box === from) continue;
    const far = distance(here, box.getBoundingClientRect(), direction);
    if (far !== undefined && (!best || far < best.far)) best = { box, far };
  }
  return best?.box;
}

function boxes_in(canvas: HTMLElement) {
  return [...canvas.querySelectorAll<HTMLElement>("button[data-at]:not(:disabled)")];
}

function useMoves() {
  const { t } = useTranslation(texts);
  const { map, edit } = useEditor();
  const name = (at: string) => title_of(find_spot(map, at));
  const move = (at: string, key: Direction) => {
    const kind = find_spot(map, at)?.kind;
    const by = key === "ArrowUp" || key === "ArrowLeft" ? -1 : 1;
    const is_sideways = key === "ArrowLeft" || key === "ArrowRight";
    let op: Operation | undefined;
    if (kind === "goal" && !is_sideways) return;
    if (kind === "stage" && is_sideways) op = to_goal_op(map, at, by) ?? step_op(map, at, by);
    else op = step_op(map, at, by);
    if (op) edit([op], t("said_moved", { name: name(at) }));
    else say(t("said_no_further", { name: name(at) }));
  };
  const remove = (at: string) => edit(remove_ops(map, at), t("said_removed", { name: name(at) }));
  return { move, remove };
}

/// The boxes of a canvas are one stop of Tab; arrows go from one to the next, by where they stand on the page.
export function Canvas({
  label,
  class_name,
  children,
}: {
  label: string;
  class_name: string;
  children: ReactNode;
}) {
  const { may_edit, selected, select } = useEditor();
  const { move, remove } = useMoves();
  const canvas = useRef<HTMLDivElement>(null);
  const last = useRef<string>(undefined);

  // Which box Tab comes to: the one focused last, else the selected one, else the first.
  useEffect(() => {
    if (!canvas.current) return;
    const boxes = boxes_in(canvas.current);
    const has_focus = boxes.find((box) => box === document.activeElement);
    const stop =
      has_focus ??
      boxes.find((box) => box.dataset.at === (last.current ?? selected)) ??
      boxes.find((box) => box.dataset.at === selected) ??
      boxes[0];
    for (const box of boxes) box.tabIndex = box === stop ? 0 : -1;
  });

  const focus = (box: HTMLElement | undefined) => {
    if (!box || !canvas.current) return;
    for (const other of boxes_in(canvas.current)) other.tabIndex = other === box ? 0 : -1;
    last.current = box.dataset.at;
    box.focus();
    box.scrollIntoView({ block: "nearest", inline: "nearest" });
  };

  const press = (event: KeyboardEvent<HTMLDivElement>) => {
    const box = (event.target as HTMLElement).closest<HTMLElement>("button[data-at]");
    const at = box?.dataset.at;
    if (!canvas.current || !box || !at) return;
    if (is_direction(event.key)) {
      event.preventDefault();
      if (!event.altKey) focus(nearest(boxes_in(canvas.current), box, event.key));
      else if (may_edit) {
        last.current = at;
        move(at, event.key);
        refocus(canvas.current, at);
      }
    } else if (event.key === "Delete" && may_edit && !box.dataset.field) {
      event.preventDefault();
      const next =
        nearest(boxes_in(canvas.current), box, "ArrowUp") ??
        nearest(boxes_in(canvas.current), box, "ArrowDown");
      if (remove(at)) focus(next);
    } else if (event.key === "Escape" && selected) {
      event.preventDefault();
      select(undefined);
    } else if (event.key === "Home" || event.key === "End") {
      event.preventDefault();
      focus(boxes_in(canvas.current).at(event.key === "Home" ? 0 : -1));
    }
  };

  return (
    <div
      ref={canvas}
      className={class_name}
      role="group"
      aria-label={label}
      onKeyDown={press}
      onFocus={(event) => {
        last.current = (event.target as HTMLElement).dataset.at ?? last.current;
      }}
    >
      {children}
    </div>
  );
}

/// What moved is drawn elsewhere; focus goes along.
function refocus(canvas: HTMLElement, at: string) {
  requestAnimationFrame(() =>
    requestAnimationFrame(() =>
      boxes_in(canvas)
        .find((box) => box.dataset.at === at)
        ?.focus(),
    ),
  );
}
