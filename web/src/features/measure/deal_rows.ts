import type { Schemas } from "../../api/client.ts";
import { digits_of } from "../../app/format.ts";
import type { MapIndex } from "../../app/process.tsx";
import type { Figure } from "./figures.ts";

interface DealRowShown {
  name: string;
  amount_minor: number | null;
  currency: string;
  /// Of the stay behind the figure; of the whole deal where the figure is of no stage.
  days: number | null;
  /// Where it stands, or how it ended.
  at: string;
  reason: string;
}

const day_ms = 86_400_000;

function days_from(from: string, to: string | null | undefined, as_of: string) {
  return Math.max(0, Math.round((Date.parse(to ?? as_of) - Date.parse(from)) / day_ms));
}

/// What a line tells of a deal behind a figure.
export function row_of(
  deal: Schemas["Deal"],
  figure: Pick<Figure, "stage" | "goal" | "as_of">,
  map: MapIndex,
): DealRowShown {
  const stages = figure.stage
    ? [figure.stage]
    : (map.goals.find((goal) => goal.id === figure.goal)?.stages.map((stage) => stage.id) ?? []);
  const visits = deal.visits.filter((visit) => stages.includes(visit.stage) && visit.entered);
  const first = visits[0]?.entered;
  const last = visits.at(-1);
  const amount = Number.parseFloat(deal.attributes.amount ?? "");
  const currency = deal.attributes.currency ?? "";
  return {
    name: deal.name,
    amount_minor: Number.isFinite(amount) ? Math.round(amount * 10 ** digits_of(currency)) : null,
    currency,
    days: first
      ? days_from(first, last?.left, figure.as_of)
      : stages.length > 0
        ? null
        : days_from(deal.created_at, deal.closing?.at, figure.as_of),
    at: deal.closing ? map.name_of(deal.closing.outcome) : map.name_of(deal.stage),
    reason: deal.closing?.reason ?? "",
  };
}
