import { combine } from "@atlaskit/pragmatic-drag-and-drop/combine";
import {
  draggable,
  dropTargetForElements,
  monitorForElements,
} from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { autoScrollForElements } from "@atlaskit/pragmatic-drag-and-drop-auto-scroll/element";
import type { Column, DealRow } from "./column_model.ts";

interface Held extends Record<string | symbol, unknown> {
  row: DealRow;
  column: Column;
}

/// A card that can be dragged with a mouse. Touch and keys have the menu.
export function make_draggable(element: HTMLElement, row: DealRow, column: Column) {
  return draggable({
    element,
    getInitialData: (): Held => ({ row, column }),
    onDragStart: () => element.classList.add("dragged"),
    onDrop: () => element.classList.remove("dragged"),
  });
}

/// A column that takes cards, and scrolls when one is held near its ends.
export function make_target(lane: HTMLElement, list: HTMLElement, column: Column) {
  return combine(
    dropTargetForElements({
      element: lane,
      getData: () => ({ column }),
      canDrop: ({ source }) => (source.data as Held).column.id !== column.id,
      onDragEnter: () => lane.classList.add(column.target ? "over" : "never"),
      onDragLeave: () => lane.classList.remove("over", "never"),
      onDrop: () => lane.classList.remove("over", "never"),
    }),
    autoScrollForElements({ element: list }),
  );
}

interface Hearing {
  on_start: (row: DealRow) => void;
  on_over: (row: DealRow, column: Column | undefined) => void;
  on_drop: (row: DealRow, from: Column, to: Column | undefined) => void;
}

/// Hears what is dragged on the board, which scrolls sideways.
export function watch(board: HTMLElement, hearing: Hearing) {
  const target = (location: { current: { dropTargets: { data: Record<string | symbol, unknown> }[] } }) =>
    location.current.dropTargets[0]?.data.column as Column | undefined;
  return combine(
    monitorForElements({
      onDragStart: ({ source }) => hearing.on_start((source.data as Held).row),
      onDropTargetChange: ({ source, location }) =>
        hearing.on_over((source.data as Held).row, target(location)),
      onDrop: ({ source, location }) => {
        const { row, column } = source.data as Held;
        hearing.on_drop(row, column, target(location));
      },
    }),
    autoScrollForElements({ element: board, getAllowedAxis: () => "horizontal" }),
  );
}
