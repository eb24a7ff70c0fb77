import { type RefObject, useEffect, useRef } from "react";

/// How long after a panel was left its opener may still go, because what it was about is asked for anew.
const settling_ms = 5000;

interface Opener {
  element: HTMLElement | null;
  section: Element | null;
}

/// What floats over the page: gone by the time a panel opens from it.
const floating = '[role="menu"], [role="dialog"], .pop';

/// The last place of the focus that stays.
let last_place: HTMLElement | null = null;
globalThis.document?.addEventListener("focusin", ({ target }) => {
  if (target instanceof HTMLElement && !target.closest(floating)) last_place = target;
});

/// What opened a panel: the focused element, or of a menu the button that it belongs to.
function find_opener(): Opener {
  const { activeElement } = document;
  const is_placed = activeElement instanceof HTMLElement && activeElement !== document.body;
  const element = is_placed && !activeElement.closest(floating) ? activeElement : last_place;
  return { element, section: element?.closest("section, main") ?? null };
}

const is_lost = () => document.activeElement === null || document.activeElement === document.body;

function focus_section(section: Element | null) {
  const heading = section?.isConnected ? section.querySelector<HTMLElement>("h1, h2, h3") : null;
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}

/// Focus that was in a panel goes to what opened it; where that is gone too, or goes soon after (an act that can be done
/// once), to the heading of its section. Focus that went elsewhere meanwhile stays there.
function give_back({ element, section }: Opener) {
  if (!is_lost()) return;
  if (element?.isConnected) element.focus();
  if (is_lost()) focus_section(section);
  if (!element) return;
  const watch = new MutationObserver(() => {
    if (element.isConnected) return;
    watch.disconnect();
    if (is_lost()) focus_section(section);
  });
  watch.observe(document.body, { childList: true, subtree: true });
  setTimeout(() => watch.disconnect(), settling_ms);
}

/// For a panel or a form that comes and goes: focus is not lost with it. `about` changes when it shows something else.
export function useFocusBack(root: RefObject<HTMLElement | null>, about = "") {
  const shown = useRef<string>(null);
  const opener = useRef<Opener>({ element: null, section: null });
  const is_inside = () => root.current?.contains(document.activeElement) ?? false;
  // Found while rendering: a field with autoFocus has the focus before any effect runs.
  if (shown.current !== about && !is_inside()) opener.current = find_opener();
  shown.current = about;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `about` is why there is another opener.
  useEffect(() => {
    // A panel that showed the loading of this one has given the focus back by now.
    if (!root.current?.contains(document.activeElement) && !is_lost()) opener.current = find_opener();
    const found = opener.current;
    return () => give_back(found);
  }, [root, about]);
}
