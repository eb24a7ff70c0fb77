/// The workspaces of the stories are in this zone, and so are the browsers.
const zone = "Europe/Berlin";

/// A day so many days from now, as a field of a page takes it: at 23:30 UTC it is tomorrow in Berlin already.
export function day_from_today(days: number) {
  const today = new Intl.DateTimeFormat("sv-SE", { timeZone: zone }).format(new Date());
  return new Date(Date.parse(`${today}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
