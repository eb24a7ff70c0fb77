import { $api } from "../../api/client.ts";
import { type DealView, next_move } from "./model.ts";

/// What the gate says to leaving the last stage; undefined where the process does not end here. Asked only where nothing
/// leads on from the stage.
export function useFinish(view: DealView) {
  const params = { path: { deal: view.deal.id, to: "end" } };
  const may_end = view.guide.stage !== "" && !next_move(view);
  const preview = $api.useQuery(
    "get",
    "/api/deals/{deal}/move-previews/{to}",
    { params },
    { enabled: may_end },
  );
  return may_end && preview.data?.is_allowed ? preview.data : undefined;
}
