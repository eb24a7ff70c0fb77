import { add_texts } from "../../app/texts.ts";

export const competencies_texts = add_texts("settings_competencies", {
  en: {
    text: "What people are able to do, in the competencies that the published maps name. The map shows what each stage asks and who has it.",
    none: "No published map names a competency. Add some under Improve, in the lists of the map, and say at stages which level they ask.",
    name: "Name",
    levels: "Is able to do",
    nothing: "not assessed yet",
    assess: "Assess",
    assess_of: "Assess {{name}}",
    close: "Close",
    not_assessed: "not assessed",
    level: "{{number}} · {{name}}",
    since: "{{by}}, {{day}}",
    saved: "{{name}} is assessed.",
    gone: "in no map any more",
  },
  de: {
    text: "Was Menschen können, in den Kompetenzen der veröffentlichten Karten. Die Karte zeigt, was jede Stufe verlangt und wer es hat.",
    none: "Keine veröffentlichte Karte nennt eine Kompetenz. Fügen Sie unter Verbessern in den Listen der Karte welche hinzu, und sagen Sie bei Stufen, welchen Grad sie verlangen.",
    name: "Name",
    levels: "Kann",
    nothing: "noch nicht eingeschätzt",
    assess: "Einschätzen",
    assess_of: "{{name}} einschätzen",
    close: "Schließen",
    not_assessed: "nicht eingeschätzt",
    level: "{{number}} · {{name}}",
    since: "{{by}}, {{day}}",
    saved: "{{name}} ist eingeschätzt.",
    gone: "in keiner Karte mehr",
  },
});
