import { Plus, RotateCw } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "../../api/client.ts";
import { useFormat } from "../../app/format.ts";
import { type MapIndex, useProcess } from "../../app/process.tsx";
import { useMay } from "../../app/session.tsx";
import { IconButton } from "../../ui/button.tsx";
import { Actions, Pick } from "../../ui/menu.tsx";
import { useWords } from "./hooks.ts";
import { DayDialog, PeriodDialog } from "./period_dialogs.tsx";
import { name_of, type Period, recent_months, recent_quarters, whole } from "./periods.ts";
import type { MeasureSearch, Slicer } from "./question.ts";
import { texts } from "./texts.ts";

type Set = (change: Partial<Record<keyof MeasureSearch, MeasureSearch[keyof MeasureSearch]>>) => void;

interface Props {
  map: MapIndex;
  search: MeasureSearch;
  set: Set;
  now: Period;
  before: Period | undefined;
  as_of: string | undefined;
  is_refining: boolean;
  is_asking: boolean;
  /// Values of attributes that only the figures tell.
  campaigns: string[];
  on_refresh: () => void;
  children: React.ReactNode;
}

const sizes = ["lower third", "middle third", "upper third"];

export function SliceBar(props: Props) {
  const { t } = useTranslation(texts);
  const { map, search, set, campaigns } = props;
  const [added, set_added] = useState<Slicer | "size">();
  const values = useSliceValues(map, campaigns, search.process);
  const { is_asked } = useNames();
  const slicers = (Object.keys(values) as (Slicer | "size")[]).filter(
    // Teams and owners that are still asked for have their place: mostly there are some, and then nothing moves.
    (name) => values[name].length > 1 || search[name] !== undefined || (is_asked && is_named(name)),
  );
  const shown = slicers.filter((name, i) => i < 3 || search[name] !== undefined || added === name);
  const rest = slicers.filter((name) => !shown.includes(name));
  return (
    <section className="slice wraps" aria-label={t("slice_bar")}>
      <PeriodPick {...props} />
      <AgainstPick {...props} />
      {shown.map((name) => (
        <Pick
          key={name}
          label={t(`by_${name}`)}
          is_set={search[name] !== undefined}
          chosen={`${search[name] ?? ""}`}
          choices={[{ id: "", name: t("all") }, ...values[name]]}
          on_choose={(id) =>
            set({ [name]: id === "" ? undefined : is_number(name) ? Number(id) : id, fig: undefined })
          }
        />
      ))}
      {rest.length > 0 && (
        <Actions
          label={t("add_slice")}
          class_name="btn text s"
          button={
            <>
              <Plus className="i" aria-hidden /> {t("slice")}
            </>
          }
          actions={rest.map((name) => ({ id: name, name: t(`by_${name}`) }))}
          on_act={set_added}
        />
      )}
      <span className="sp" />
      <AsOf {...props} />
      {props.children}
    </section>
  );
}

function is_named(name: string) {
  return name === "team" || name === "owner";
}

function is_number(name: string) {
  return name === "team" || name === "owner" || name === "ran_on";
}

interface Choice {
  id: string;
  name: string;
}

function named(
  list: readonly { id?: string | undefined; name?: string | undefined }[] | undefined,
): Choice[] {
  return (list ?? []).map((one) => ({ id: one.id ?? "", name: one.name ?? one.id ?? "" }));
}

export function useNames() {
  const may_people = useMay("people.read");
  const people = $api.useQuery("get", "/api/people", {}, { staleTime: 300_000, enabled: may_people });
  const teams = $api.useQuery("get", "/api/teams", {}, { staleTime: 300_000 });
  const numbered = (list: readonly { id: number; name: string }[] | undefined): Choice[] =>
    (list ?? []).map((one) => ({ id: `${one.id}`, name: one.name }));
  return {
    people: numbered(people.data?.people),
    teams: numbered(teams.data?.teams),
    is_asked: people.isLoading || teams.isLoading,
  };
}

