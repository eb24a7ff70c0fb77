import { useSyncExternalStore } from "react";

/// Whether the server is there, by what requests and the event stream saw last.
class Connection {
  private away = false;
  private readonly listeners = new Set<() => void>();

  get is_away() {
    return this.away;
  }
  reached() {
    this.set(false);
  }
  lost() {
    this.set(true);
  }
  subscribe = (act: () => void) => {
    this.listeners.add(act);
    return () => this.listeners.delete(act);
  };

  private set(away: boolean) {
    if (this.away === away) return;
    this.away = away;
    for (const act of this.listeners) act();
  }
}

export const connection = new Connection();

export function useIsAway() {
  return useSyncExternalStore(connection.subscribe, () => connection.is_away);
}
