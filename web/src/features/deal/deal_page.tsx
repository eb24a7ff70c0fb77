import { Link, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { $api } from "../../api/client.ts";
import { Rail, RailSpace } from "../../app/rail.tsx";
import { InTurn } from "../../ui/in_turn.tsx";
import { Failed, Loading } from "../../ui/states.tsx";
import "../../deals/deals.css";
import "./deal.css";
import { useFormat } from "../../app/format.ts";
import type { MapIndex } from "../../app/process.tsx";
import { usePeople } from "../../deals/names.ts";
import { useDeal, useDealAhead } from "../../deals/use_deal.ts";
import { AfterSale } from "./after_sale.tsx";
import { Attachments } from "./attachments.tsx";
import { BuyingGroup } from "./buying_group.tsx";
import { Criteria } from "./criteria.tsx";
import { CloseDate } from "./dates.tsx";
import { Guide } from "./guide.tsx";
import { Head } from "./head.tsx";
import { type DealView, days_in_goal, days_per_stage, is_ended } from "./model.ts";
import { Objections } from "./objections.tsx";
import { Panel } from "./panels.tsx";
import { Plan } from "./plan.tsx";
import { Promises } from "./promises.tsx";
import { Quotes } from "./quotes.tsx";
import { page_texts } from "./texts.ts";
import { Timeline } from "./timeline.tsx";

/// The map with the days that this deal spent in each stage.
function DealRail({ view, index }: { view: DealView; index: MapIndex }) {
  const { t } = useTranslation(page_texts);
  const format = useFormat();
  const { deal } = view;
  const is_running = deal.status === "open";
  const here = is_running ? deal.stage : (deal.visits.find((visit) => visit.left === null)?.stage ?? "");
  const days = days_per_stage(deal.visits, new Date());
  const in_words = (value: number) => t("days_short", { days: format.number(value) });
  return (
    <Rail
      index={index}
      process={deal.map.process}
      of_goal={(goal) => {
        const spent = days_in_goal(goal, days, here);
        if (spent.days === undefined) return "";
        const so_far = spent.is_here ? t("so_far", { days: in_words(spent.days) }) : in_words(spent.days);
        if (spent.expected === undefined) return so_far;
        return t("of_expected", { days: so_far, expected: format.number(spent.expected) });
      }}
      of_stage={(place) => {
        const spent = days.get(place.id);
        const expected = place.stage.expected_days;
        const title = `${place.number} ${place.stage.name}`;
        if (spent === undefined) return { shown: " ", title };
        const shown = in_words(spent);
        const with_expected =
          expected === undefined ? shown : t("exp", { days: shown, expected: format.number(expected) });
        return {
          shown: place.id === here ? with_expected : shown,
          kind: place.id === here ? "on" : "done",
          title: `${title}: ${with_expected}`,
        };
      }}
    />
  );
}

/// Dates and history; files are below a history of any length, so they come after it.
function Past(props: { view: DealView; index: MapIndex }) {
  const params = { path: { deal: props.view.deal.id } };
  const events = $api.useQuery("get", "/api/deals/{deal}/events", { params });
  return (
    <InTurn
      parts={[
        { key: "dates", is_there: !events.isLoading, shown: <CloseDate {...props} /> },
        { key: "events", is_there: true, shown: <Timeline {...props} /> },
        { key: "files", is_there: true, shown: <Attachments {...props} /> },
      ]}
    />
  );
}

/// What is agreed with whom. The steps of the plan come by an answer of their own, and are above the others.
function Agreed(props: { view: DealView; index: MapIndex }) {
  const params = { path: { deal: props.view.deal.id } };
  const plan = $api.useQuery("get", "/api/deals/{deal}/plan", { params });
  return (
    <InTurn
      parts={[
        { key: "plan", is_there: !plan.isLoading, shown: <Plan {...props} /> },
        { key: "promises", is_there: true, shown: <Promises {...props} /> },
        { key: "group", is_there: true, shown: <BuyingGroup {...props} /> },
        { key: "objections", is_there: true, shown: <Objections {...props} /> },
      ]}
    />
  );
}

function Body({ view, index }: { view: DealView; index: MapIndex }) {
  const props = { view, index };
  return (
    <>
      <div className="deal-rail">
        <DealRail {...props} />
      </div>
      <main id="main" className="deal">
        <Head {...props} />
        <div className="wrapm">
          <div className="cols">
            <div className="g3">
              <div>
                {view.deal.status === "won" && <AfterSale {...props} />}
                <Guide {...props} />
                {!is_ended(view.deal) && <Criteria {...props} />}
                <Quotes {...props} />
              </div>
              <div>
                <Agreed {...props} />
              </div>
              <div>
                <Past {...props} />
              </div>
            </div>
          </div>
          <Panel {...props} />
        </div>
      </main>
    </>
  );
}

/// Everything about one deal: what the prospect needs now, what is missing, who promised what, and what happened.
export function DealPage() {
  const { t } = useTranslation(page_texts);
  const { deal } = useParams({ strict: false });
  useDealAhead(Number(deal));
  const { query, view, index, error } = useDeal(Number(deal));
  // Without the names of people, what is read first would move once they come.
  const people = usePeople();
  if (view && index && !people.is_pending) return <Body key={view.deal.id} view={view} index={index} />;
  if (error)
    return (
      <main id="main" className="pg">
        <h1>{t("no_deal")}</h1>
        <Failed error={error} on_again={() => void query.refetch()} />
        <p>
          <Link to="/run" search={{ show: "list" } as never}>
            {t("to_deals")}
          </Link>
        </p>
      </main>
    );
  return (
    <>
      <RailSpace />
      <main id="main" className="pg">
        <Loading what={t("the_deal")} lines={8} />
      </main>
    </>
  );
}
