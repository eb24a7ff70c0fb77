import type { Schemas } from "../../api/client.ts";
import { add_texts } from "../../app/texts.ts";

/// Kinds of changes, in English and German.
const words = {
  person_added: ["person added", "Person hinzugefügt"],
  person_changed: ["person changed", "Person geändert"],
  person_erased: ["personal data erased", "personenbezogene Daten gelöscht"],
  password_link_made: ["password link made", "Passwort-Link angelegt"],
  password_set: ["password set", "Passwort gesetzt"],
  competencies_changed: ["competencies assessed", "Kompetenzen eingeschätzt"],
  team_added: ["team added", "Team hinzugefügt"],
  team_renamed: ["team renamed", "Team umbenannt"],
  token_made: ["token made", "Token angelegt"],
  token_revoked: ["token withdrawn", "Token widerrufen"],
  webhook_added: ["webhook added", "Webhook hinzugefügt"],
  webhook_changed: ["webhook changed", "Webhook geändert"],
  webhook_removed: ["webhook removed", "Webhook entfernt"],
  webhook_secret_replaced: ["webhook’s secret replaced", "Geheimnis eines Webhooks ersetzt"],
  workspace_changed: ["workspace changed", "Arbeitsbereich geändert"],
  selling_changed: ["rhythm and roles changed", "Rhythmus und Rollen geändert"],
  measures_changed: ["rates and calendar changed", "Kurse und Kalender geändert"],
  commission_changed: ["commission changed", "Provision geändert"],
  assignment_changed: ["assignment rules changed", "Zuteilungsregeln geändert"],
  objection_topic_changed: ["objection topic changed", "Einwandthema geändert"],
  brand_changed: ["brand changed", "Marke geändert"],
  process_added: ["process added", "Prozess angelegt"],
  version_published: ["version published", "Version veröffentlicht"],
  draft_given_up: ["draft given up", "Entwurf verworfen"],
  account_added: ["account added", "Firma angelegt"],
  account_changed: ["account changed", "Firma geändert"],
  accounts_merged: ["accounts merged", "Firmen zusammengeführt"],
  account_erased: ["account’s data erased", "Daten einer Firma gelöscht"],
  contact_added: ["contact added", "Kontakt angelegt"],
  contact_changed: ["contact changed", "Kontakt geändert"],
  contacts_merged: ["contacts merged", "Kontakte zusammengeführt"],
  contact_erased: ["contact’s data erased", "Daten eines Kontakts gelöscht"],
  bulk_change_asked: ["bulk change asked for", "Massenänderung in Auftrag gegeben"],
  import_asked: ["import asked for", "Import in Auftrag gegeben"],
  import_undo_asked: ["undoing of an import asked for", "Rücknahme eines Imports in Auftrag gegeben"],
  sample_data_asked: ["sample data asked for", "Beispieldaten in Auftrag gegeben"],
  sample_data_removal_asked: [
    "removal of sample data asked for",
    "Entfernen der Beispieldaten in Auftrag gegeben",
  ],
} as const satisfies Record<Schemas["AuditKind"], readonly [string, string]>;

export type AuditKind = keyof typeof words;
export const audit_kinds = Object.keys(words) as AuditKind[];

/// Fields by which a change is told, where they are no more than a word; the others are told as the API calls them.
const fields: Record<string, readonly [string, string]> = {
  account: ["account", "Firma"],
  address: ["address", "Anschrift"],
  colour: ["colour", "Farbe"],
  currency: ["currency", "Währung"],
  domain: ["domain", "Domain"],
  due_soon_days: ["days due soon", "Tage bis zur Fälligkeit"],
  email: ["e-mail", "E-Mail"],
  follow_up_days: ["days between follow-ups", "Tage zwischen Nachfassen"],
  is_active: ["active", "aktiv"],
  name: ["name", "Name"],
  owner: ["owner", "zuständig"],
  phone: ["telephone", "Telefon"],
  position: ["position", "Position"],
  role: ["role", "Rolle"],
  roles: ["roles", "Rollen"],
  rules: ["rules", "Regeln"],
  team: ["team", "Team"],
  url: ["address", "Adresse"],
  zone: ["time zone", "Zeitzone"],
};

function of_language(at: 0 | 1) {
  const kinds = Object.entries(words).map(([key, both]) => [key, both[at]]);
  const named = Object.entries(fields).map(([key, both]) => [`field_${key}`, both[at]]);
  return Object.fromEntries([...kinds, ...named]);
}

/// What a field is called in a list of changes.
export function field_name(field: string, t: (key: string) => string) {
  return field in fields ? t(`field_${field}`) : field.replaceAll("_", " ");
}

export const audit_texts = add_texts("settings_audit", {
  en: {
    ...of_language(0),
    text: "Who changed what beyond single deals. What happened to a deal stands on its own page. Secrets are never shown.",
    kind: "What",
    actor: "Who",
    any_kind: "everything",
    anybody: "everybody",
    at: "When",
    about: "About",
    changes: "Change",
    from_to: "{{field}}: {{before}} → {{after}}",
    before: "before",
    after: "after",
    nobody: "before this list was kept",
    none: "Nothing was changed yet that these filters let through.",
    job: "job {{id}}",
    older: "Older changes",
    newest: "To the newest",
  },
  de: {
    ...of_language(1),
    text: "Wer was über einzelne Deals hinaus geändert hat. Was mit einem Deal geschah, steht auf seiner Seite. Geheimnisse erscheinen nie.",
    kind: "Was",
    actor: "Wer",
    any_kind: "alles",
    anybody: "alle",
    at: "Wann",
    about: "Worum es geht",
    changes: "Änderung",
    from_to: "{{field}}: {{before}} → {{after}}",
    before: "vorher",
    after: "nachher",
    nobody: "ehe diese Liste geführt wurde",
    none: "Noch wurde nichts geändert, was diese Filter durchlassen.",
    job: "Auftrag {{id}}",
    older: "Ältere Änderungen",
    newest: "Zu den neuesten",
  },
});
