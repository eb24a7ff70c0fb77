import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "../../api/client.ts";
import { useMap, useProcess } from "../../app/process.tsx";
import { CountsRail, RailSpace } from "../../app/rail.tsx";
import { usePeople } from "../../deals/names.ts";
import { InTurn } from "../../ui/in_turn.tsx";
import { Failed, Loading } from "../../ui/states.tsx";
import { Changed } from "./changed.tsx";
import { FirstRun } from "./first_run.tsx";
import { Head } from "./head.tsx";
import {
  useDuePromises,
  useReach,
  useSilent,
  useSlipping,
  useTodaySearch,
  useWithoutNextStep,
} from "./hooks.ts";
import { NoNextStep } from "./no_next_step.tsx";
import { Figures, useOwnFigures } from "./own_figures.tsx";
import { Promises } from "./promises.tsx";
import { Silent } from "./silent.tsx";
import { Slipping } from "./slipping.tsx";
import { today_texts } from "./texts.ts";
import "./today.css";

function Work({ process }: { process: NonNullable<ReturnType<typeof useProcess>["process"]> }) {
  const reach = useReach();
  const map = useMap(process.id, process.head);
  const due = useDuePromises(reach);
  const slipping = useSlipping(reach);
  const without = useWithoutNextStep(reach);
  const silent = useSilent(reach);
  const figures = useOwnFigures(process.head > 0 ? process.id : undefined, reach);
  // Lines of promises say whose they are: they grow when the names come.
  const are_named = !usePeople().is_pending;
  const counts = {
    overdue: due.groups?.overdue.length,
    today: due.groups?.today.length ?? 0,
    slipping: slipping.data?.total,
    without: without.data?.deals.length,
    is_more_without: Boolean(without.data?.next),
  };
  return (
    <>
      {map.index ? <CountsRail index={map.index} process={process.id} /> : <RailSpace />}
      <main id="main" className="pg today">
        <Head counts={counts} figures={figures.figures} reach={reach} />
        <div className="main">
          <InTurn
            parts={[
              {
                key: "promises",
                is_there: !due.isLoading && are_named,
                shown: <Promises reach={reach} due={due} are_named={are_named} />,
              },
              { key: "slipping", is_there: true, shown: <Slipping query={slipping} /> },
            ]}
          />
        </div>
        <div className="main">
          <InTurn
            parts={[
              {
                key: "figures",
                is_there: !figures.isLoading,
                shown: <Figures query={figures} process={process.id} reach={reach} />,
              },
              { key: "no_step", is_there: !without.isLoading, shown: <NoNextStep query={without} /> },
              {
                key: "silent",
                is_there: !silent.isLoading,
                shown: <Silent query={silent} index={map.index} reach={reach} />,
              },
              { key: "changed", is_there: true, shown: <Changed index={map.index} reach={reach} /> },
            ]}
          />
        </div>
      </main>
    </>
  );
}

/// Whether there is any deal yet, of those that one sees.
function useHasDeals() {
  const query = $api.useQuery(
    "get",
    "/api/deals",
    { params: { query: { limit: 1 } } },
    { staleTime: 60_000 },
  );
  return { ...query, has_deals: (query.data?.deals.length ?? 0) > 0 };
}

/// Everybody's start page: what is due, what slips or waits, what changed, and one's own figures.
export function TodayPage() {
  const { t } = useTranslation(today_texts);
  const { search } = useTodaySearch();
  const { process, is_pending, error } = useProcess(search.process);
  const deals = useHasDeals();
  useEffect(() => {
    document.title = `${t("title")} · Stagecraft`;
  }, [t]);
  const failed = error ?? deals.error;
  if (!process && is_pending) return <Waiting />;
  if (deals.isPending) return <Waiting />;
  if (failed && !deals.data)
    return (
      <main id="main" className="pg">
        <h1 className="only-heard">{t("title")}</h1>
        <Failed error={failed} on_again={() => void deals.refetch()} />
      </main>
    );
  if (process && deals.has_deals) return <Work process={process} />;
  return (
    <main id="main" className="pg today one">
      <Head
        counts={{
          overdue: undefined,
          today: 0,
          slipping: undefined,
          without: undefined,
          is_more_without: false,
        }}
        figures={undefined}
        reach={undefined}
      />
      <FirstRun has_map={process !== undefined} />
    </main>
  );
}

function Waiting() {
  const { t } = useTranslation(today_texts);
  return (
    <>
      <RailSpace />
      <main id="main" className="pg">
        <h1 className="only-heard">{t("title")}</h1>
        <Loading what={t("title")} lines={8} />
      </main>
    </>
  );
}
