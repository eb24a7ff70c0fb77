/// Rows that are selected in a list, and from where a range goes on.
export interface Selection {
  ids: ReadonlySet<number>;
  /// The row that was selected last by itself; undefined: none yet.
  anchor: number | undefined;
}

export const nothing: Selection = { ids: new Set(), anchor: undefined };

export function toggle(selection: Selection, id: number): Selection {
  const ids = new Set(selection.ids);
  if (!ids.delete(id)) ids.add(id);
  return { ids, anchor: id };
}

/// All rows from the anchor to `id`, beside what is selected already; without an anchor the one row.
export function extend(selection: Selection, id: number, order: readonly number[]): Selection {
  const from = selection.anchor === undefined ? -1 : order.indexOf(selection.anchor);
  const to = order.indexOf(id);
  if (from < 0 || to < 0) return { ids: new Set([...selection.ids, id]), anchor: id };
  const range = order.slice(Math.min(from, to), Math.max(from, to) + 1);
  return { ids: new Set([...selection.ids, ...range]), anchor: selection.anchor };
}

/// Without those that the list shows no longer.
export function all_of(order: readonly number[]): Selection {
  return { ids: new Set(order), anchor: order[0] };
}

/// Without those that one may not change: a range or all may have passed over them.
export function within({ ids, anchor }: Selection, reachable: ReadonlySet<number>): Selection {
  return { ids: new Set([...ids].filter((id) => reachable.has(id))), anchor };
}
