/// Fields of a record whose values differ, in the order asked for.
export function differing<T>(before: T, now: T, fields: readonly (keyof T)[]): (keyof T)[] {
  return fields.filter((field) => before[field] !== now[field]);
}

/// What was typed as the body of a change: only what differs from the record.
export function changed<T extends object>(typed: Partial<T>, record: T): Partial<T> {
  const entries = Object.entries(typed) as [keyof T, T[keyof T]][];
  return Object.fromEntries(entries.filter(([key, value]) => record[key] !== value)) as Partial<T>;
}

/// Whether somebody typed a name as it stands, with no regard to spaces around it and to case.
export function is_name_typed(typed: string, name: string) {
  return typed.trim() !== "" && typed.trim().toLowerCase() === name.trim().toLowerCase();
}
