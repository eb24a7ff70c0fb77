import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Schemas } from "../api/client.ts";
import { refresh_deals } from "../api/live.ts";
import { useFormat } from "../app/format.ts";
import type { MapIndex } from "../app/process.tsx";
import type { Drafts } from "./criteria.tsx";
import { find_criterion, is_filled, ways_of } from "./evidence_model.ts";
import { send_evidence } from "./moves.ts";

type CriterionView = Schemas["CriterionView"];

/// The evidence that was typed in a panel: kept until it is saved, one piece after the other.
export function useEvidence(deal: number, index: MapIndex | undefined, criteria: CriterionView[]) {
  const client = useQueryClient();
  const today = useFormat().today();
  const [drafts, set_drafts] = useState<Drafts>({});
  const [errors, set_errors] = useState<Record<string, unknown>>({});
  const open = criteria.filter((view) => !view.met);
  const filled = open.flatMap((view) => {
    const draft = drafts[view.criterion];
    if (!index || !draft) return [];
    const way = ways_of(find_criterion(index, view.stage, view.criterion), index)[draft.way];
    return way && is_filled(way, draft) ? [{ criterion: view.criterion, way, draft }] : [];
  });
  /// Says how many were saved and whether all were; what was refused stays with its reason.
  const save = async () => {
    let saved = 0;
    const failed: Record<string, unknown> = {};
    for (const one of filled) {
      try {
        await send_evidence({ deal, ...one, today });
        saved += 1;
        set_drafts(({ [one.criterion]: _, ...others }) => others);
      } catch (error) {
        failed[one.criterion] = error;
      }
    }
    set_errors(failed);
    if (saved > 0) refresh_deals(client, new Set([deal]));
    return { saved, is_all: Object.keys(failed).length === 0 };
  };
  return { drafts, set_drafts, errors, filled: filled.length, save };
}
