import { $api, type Schemas } from "../../api/client.ts";
import type { MapIndex } from "../../app/process.tsx";
import { useMay, useSession } from "../../app/session.tsx";

/// Whether to offer the decision on a quote: to whoever fills an approving role of the rules that it breaks, or, where
/// the settings name nobody, to whoever has the right. The server decides in the end.
export function useMayDecide(index: MapIndex) {
  const has_right = useMay("quote.approve");
  const { person } = useSession();
  const selling = $api.useQuery("get", "/api/workspace/selling", {}, { staleTime: 300_000 });
  const roles = (selling.data?.roles ?? {}) as Record<string, number[] | undefined>;
  return (quote: Schemas["Quote"]) => {
    const rules = (index.map.price_rules ?? []).filter((rule) => quote.broken_rules.includes(rule.id ?? ""));
    const named = rules.flatMap((rule) => roles[rule.approver ?? ""] ?? []);
    return has_right && (named.length === 0 || named.includes(person));
  };
}
