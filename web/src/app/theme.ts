import { useSyncExternalStore } from "react";

export type Theme = "light" | "dark";

const listeners = new Set<() => void>();

export function current_theme(): Theme {
  return document.documentElement.dataset.theme === "dark" ? "dark" : "light";
}

export function set_theme(theme: Theme) {
  document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem("theme", theme);
  } catch {
    // Where storage is closed the choice lasts as long as the page.
  }
  for (const act of listeners) act();
}

export function useTheme() {
  return useSyncExternalStore((act) => {
    listeners.add(act);
    return () => listeners.delete(act);
  }, current_theme);
}
