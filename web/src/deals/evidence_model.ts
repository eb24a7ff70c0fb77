import type { Schemas } from "../api/client.ts";
import type { Criterion, MapIndex } from "../app/process.tsx";

export type TouchKind = Schemas["TouchpointKind"];
type Evidence = NonNullable<Criterion["evidence"]>[number];

export const touch_kinds: TouchKind[] = ["call", "email", "meeting", "demo", "visit", "form"];

/// One way in which the map lets a criterion be shown.
export type Way =
  | { kind: "document"; output: string; name: string }
  | { kind: "answer"; question: string; choices: string[]; accept: string[] }
  | { kind: "touchpoint"; of: TouchKind[]; from: string }
  | { kind: "field"; field: string; name: string; type: string; choices: string[] }
  | { kind: "record"; record: string }
  | { kind: "person" };

/// What somebody has typed for one criterion and not saved yet.
export interface Draft {
  way: number;
  note: string;
  file: File | undefined;
  attachment: string;
  choice: string;
  touch: TouchKind | "";
  contact: string;
  day: string;
  value: string;
}

export const empty_draft: Draft = {
  way: 0,
  note: "",
  file: undefined,
  attachment: "",
  choice: "",
  touch: "",
  contact: "",
  day: "",
  value: "",
};

function to_way(evidence: Evidence, index: MapIndex): Way {
  switch (evidence.kind) {
    case "document": {
      const output = evidence.output ?? "";
      const all = index.goals.flatMap((goal) => goal.stages.flatMap((place) => place.stage.outputs ?? []));
      return { kind: "document", output, name: all.find((one) => one.id === output)?.name ?? output };
    }
    case "answer":
      return {
        kind: "answer",
        question: evidence.question ?? "",
        choices: evidence.choices ?? [],
        accept: evidence.accept ?? [],
      };
    case "touchpoint":
      return {
        kind: "touchpoint",
        of: evidence.of && evidence.of.length > 0 ? evidence.of : touch_kinds,
        from: evidence.from ?? "",
      };
    case "field": {
      const id = evidence.field ?? "";
      const field = (index.map.fields ?? []).find((one) => one.id === id);
      return {
        kind: "field",
        field: id,
        name: field?.name ?? id,
        type: `${field?.kind ?? "text"}`,
        choices: field?.choices ?? [],
      };
    }
    case "record":
      return { kind: "record", record: `${evidence.record ?? ""}` };
  }
}

export function find_criterion(index: MapIndex, stage: string, id: string): Criterion | undefined {
  return index.stage_of(stage)?.stage.exit?.find((criterion) => criterion.id === id);
}

/// In the map's order; any one suffices. A criterion that asks for nothing takes a person's word.
export function ways_of(criterion: Criterion | undefined, index: MapIndex): Way[] {
  const ways = (criterion?.evidence ?? []).map((evidence) => to_way(evidence, index));
  return ways.length > 0 ? ways : [{ kind: "person" }];
}

/// Whether enough was typed to be sent; what is wrong with it the server says.
export function is_filled(way: Way | undefined, draft: Draft): boolean {
  switch (way?.kind) {
    case "document":
      return draft.file !== undefined || draft.attachment !== "";
    case "answer":
      return draft.choice !== "";
    case "touchpoint":
      return draft.contact !== "";
    case "field":
      return draft.value.trim() !== "";
    case "person":
      return draft.note.trim() !== "";
    default:
      return false;
  }
}

/// The note by which evidence was given, as far as the deal says.
export function evidence_for(deal: Schemas["Deal"], criterion: string) {
  return deal.evidence.findLast((one) => one.criterion === criterion);
}

export function touch_for(deal: Schemas["Deal"], criterion: string) {
  return deal.touchpoints.findLast((one) => one.confirms.includes(criterion));
}

/// Texts with one thing a line; blank lines do not count.
export function lines_of(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}