function useSliceValues(
  map: MapIndex,
  campaigns: string[],
  process: number | undefined,
): Record<Slicer | "size", Choice[]> {
  const { t } = useTranslation(texts);
  const versions = useProcess(process).process?.head ?? 0;
  const { people, teams } = useNames();
  return {
    team: teams,
    channel: named(map.map.channels),
    offering: named(map.map.offerings),
    owner: people,
    persona: named(map.map.personas),
    campaign: campaigns.map((id) => ({ id, name: id })),
    ran_on: Array.from({ length: versions }, (_, i) => ({
      id: `${i + 1}`,
      name: t("version_named", { version: i + 1 }),
    })),
    size: sizes.map((id) => ({ id, name: t(`size_${id.split(" ")[0]}`) })),
  };
}

function PeriodPick({ search, set, now, as_of: _ }: Props) {
  const { t } = useTranslation(texts);
  const format = useFormat();
  const words = useWords();
  const [is_asking, set_asking] = useState(false);
  const today = search.at ?? format.today();
  const periods = [...recent_quarters(today, 6), ...recent_months(today, 6)];
  const choices = [
    ...periods.map((period) => ({ id: period.id, name: name_of(period, format, words) })),
    { id: "90d", name: t("last_days", { count: 90 }) },
    { id: "365d", name: t("last_days", { count: 365 }) },
    { id: whole.id, name: t("whole") },
    { id: "own", name: t("own_period") },
  ];
  return (
    <>
      <Pick
        label={t("period")}
        shown={name_of(now, format, words)}
        is_set
        choices={choices}
        chosen={choices.some((choice) => choice.id === now.id) ? now.id : "own"}
        on_choose={(id) => (id === "own" ? set_asking(true) : set({ period: id }))}
      />
      {is_asking && (
        <PeriodDialog
          title={t("own_period")}
          first={now}
          on_close={() => set_asking(false)}
          on_choose={(period) => {
            set({ period: period.id });
            set_asking(false);
          }}
        />
      )}
    </>
  );
}

function AgainstPick({ search, set, now, before }: Props) {
  const { t } = useTranslation(texts);
  const format = useFormat();
  const words = useWords();
  const [is_asking, set_asking] = useState(false);
  if (now.id === whole.id) return null;
  const chosen = search.against ?? "before";
  return (
    <>
      <Pick
        label={t("against")}
        shown={before ? name_of(before, format, words) : t("nothing")}
        chosen={["before", "year", "none"].includes(chosen) ? chosen : "own"}
        choices={[
          { id: "before", name: t("period_before") },
          { id: "year", name: t("year_before") },
          { id: "own", name: t("other_period") },
          { id: "none", name: t("nothing") },
        ]}
        on_choose={(id) =>
          id === "own"
            ? set_asking(true)
            : set({ against: id === "before" ? undefined : id, earlier: undefined })
        }
      />
      {is_asking && (
        <PeriodDialog
          title={t("other_period")}
          first={before ?? now}
          on_close={() => set_asking(false)}
          on_choose={(period) => {
            set({ against: period.id });
            set_asking(false);
          }}
        />
      )}
    </>
  );
}

/// As of when the figures are told, and any day in the past.
function AsOf({ search, set, as_of, is_refining, is_asking, on_refresh }: Props) {
  const { t } = useTranslation(texts);
  const format = useFormat();
  const [is_open, set_open] = useState(false);
  const said = search.at
    ? t(search.known === "then" ? "as_it_stood" : "as_known_now", { day: format.full_day(search.at) })
    : as_of
      ? t("followed_to", { at: format.day_and_time(as_of) })
      : "";
  return (
    <>
      <span className="as-of" role="status">
        {is_asking ? t("asking") : is_refining ? t("refining") : ""}
      </span>
      <button type="button" className={search.at ? "pick x" : "pick"} onClick={() => set_open(true)}>
        {said || t("any_day")}
      </button>
      <IconButton label={t("refresh")} onPress={on_refresh}>
        <RotateCw className="i" />
      </IconButton>
      {is_open && (
        <DayDialog
          at={search.at}
          known={search.known}
          on_close={() => set_open(false)}
          on_choose={(at, known) => {
            set({ at, known, fig: undefined });
            set_open(false);
          }}
        />
      )}
    </>
  );
}
