import type { Schemas } from "../../api/client.ts";

export type Competency = Schemas["KnownCompetency"];
type Assessment = Schemas["Assessment"];

/// Level by competency; what is not assessed is not there.
type Levels = Record<string, number>;

export function levels_of(assessments: readonly Assessment[]): Levels {
  return Object.fromEntries(assessments.map((one) => [one.competency, one.level]));
}

/// As the server takes them: all of them, in a fixed order.
export function to_competencies(levels: Levels) {
  return Object.keys(levels)
    .sort()
    .map((competency) => ({ competency, level: levels[competency] ?? 1 }));
}

/// With a level set, or, with 0, taken away.
export function with_level(levels: Levels, competency: string, level: number): Levels {
  const { [competency]: _, ...others } = levels;
  return level > 0 ? { ...others, [competency]: level } : others;
}

/// What a level is called; its number where it has no name.
export function level_name(competency: Competency | undefined, level: number) {
  return competency?.levels[level - 1] ?? `${level}`;
}

/// Those of the maps, then those that only a person has.
export function with_forgotten(known: readonly Competency[], levels: Levels): Competency[] {
  const forgotten = Object.keys(levels)
    .filter((id) => !known.some((one) => one.id === id))
    .sort();
  return [...known, ...forgotten.map((id) => ({ id, name: id, text: "", levels: [] }))];
}
