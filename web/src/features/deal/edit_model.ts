import type { ProcessMap } from "../../app/process.tsx";
import type { Deal } from "./model.ts";

export interface EditField {
  name: string;
  /// How it is typed; `choice` picks one of `choices`.
  input: "text" | "number" | "date" | "choice";
  kind: string;
  choices: { id: string; name: string }[];
}

const inputs: Record<string, EditField["input"]> = {
  number: "number",
  money: "number",
  days: "number",
  date: "date",
  flag: "choice",
  choice: "choice",
};

function named(list: { id?: string; name: string }[] | undefined) {
  return (list ?? []).map((one) => ({ id: one.id ?? "", name: one.name }));
}

function picked(name: string, choices: { id: string; name: string }[]): EditField {
  return { name, kind: "choice", choices, input: choices.length > 0 ? "choice" : "text" };
}

/// The fields of a deal that a person states, in the order of the form: those that every deal has, then the map's own.
export function edit_fields(map: ProcessMap): EditField[] {
  const plain = (name: string, input: EditField["input"]): EditField => ({
    name,
    input,
    kind: input,
    choices: [],
  });
  return [
    plain("name", "text"),
    plain("amount", "number"),
    plain("currency", "text"),
    plain("expected_close", "date"),
    { ...plain("owner", "choice") },
    { ...plain("team", "choice") },
    picked("channel", named(map.channels)),
    picked("offering", named(map.offerings)),
    picked("persona", named(map.personas)),
    plain("campaign", "text"),
    ...(map.fields ?? []).map((field) => ({
      name: field.id ?? "",
      kind: `${field.kind}`,
      input: inputs[`${field.kind}`] ?? "text",
      choices: (field.choices ?? []).map((choice) => ({ id: choice, name: choice })),
    })),
  ];
}

/// Fields that say who holds the deal.
export function is_holder(name: string) {
  return name === "owner" || name === "team";
}

/// What differs from what is stated; a number typed in another way ('17300' for '17300.00') does not.
export function changed_values(typed: Record<string, string>, deal: Deal) {
  return Object.entries(typed)
    .map(([name, value]) => ({ name, value: value.trim() }))
    .filter(({ name, value }) => {
      const before = name === "name" ? deal.name : (deal.attributes[name] ?? "");
      if (value === before) return false;
      const is_number = value !== "" && before !== "" && !Number.isNaN(Number(value));
      return !(is_number && name !== "account" && Number(value) === Number(before));
    });
}
