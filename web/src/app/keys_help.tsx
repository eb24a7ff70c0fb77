import { X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { add_texts } from "./texts.ts";

const texts = add_texts("keys", {
  en: {
    title: "Keys",
    close: "Close",
    views: "Today, Run, Measure, Improve",
    palette: "Find a deal, page or action",
    stages: "Stage before and after",
    open: "Open the deal or stage",
    arrows: "Go from card to card, from element to element",
    move: "Move a card",
    escape: "Close a panel; focus goes back",
    undo: "Undo and redo on the map",
    help: "This list",
  },
  de: {
    title: "Tasten",
    close: "Schließen",
    views: "Heute, Arbeiten, Messen, Verbessern",
    palette: "Deal, Seite oder Aktion finden",
    stages: "Stufe davor und danach",
    open: "Deal oder Stufe öffnen",
    arrows: "Von Karte zu Karte, von Element zu Element gehen",
    move: "Karte verschieben",
    escape: "Ein Feld schließen; der Fokus geht zurück",
    undo: "Auf der Karte rückgängig machen und wiederholen",
    help: "Diese Liste",
  },
});

const rows = [
  ["1 2 3 4", "views"],
  ["Ctrl K", "palette"],
  ["[ ]", "stages"],
  ["← ↑ ↓ →", "arrows"],
  ["Enter", "open"],
  ["M", "move"],
  ["Ctrl Z, Ctrl Y", "undo"],
  ["Esc", "escape"],
  ["?", "help"],
] as const;

export default function KeysHelp({ on_close }: { on_close: () => void }) {
  const { t } = useTranslation(texts);
  return (
    <Dialog label={t("title")} on_close={on_close}>
      <div className="row">
        <h2 className="grow">{t("title")}</h2>
        <IconButton label={t("close")} onPress={on_close}>
          <X className="i" />
        </IconButton>
      </div>
      <table className="tb">
        <tbody>
          {rows.map(([keys, word]) => (
            <tr key={word}>
              <td className="nw">
                <kbd>{keys}</kbd>
              </td>
              <td>{t(word)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  );
}
