import { keepPreviousData } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Search } from "lucide-react";
import { type KeyboardEvent, useDeferredValue, useId, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "../api/client.ts";
import { Dialog } from "../ui/dialog.tsx";
import { useSession } from "./session.tsx";
import { add_texts } from "./texts.ts";
import { current_theme, set_theme } from "./theme.ts";

const texts = add_texts("palette", {
  en: {
    label: "Find and do",
    hint: "A deal, an account, a contact, a page or an action",
    today: "Go to Today",
    run: "Go to the board",
    measure: "Go to Measure",
    improve: "Go to the map's draft",
    customers: "Go to accounts and contacts",
    import: "Import a history",
    settings: "Go to settings",
    theme: "Switch between light and dark",
    deal: "deal",
    account: "account",
    contact: "contact",
    note: "note",
    page: "page",
    action: "action",
    nothing: "Nothing found for “{{words}}”.",
    searching: "Searching …",
  },
  de: {
    label: "Finden und tun",
    hint: "Deal, Firma, Kontakt, Seite oder Aktion",
    today: "Zu Heute",
    run: "Zum Board",
    measure: "Zu Messen",
    improve: "Zum Entwurf der Karte",
    customers: "Zu Firmen und Kontakten",
    import: "Historie importieren",
    settings: "Zu den Einstellungen",
    theme: "Zwischen hell und dunkel wechseln",
    deal: "Deal",
    account: "Firma",
    contact: "Kontakt",
    note: "Notiz",
    page: "Seite",
    action: "Aktion",
    nothing: "Nichts gefunden zu „{{words}}“.",
    searching: "Suche läuft …",
  },
});

interface Entry {
  key: string;
  name: string;
  kind: string;
  act: () => void;
}

/// Pages and actions whose names hold every word that was typed.
function matching<T extends { name: string }>(entries: T[], words: string): T[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  return entries.filter((entry) => wanted.every((word) => entry.name.toLowerCase().includes(word)));
}

export default function Palette({ on_close }: { on_close: () => void }) {
  const { t } = useTranslation(texts);
  const id = useId();
  const navigate = useNavigate();
  const session = useSession();
  const [words, set_words] = useState("");
  const [at, set_at] = useState(0);
  const asked = useDeferredValue(words.trim());
  const search = $api.useQuery(
    "get",
    "/api/search",
    { params: { query: { q: asked, limit: 8 } } },
    { enabled: asked.length >= 2, placeholderData: keepPreviousData },
  );
  const pages = useMemo<Entry[]>(() => {
    const to = (path: string) => () => void navigate({ to: path as "/today" });
    const all: (Entry & { right?: string })[] = [
      { key: "today", name: t("today"), kind: t("page"), act: to("/today") },
      { key: "run", name: t("run"), kind: t("page"), act: to("/run") },
      { key: "measure", name: t("measure"), kind: t("page"), act: to("/measure") },
      { key: "improve", name: t("improve"), kind: t("page"), act: to("/improve") },
      { key: "customers", name: t("customers"), kind: t("page"), act: to("/customers") },
      { key: "import", name: t("import"), kind: t("page"), act: to("/import"), right: "deal.import" },
      { key: "settings", name: t("settings"), kind: t("page"), act: to("/settings") },
      {
        key: "theme",
        name: t("theme"),
        kind: t("action"),
        act: () => set_theme(current_theme() === "dark" ? "light" : "dark"),
      },
    ];
    return all.filter((entry) => !entry.right || session.rights.includes(entry.right));
  }, [navigate, session, t]);
  const found: Entry[] = (asked.length >= 2 ? (search.data?.found ?? []) : []).map((hit) => ({
    key: `${hit.kind} ${hit.id}`,
    name: hit.name,
    kind: t(hit.kind),
    act: () => {
      const deal = hit.kind === "deal" ? hit.id : hit.deal;
      if (deal !== null && (hit.kind === "deal" || hit.kind === "note"))
        void navigate({ to: "/deals/$deal", params: { deal: `${deal}` } });
      else void navigate({ to: "/customers", search: { [hit.kind]: hit.id } as never });
    },
  }));
  const entries = [...matching(pages, words), ...found];
  const here = Math.min(at, Math.max(0, entries.length - 1));
  const choose = (entry: Entry | undefined) => {
    if (!entry) return;
    on_close();
    entry.act();
  };
  const press = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0 && entries.length > 0) {
      event.preventDefault();
      set_at((here + step + entries.length) % entries.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      choose(entries[here]);
    }
  };
  const is_searching = asked.length >= 2 && search.isFetching && found.length === 0;
  return (
    <Dialog label={t("label")} class_name="palette" on_close={on_close}>
      <div className="row palette-in">
        <Search className="i" aria-hidden />
        <input
          autoFocus
          className="grow"
          role="combobox"
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={entries[here] ? `${id}-${here}` : undefined}
          aria-label={t("hint")}
          placeholder={t("hint")}
          value={words}
          onChange={(event) => {
            set_words(event.target.value);
            set_at(0);
          }}
          onKeyDown={press}
        />
      </div>
      <div id={`${id}-list`} role="listbox" aria-label={t("label")} className="palette-list">
        {entries.map((entry, i) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the input keeps focus and names the active option.
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the input's.
          <div
            key={entry.key}
            id={`${id}-${i}`}
            role="option"
            aria-selected={i === here}
            className="menu-item"
            onClick={() => choose(entry)}
          >
            <span className="grow clip">{entry.name}</span>
            <span className="q s">{entry.kind}</span>
          </div>
        ))}
      </div>
      {entries.length === 0 && (
        <p className="q palette-none" role="status">
          {is_searching ? t("searching") : t("nothing", { words })}
        </p>
      )}
    </Dialog>
  );
}
