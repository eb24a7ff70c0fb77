import type { QueryClient } from "@tanstack/react-query";
import i18next from "i18next";
import { is_raced, is_refused, move_deal } from "../../deals/moves.ts";
import { deal_texts } from "../../deals/texts.ts";
import { say } from "../../ui/toasts.tsx";
import type { DealRow } from "./column_model.ts";

/// Sends the move of a card and says what came of it; a refusal is left to the panel.
export async function send_move(
  client: QueryClient,
  row: DealRow,
  to: string,
  stage: string,
): Promise<"moved" | "refused" | "failed"> {
  const t = i18next.getFixedT(null, deal_texts);
  try {
    await move_deal(client, { deal: row.id, to, is_lead: row.status === "lead", revision: row.revision });
    say(t("moved", { deal: row.name, stage }));
    return "moved";
  } catch (error) {
    if (is_refused(error)) return "refused";
    say(is_raced(error) ? t("raced") : error instanceof Error ? error.message : `${error}`);
    return "failed";
  }
}
