import type { Schemas } from "../api/client.ts";

export type Notification = Schemas["NotificationView"];

/// The key of its sentence: promises speak of their side.
export function sentence_key(one: Pick<Notification, "kind" | "side">) {
  const is_promise = one.kind === "promise_kept" || one.kind === "promise_overdue";
  return is_promise ? `${one.kind}_${one.side || "us"}` : one.kind;
}

/// Up to when they are seen once the list is shown; undefined: nothing in it is new.
export function newest(list: readonly Pick<Notification, "at" | "is_new">[]) {
  if (!list.some((one) => one.is_new)) return undefined;
  return list
    .map((one) => one.at)
    .sort()
    .at(-1);
}

/// A count that stays readable: 99+ for more.
export function count_text(unseen: number) {
  return unseen > 99 ? "99+" : `${unseen}`;
}
