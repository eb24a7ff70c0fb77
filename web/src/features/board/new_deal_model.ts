import type { Schemas } from "../../api/client.ts";
import { ApiError } from "../../api/client.ts";

/// What is typed of a new deal.
export interface NewDeal {
  /// An account that is there; 0: none, or the new one of `account_name`.
  account: number;
  account_name: string;
  domain: string;
  name: string;
  contacts: number[];
  contact_name: string;
  contact_email: string;
  is_qualified: boolean;
  owner: string;
  team: string;
  channel: string;
  offering: string;
  persona: string;
  campaign: string;
  amount: string;
  currency: string;
  expected_close: string;
  /// A day up to today; empty: today.
  since: string;
}

const attributes = [
  "owner",
  "team",
  "channel",
  "offering",
  "persona",
  "campaign",
  "amount",
  "currency",
  "expected_close",
] as const;

/// The values that are stated; a currency alone states nothing.
export function values_of(deal: NewDeal): Schemas["AttributeValue"][] {
  const stated = attributes.filter((name) => deal[name].trim() !== "");
  const values = stated
    .filter((name) => name !== "currency" || deal.amount.trim() !== "")
    .map((name) => ({ name, value: deal[name].trim() }));
  return deal.account > 0 ? [{ name: "account", value: `${deal.account}` }, ...values] : values;
}

/// A deal that was given no name bears its account's.
export function name_of(deal: NewDeal) {
  return deal.name.trim() || deal.account_name.trim();
}

/// The server's word about one value: its faults name the place in the list that was sent.
export function value_fault(error: unknown, values: readonly { name: string }[], name: string) {
  if (!(error instanceof ApiError)) return undefined;
  const i = values.findIndex((value) => value.name === name);
  const at = [`/values/${i}`, `/values/${i}/value`, `/${name}`, `/values/${name}`];
  const fault = error.problem.faults.find((one) => at.includes(one.at));
  return fault && [fault.message, fault.mend].filter(Boolean).join(". ");
}

/// The places of faults that stand at their fields; one of all values together has none.
export function told_fields(values: readonly unknown[]) {
  return ["/name", "/email", "/at", ...values.map((_, i) => `/values/${i}`)];
}
