/// Changes of a list that is being edited, each as a new list.
export function replaced<T>(list: readonly T[], at: number, next: T): T[] {
  return list.map((one, i) => (i === at ? next : one));
}

export function without<T>(list: readonly T[], at: number): T[] {
  return list.filter((_, i) => i !== at);
}

/// One place up (-1) or down (1); the same list where there is no such place.
export function moved<T>(list: readonly T[], at: number, step: -1 | 1): T[] {
  const to = at + step;
  const next = [...list];
  const [one, other] = [next[at], next[to]];
  if (one === undefined || other === undefined) return next;
  next[at] = other;
  next[to] = one;
  return next;
}
