import { useTranslation } from "react-i18next";
import { add_texts } from "../../app/texts.ts";

/// Kinds of events of deals, in English and German.
const words = {
  created: ["deal created", "Deal angelegt"],
  stage_entered: ["stage entered", "Stufe betreten"],
  won: ["won", "gewonnen"],
  lost: ["lost", "verloren"],
  no_decision: ["no decision", "keine Entscheidung"],
  finished: ["finished", "abgeschlossen"],
  reopened: ["reopened", "wieder geöffnet"],
  criterion_met: ["criterion met", "Kriterium erfüllt"],
  criterion_withdrawn: ["criterion withdrawn", "Kriterium zurückgenommen"],
  exception_made: ["exception made", "Ausnahme gemacht"],
  attribute_changed: ["field changed", "Feld geändert"],
  touchpoint: ["contact with the customer", "Kontakt mit dem Kunden"],
  literature_given: ["literature given", "Literatur gegeben"],
  promise_made: ["promise made", "Zusage gemacht"],
  promise_kept: ["promise kept", "Zusage gehalten"],
  promise_moved: ["promise moved", "Zusage verschoben"],
  promise_withdrawn: ["promise withdrawn", "Zusage zurückgezogen"],
  plan_changed: ["plan with the customer changed", "Plan mit dem Kunden geändert"],
  step_confirmed: ["step confirmed by the customer", "Schritt vom Kunden bestätigt"],
  contact_role_set: ["buying role set", "Kaufrolle gesetzt"],
  agreement_set: ["stance of a contact noted", "Haltung eines Kontakts festgehalten"],
  objection_raised: ["objection raised", "Einwand erhoben"],
  objection_answered: ["objection answered", "Einwand beantwortet"],
  objection_closed: ["objection closed", "Einwand erledigt"],
  quote_made: ["quote made", "Angebot gemacht"],
  quote_approved: ["quote approved", "Angebot freigegeben"],
  quote_refused: ["quote refused", "Angebot abgelehnt"],
  payment: ["payment", "Zahlung"],
  handed_over: ["handed over", "übergeben"],
  onboarding_confirmed: ["onboarding confirmed", "Einführung bestätigt"],
  origin_set: ["origin set", "Herkunft gesetzt"],
  migrated: ["moved to another version", "auf andere Version gebracht"],
  merged_into: ["merged", "zusammengeführt"],
  deleted: ["deleted", "gelöscht"],
  recalled: ["entry taken back", "Eintrag zurückgenommen"],
} as const;

export const event_kinds = Object.keys(words) as (keyof typeof words)[];

function of_language(at: 0 | 1) {
  return Object.fromEntries(Object.entries(words).map(([key, both]) => [key, both[at]]));
}

const texts = add_texts("settings_event_names", { en: of_language(0), de: of_language(1) });

export function useEventNames() {
  const { t, i18n } = useTranslation(texts);
  return (kind: string) => (i18n.exists(kind, { ns: texts }) ? t(kind) : kind.replaceAll("_", " "));
}
