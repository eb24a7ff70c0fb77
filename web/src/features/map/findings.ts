import type { Schemas } from "../../api/client.ts";
import { find_spot, type JsonObject, way_to } from "./elements.ts";

export type Finding = Schemas["MapFinding"];
type Severity = "error" | "warning" | "note";

/// A finding with the number that stands at its element.
export interface Numbered {
  number: number;
  finding: Finding;
  severity: Severity;
}

const order: readonly Severity[] = ["error", "warning", "note"];

function severity_of(finding: Finding): Severity {
  return order.find((one) => one === finding.severity) ?? "note";
}

/// The gravest first, then as the map runs; waived ones have no number.
export function number_findings(findings: readonly Finding[]): Numbered[] {
  const open = findings.filter((one) => !one.waived);
  const sorted = order.flatMap((severity) => open.filter((one) => severity_of(one) === severity));
  return sorted.map((finding, i) => ({ number: i + 1, finding, severity: severity_of(finding) }));
}

export function waived(findings: readonly Finding[]) {
  return findings.filter((one) => one.waived);
}

export function counts(numbered: readonly Numbered[]) {
  const count = (severity: Severity) => numbered.filter((one) => one.severity === severity).length;
  return { errors: count("error"), warnings: count("warning"), notes: count("note") };
}

/// The findings of an element and of what stands inside it, where that is not `shown` with badges of its own.
export function findings_at(
  map: JsonObject,
  numbered: readonly Numbered[],
  address: string,
  shown: (address: string) => boolean = () => false,
): Numbered[] {
  return numbered.filter(({ finding }) => {
    for (const at of way_to(map, finding.address)) {
      if (at === address) return true;
      if (shown(at)) return false;
    }
    return false;
  });
}

/// The field in which a finding is mended, by its rule.
const mended_in: Record<string, string> = {
  "seller-centred/no-value": "value",
  "seller-centred/seller-value": "value",
  "seller-centred/no-act": "does",
  "seller-centred/seller-act": "does",
  "seller-centred/nothing-learnt": "learns",
  "opinion-criterion/opinion": "text",
  "opinion-criterion/seller-act": "text",
  "opinion-criterion/unclear": "text",
  "internal-gate/criteria": "exit",
  "internal-gate/internal-evidence": "evidence",
  "journey/unserved-step": "served_by",
  "unmeasured/goal-unmeasured": "measures",
  "unmeasured/no-target": "measures",
  "unmeasured/small-measures": "measures",
  "unmeasured/task-measure": "measures",
  "no-duration/no-days": "expected_days",
  "no-duration/no-conversion": "expected_conversion",
  "inconsistent-targets": "measures",
  "borrowed/not-adapted": "origin.adapted",
  "borrowed/no-contributors": "contributors",
  "borrowed/unheard-role": "contributors",
  "borrowed/no-consensus": "contributors",
  "no-outcome/no-won": "outcomes",
  "no-outcome/no-lost": "outcomes",
  "no-exit-criterion": "exit",
  "duplicate/name": "name",
  "no-goals/empty": "stages",
  "price-rule": "where",
  "journey/none": "personas",
};

/// What one goes to in order to mend a finding: an element and a field of it.
export function mending_place(map: JsonObject, finding: Finding) {
  const field = mended_in[finding.rule];
  const of_map = finding.rule === "borrowed/unheard-role";
  const at = of_map || !find_spot(map, finding.address) ? "map" : finding.address;
  return { at, field };
}

interface Waiver extends JsonObject {
  rule: string;
  reason: string;
}

/// The waiver that keeps one finding where it is.
export function waiver_of(finding: Finding, reason: string, by: string): Waiver {
  const [rule = "", the_case] = finding.rule.split("/");
  return {
    rule,
    ...(the_case ? { case: the_case } : {}),
    ...(finding.address === "map" ? {} : { at: finding.address }),
    reason,
    ...(by ? { by } : {}),
  };
}

/// Whether a waiver of the map is why a finding is waived.
export function waives(waiver: JsonObject, finding: Finding) {
  const [rule, the_case] = finding.rule.split("/");
  return (
    waiver.rule === rule &&
    (waiver.case === undefined || waiver.case === the_case) &&
    (waiver.at === undefined || waiver.at === finding.address)
  );
}
