/// A day so many days from now, as a field of a page takes it.
export function day_from_today(days: number) {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}
