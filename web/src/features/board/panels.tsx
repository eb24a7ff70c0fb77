import { lazy, Suspense } from "react";
import type { MapIndex } from "../../app/process.tsx";
import type { Search } from "../../app/router.tsx";
import { ClosePanel } from "../../deals/close_panel.tsx";
import { MovePanel } from "../../deals/move_panel.tsx";

const FiltersPanel = lazy(() => import("./filters_panel.tsx"));
const ViewsPanel = lazy(() => import("./views_panel.tsx"));
const NewDealPanel = lazy(() => import("./new_deal.tsx"));

interface Props {
  index: MapIndex;
  process: number;
  search: Search;
  change: (search: Search, replace?: boolean) => void;
  set: (search: Search) => void;
}

/// What stands beside the board, as the address says.
export default function Panels({ index, process, search, change, set }: Props) {
  const close = () => change({ panel: undefined, deal: undefined, to: undefined });
  const deal = Number(search.deal) || 0;
  const to = `${search.to ?? ""}`;
  if (search.panel === "move" && deal && to)
    return <MovePanel deal={deal} to={to} was_refused on_close={close} on_moved={close} />;
  if (search.panel === "close" && deal)
    return (
      <ClosePanel
        key={deal}
        deal={deal}
        {...(to ? { outcome: to } : {})}
        on_outcome={(outcome) => change({ to: outcome })}
        on_close={close}
        on_closed={close}
      />
    );
  return (
    <Suspense>
      {search.panel === "filters" && (
        <FiltersPanel index={index} search={search} change={change} set={set} on_close={close} />
      )}
      {search.panel === "views" && <ViewsPanel search={search} set={set} on_close={close} />}
      {search.panel === "new" && <NewDealPanel index={index} process={process} on_close={close} />}
    </Suspense>
  );
}
