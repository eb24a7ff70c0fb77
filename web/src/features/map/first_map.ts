import { new_id } from "./elements.ts";

/// What one says of a map that begins from nothing.
export interface FirstMap {
  name: string;
  goals: { name: string; value: string }[];
  /// Who the customer is: a person in the role in which they buy.
  customer: string;
  language: "en" | "de";
  currency: string;
  /// Words for the ways in which a deal ends.
  outcomes: { won: string; lost: string; no_decision: string };
  sales: string;
}

/// A text as YAML: in single quotes, on one line.
function quoted(text: string) {
  return `'${text.replace(/\s+/g, " ").trim().replaceAll("'", "''")}'`;
}

/// The text of a first map. All that is said here can be changed afterwards.
export function first_map_text(first: FirstMap): string {
  const none = {};
  const lines = [
    "stagecraft: 1",
    `id: ${new_id(none, "map", first.name)}`,
    `name: ${quoted(first.name)}`,
    ...(first.language === "en" ? [] : [`language: ${first.language}`]),
    ...(first.currency ? [`currency: ${first.currency}`] : []),
    "origin: {kind: own}",
    "roles:",
    `  - {id: customer, name: ${quoted(first.customer)}, side: customer}`,
    `  - {id: sales, name: ${quoted(first.sales)}, side: us}`,
    "personas:",
    `  - {id: ${new_id(none, "persona", first.customer)}, name: ${quoted(first.customer)}}`,
    "goals:",
  ];
  const taken = new Set(["won", "lost", "no_decision"]);
  for (const goal of first.goals) {
    const plain = new_id(none, "goal", goal.name);
    let id = plain;
    for (let n = 2; taken.has(id); ++n) id = `${plain.slice(0, 60)}_${n}`;
    taken.add(id);
    lines.push(`  - id: ${id}`, `    name: ${quoted(goal.name)}`);
    if (goal.value.trim()) lines.push(`    value: ${quoted(goal.value)}`);
  }
  lines.push("outcomes:");
  for (const kind of ["won", "lost", "no_decision"] as const)
    lines.push(`  - {id: ${kind}, name: ${quoted(first.outcomes[kind])}, kind: ${kind}}`);
  return `${lines.join("\n")}\n`;
}

/// The text of a template with a name of one's own, and an id made of it.
export function named_text(text: string, name: string) {
  return text
    .replace(/^id:.*$/m, () => `id: ${new_id({}, "map", name)}`)
    .replace(/^name:.*$/m, () => `name: ${quoted(name)}`);
}
