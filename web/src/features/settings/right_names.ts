import { useTranslation } from "react-i18next";
import { $api } from "../../api/client.ts";
import { add_texts } from "../../app/texts.ts";

/// What a right allows, in words; keys are the rights with _ for the point.
const words = {
  deal_read: ["read deals", "Deals lesen"],
  deal_create: ["create leads and deals", "Leads und Deals anlegen"],
  deal_change: ["change a deal and log what happened", "Deals ändern und Ereignisse eintragen"],
  deal_move: ["move a deal to a stage or outcome", "Deals in eine Stufe oder zum Abschluss verschieben"],
  deal_except: ["make an exception for a move", "Ausnahmen beim Verschieben machen"],
  deal_assign: ["give a deal to another person or team", "Deals an Personen oder Teams geben"],
  deal_merge: ["merge deals", "Deals zusammenführen"],
  deal_delete: ["delete a deal", "Deals löschen"],
  deal_migrate: [
    "move deals to another version of a process",
    "Deals auf eine andere Version eines Prozesses bringen",
  ],
  deal_bulk: ["change many deals at once", "viele Deals auf einmal ändern"],
  deal_import: ["import histories and undo imports", "Historien importieren und Importe zurücknehmen"],
  deal_export: ["export deals", "Deals exportieren"],
  quote_approve: [
    "approve or refuse a quote in the approver's role",
    "Angebote in der Rolle des Freigebenden freigeben oder ablehnen",
  ],
  account_read: ["read accounts and contacts", "Firmen und Kontakte lesen"],
  account_change: ["create and change accounts and contacts", "Firmen und Kontakte anlegen und ändern"],
  account_merge: ["merge accounts or contacts", "Firmen oder Kontakte zusammenführen"],
  person_erase: ["export and erase a person's data", "Daten einer Person exportieren und löschen"],
  map_read: ["read processes", "Prozesse lesen"],
  map_propose: ["propose and discuss changes of a process", "Prozessänderungen vorschlagen und besprechen"],
  map_edit: ["edit the draft of a process", "den Entwurf eines Prozesses bearbeiten"],
  map_publish: ["publish a version of a process", "Versionen eines Prozesses veröffentlichen"],
  library_change: [
    "keep literature and the library of objections",
    "Literatur und Einwandbibliothek pflegen",
  ],
  measure_read: ["read figures", "Zahlen lesen"],
  goal_set_own: ["set goals for oneself", "sich selbst Ziele setzen"],
  view_share: ["share saved views", "gespeicherte Ansichten teilen"],
  rules_change: ["change rules of assignment and commission", "Regeln für Zuteilung und Provision ändern"],
  commission_read_own: ["read one's own commission", "die eigene Provision lesen"],
  commission_read_all: ["read everybody's commission", "alle Provisionen lesen"],
  people_read: ["see who works here", "sehen, wer hier arbeitet"],
  people_change: ["invite people, change roles and teams", "Personen einladen, Rollen und Teams ändern"],
  token_own: ["make tokens for oneself", "eigene Token anlegen"],
  token_all: ["see and withdraw everybody's tokens", "alle Token sehen und widerrufen"],
  webhook_change: ["set up webhooks", "Webhooks einrichten"],
  audit_read: ["read who changed what beyond one deal", "lesen, wer was über einen Deal hinaus geändert hat"],
  workspace_change: ["change the workspace's settings", "Einstellungen des Arbeitsbereichs ändern"],
  workspace_back_up: ["back up and check the workspace", "den Arbeitsbereich sichern und prüfen"],
} as const;

function of_language(at: 0 | 1) {
  return Object.fromEntries(Object.entries(words).map(([key, both]) => [key, both[at]]));
}

const texts = add_texts("settings_right_names", { en: of_language(0), de: of_language(1) });

/// Names of rights; one that these pages do not know yet is told as the server says it.
export function useRightNames() {
  const { t, i18n } = useTranslation(texts);
  const query = $api.useQuery("get", "/api/rights", {}, { staleTime: 3_600_000 });
  return (word: string) => {
    const key = word.replaceAll(".", "_");
    if (i18n.exists(key, { ns: texts })) return t(key);
    return query.data?.find((right) => right.word === word)?.may ?? word;
  };
}
