import { Check, Circle, CircleDashed, TriangleAlert, X } from "lucide-react";
import type { ReactNode } from "react";

export type MarkKind = "good" | "bad" | "limit" | "quiet" | "open";

const icons = { good: Check, bad: X, limit: TriangleAlert, quiet: Circle, open: CircleDashed };
const classes: Record<MarkKind, string> = {
  good: "mk good",
  bad: "mk bad",
  limit: "mk limit",
  quiet: "mk q",
  open: "mk q",
};

/// A state by shape and word; its colour comes third.
export function Mark({ kind, children }: { kind: MarkKind; children: ReactNode }) {
  const Icon = icons[kind];
  return (
    <span className={classes[kind]}>
      {kind !== "quiet" && <Icon className="i" aria-hidden />}
      <span>{children}</span>
    </span>
  );
}

/// The shape alone, where the word stands beside it. `label` is for who does not see it.
export function MarkIcon({ kind, label }: { kind: MarkKind; label?: string }) {
  const Icon = icons[kind];
  const colour = { good: "good", bad: "bad", limit: "limit", quiet: "q", open: "q" }[kind];
  return (
    <span className={colour}>
      <Icon className="i" aria-hidden />
      {label && <span className="only-heard">{label}</span>}
    </span>
  );
}

/// Initials of a person in a ring; `is_decoration` where the name stands beside them. Drawn by CSS: they are no text that a
/// label would have to repeat.
export function Initials({
  name,
  small = false,
  is_decoration = false,
}: {
  name: string;
  small?: boolean;
  is_decoration?: boolean;
}) {
  const words = name.trim().split(/\s+/);
  const letters = `${words[0]?.[0] ?? ""}${words.length > 1 ? (words.at(-1)?.[0] ?? "") : ""}`.toUpperCase();
  return (
    <b
      className={small ? "av sm" : "av"}
      title={is_decoration ? undefined : name}
      data-letters={letters || "–"}
    >
      {!is_decoration && <span className="only-heard">{name}</span>}
    </b>
  );
}
