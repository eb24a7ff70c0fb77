import { lazy, Suspense } from "react";
import type { MapIndex } from "../../app/process.tsx";
import { ClosePanel } from "../../deals/close_panel.tsx";
import { MovePanel } from "../../deals/move_panel.tsx";
import { EditPanel } from "./edit_panel.tsx";
import { FinishPanel, ReopenPanel } from "./end_panels.tsx";
import type { DealView } from "./model.ts";
import { AssignPanel, DeletePanel, FollowPanel } from "./small_panels.tsx";
import { TouchPanel } from "./touch_panel.tsx";
import { useDo } from "./use_do.ts";

const MigratePanel = lazy(() => import("./migrate_panel.tsx"));
const SharePanel = lazy(() => import("./share_panel.tsx"));
const MergePanel = lazy(() => import("./merge_panel.tsx"));

/// What is being done with the whole deal, beside the page.
export function Panel({ view, index }: { view: DealView; index: MapIndex }) {
  const doing = useDo();
  const props = { view, index };
  const deal = view.deal.id;
  switch (doing.name) {
    case "touch":
      return <TouchPanel key={doing.arg} {...props} />;
    case "move":
      return doing.arg === "end" ? (
        <FinishPanel {...props} />
      ) : (
        <MovePanel deal={deal} to={doing.arg} on_close={doing.close} on_moved={doing.close} />
      );
    case "close":
      return (
        <ClosePanel
          deal={deal}
          {...(doing.arg ? { outcome: doing.arg } : {})}
          on_outcome={(outcome) => doing.open("close", outcome)}
          on_close={doing.close}
          on_closed={doing.close}
        />
      );
    case "edit":
      return <EditPanel {...props} />;
    case "reopen":
      return <ReopenPanel {...props} />;
    case "follow":
      return <FollowPanel {...props} />;
    case "assign":
      return <AssignPanel {...props} />;
    case "delete":
      return <DeletePanel {...props} />;
    case "migrate":
      return (
        <Suspense>
          <MigratePanel {...props} />
        </Suspense>
      );
    case "share":
      return (
        <Suspense>
          <SharePanel view={view} />
        </Suspense>
      );
    case "merge":
      return (
        <Suspense>
          <MergePanel {...props} />
        </Suspense>
      );
    default:
      return null;
  }
}
