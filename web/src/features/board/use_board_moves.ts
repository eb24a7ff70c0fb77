import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { $api, AwayError, type Schemas } from "../../api/client.ts";
import { say } from "../../ui/toasts.tsx";
import { useMoveInCache } from "./board_hooks.ts";
import type { BoardQuery } from "./board_query.ts";
import type { Column, DealRow } from "./column_model.ts";
import { board_texts } from "./texts.ts";

interface Moving {
  row: DealRow;
  from: Column;
  to: Column;
}

function deal_query(deal: number) {
  return $api.queryOptions("get", "/api/deals/{deal}", { params: { path: { deal } } }, { staleTime: 5000 });
}

/// What moves a card, and says what came of it, loads when one is about to be moved.
const load_sending = () => import("./send_move.ts");

async function send(...move: Parameters<Awaited<ReturnType<typeof load_sending>>["send_move"]>) {
  const loaded = await load_sending().catch(() => undefined);
  if (loaded) return loaded.send_move(...move);
  say(new AwayError().message);
  return "failed";
}

function title(column: Column) {
  return column.number ? `${column.number} ${column.name}` : column.name;
}

/// What a drop or a choice of the menu does. `on_refused` opens the panel; `on_close` that of an outcome; `heard` is what
/// a screen reader says meanwhile.
export function useBoardMoves(
  board: BoardQuery,
  on_refused: (deal: number, to: string) => void,
  on_close: (deal: number, outcome: string) => void,
) {
  const { t } = useTranslation(board_texts);
  const client = useQueryClient();
  const show = useMoveInCache(board);
  const [heard, set_heard] = useState("");
  /// Asks what the gate would say, so that a move that it lets pass is shown at once.
  const look_ahead = useCallback(
    (deal: number) => {
      void client.prefetchQuery(deal_query(deal));
      // Without it the move itself says so.
      load_sending().catch(() => undefined);
    },
    [client],
  );
  const go = useCallback(
    async ({ row, from, to }: Moving): Promise<boolean> => {
      const { target } = to;
      if (!target) {
        set_heard(t("not_here", { stage: to.name }));
        return false;
      }
      if (target.kind === "outcome") {
        on_close(row.id, target.id);
        return false;
      }
      const view = client.getQueryData<Schemas["DealView"]>(deal_query(row.id).queryKey);
      const known = view?.guide.moves.find((one) => one.to === target.id);
      const is_safe = known?.is_allowed === true && !known.needs_exception;
      set_heard(t("moving", { deal: row.name, stage: title(to) }));
      const undo = is_safe ? await show(row, from, to) : undefined;
      const answer = await send(client, row, target.id, title(to));
      if (answer !== "moved") undo?.();
      if (answer === "refused") on_refused(row.id, target.id);
      return answer === "moved";
    },
    [client, show, t, on_refused, on_close],
  );
  return { go, look_ahead, heard, set_heard };
}
