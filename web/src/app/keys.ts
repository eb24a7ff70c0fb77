import { useEffect, useRef } from "react";

function is_typing(target: EventTarget | null) {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

/// 'mod+k' is Ctrl or Cmd with K; other keys stand for themselves and rest while one types.
function name_of(event: KeyboardEvent) {
  const mod = event.ctrlKey || event.metaKey;
  if (event.altKey) return "";
  return `${mod ? "mod+" : ""}${mod && event.shiftKey ? "shift+" : ""}${event.key.length === 1 ? event.key.toLowerCase() : event.key}`;
}

/// Keys of a page while it is shown.
export function useShortcuts(keys: Record<string, (event: KeyboardEvent) => void>) {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const name = name_of(event);
      if (!name.startsWith("mod+") && is_typing(event.target)) return;
      // A menu or a dialog that is open has the keys for itself.
      if (document.querySelector('[role="menu"], [role="listbox"], dialog[open]') && name !== "mod+k") return;
      const act = latest.current[name];
      if (!act) return;
      event.preventDefault();
      act(event);
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
}
