import { ErrorLine } from "../ui/states.tsx";
import { is_told_at } from "./acts.ts";

/// Beside the button that failed; nothing where every fault stands at its field already.
export function FormError({ error, fields }: { error: unknown; fields: readonly string[] }) {
  if (!error || is_told_at(error, fields)) return null;
  return <ErrorLine error={error} />;
}
