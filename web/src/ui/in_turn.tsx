import { Fragment, type ReactNode } from "react";

interface Part {
  key: string;
  /// Its answer has come, or failed.
  is_there: boolean;
  shown: ReactNode;
}

/// Parts of a column from the top, none before those above it are there: nothing that one reads is moved.
export function InTurn({ parts }: { parts: readonly Part[] }) {
  const first_missing = parts.findIndex((part) => !part.is_there);
  const shown = first_missing < 0 ? parts : parts.slice(0, first_missing + 1);
  return shown.map((part) => <Fragment key={part.key}>{part.shown}</Fragment>);
}
