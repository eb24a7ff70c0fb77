import { draggable, dropTargetForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { type RefObject, useEffect, useState } from "react";

/// Makes an element of the map movable by the mouse; `at` is its address.
export function useDraggable(ref: RefObject<HTMLElement | null>, at: string, is_on: boolean) {
  const [is_dragging, set_dragging] = useState(false);
  useEffect(() => {
    const element = ref.current;
    if (!element || !is_on) return;
    return draggable({
      element,
      getInitialData: () => ({ at }),
      onDragStart: () => set_dragging(true),
      onDrop: () => set_dragging(false),
    });
  }, [ref, at, is_on]);
  return is_dragging;
}

type Edge = "before" | "after";

/// Where something may be dropped: `before` or `after` it, by the half in which the pointer is.
export function useDropTarget(
  ref: RefObject<HTMLElement | null>,
  is_on: boolean,
  takes: (at: string) => boolean,
  on_drop: (at: string, edge: Edge) => void,
) {
  const [edge, set_edge] = useState<Edge | null>(null);
  const [acts] = useState({ takes, on_drop });
  acts.takes = takes;
  acts.on_drop = on_drop;
  useEffect(() => {
    const element = ref.current;
    if (!element || !is_on) return;
    const edge_at = (y: number): Edge => {
      const box = element.getBoundingClientRect();
      return y < box.top + box.height / 2 ? "before" : "after";
    };
    return dropTargetForElements({
      element,
      canDrop: ({ source }) => typeof source.data.at === "string" && acts.takes(source.data.at),
      onDrag: ({ location, self }) => {
        const is_inmost = location.current.dropTargets[0]?.element === self.element;
        set_edge(is_inmost ? edge_at(location.current.input.clientY) : null);
      },
      onDragLeave: () => set_edge(null),
      onDrop: ({ source, location, self }) => {
        set_edge(null);
        const is_inmost = location.current.dropTargets[0]?.element === self.element;
        if (is_inmost && typeof source.data.at === "string")
          acts.on_drop(source.data.at, edge_at(location.current.input.clientY));
      },
    });
  }, [ref, is_on, acts]);
  return edge;
}
