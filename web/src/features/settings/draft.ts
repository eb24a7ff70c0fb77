import { useState } from "react";
import type { Tagged } from "../../api/tagged.ts";

export interface Draft<T> {
  value: T;
  set: (change: Partial<T>) => void;
  put: (value: T) => void;
  is_changed: boolean;
  /// The state that the draft began from, for If-Match.
  etag: string;
  /// What somebody else has saved since one began to type; undefined: nothing.
  theirs: T | undefined;
  /// Drops what was typed and shows what is there now.
  take_theirs: () => void;
  /// Keeps what was typed; saving it then overwrites what is there now.
  keep_mine: () => void;
}

interface Base<T> {
  value: T;
  etag: string;
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/// What is being typed over what was read. A newer state replaces it only while nothing was typed.
export function useDraft<T>(read: Tagged<T>): Draft<T> {
  const [base, set_base] = useState<Base<T>>({ value: read.data, etag: read.etag });
  const [value, put] = useState<T>(read.data);
  const is_changed = !same(value, base.value);
  const is_newer = read.etag !== base.etag || !same(read.data, base.value);
  const take_theirs = () => {
    set_base({ value: read.data, etag: read.etag });
    put(read.data);
  };
  // What is there now is what was typed, where one's own change has been saved.
  if (is_newer && (!is_changed || same(read.data, value))) take_theirs();
  return {
    value,
    set: (change) => put((before) => ({ ...before, ...change })),
    put,
    is_changed,
    etag: base.etag,
    theirs: is_newer && is_changed && !same(read.data, value) ? read.data : undefined,
    take_theirs,
    keep_mine: () => set_base({ value: read.data, etag: read.etag }),
  };
}

/// The header of a change that must not overwrite what nobody has seen.
export function if_match(etag: string) {
  return etag ? { headers: { "If-Match": etag } } : {};
}
