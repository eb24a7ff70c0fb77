import "./filter_bar.css";
import { Plus, X } from "lucide-react";
import { Fragment, memo } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "../../api/client.ts";
import { type Format, useFormat } from "../../app/format.ts";
import type { Search } from "../../app/router.tsx";
import { useMay } from "../../app/session.tsx";
import { Button } from "../../ui/button.tsx";
import { Pick } from "../../ui/menu.tsx";
import { Segments } from "../../ui/segments.tsx";
import { useIsNarrow } from "./board_hooks.ts";
import type { Head } from "./column_model.ts";
import {
  close_choice,
  close_choices,
  days_of_choice,
  type Filters,
  filter_fields,
  ids_of,
  type Order,
  orders,
  owner_text,
  search_of_view,
  without_filters,
} from "./search_model.ts";
import { board_texts } from "./texts.ts";
import { useOwners } from "./use_owners.ts";

interface Props {
  filters: Filters;
  order: Order;
  search: Search;
  change: (search: Search, replace?: boolean) => void;
  set: (search: Search) => void;
  /// Undefined while it is counted, and in the list.
  total: Total | undefined;
}

type PartProps = Pick<Props, "filters" | "search" | "change">;

const ViewPick = memo(function ViewPick({ search, change, set }: Pick<Props, "search" | "change" | "set">) {
  const { t } = useTranslation(board_texts);
  const query = $api.useQuery("get", "/api/saved-views", { params: { query: { list: "deals" } } });
  const views = query.data?.views ?? [];
  const chosen = views.find((view) => view.id === Number(search.view));
  const choose = (id: string) => {
    if (id === "manage") return change({ panel: "views" }, false);
    const view = views.find((one) => `${one.id}` === id);
    const bare = without_filters(search);
    set(view ? { ...bare, ...search_of_view(view.query), view: view.id } : bare);
  };
  return (
    <Pick
      label={t("view")}
      shown={chosen?.name ?? t("own_view")}
      is_set={chosen !== undefined}
      choices={[
        { id: "none", name: t("no_filters") },
        ...views.map((view) => ({
          id: `${view.id}`,
          name: view.name,
          ...(view.is_shared ? { hint: t("shared") } : {}),
        })),
        { id: "manage", name: t("manage_views") },
      ]}
      chosen={chosen ? `${chosen.id}` : "none"}
      on_choose={choose}
    />
  );
});

const OwnerPick = memo(function OwnerPick({ filters, change }: PartProps) {
  const { t } = useTranslation(board_texts);
  const owners = useOwners(filters);
  return (
    <Pick
      label={t("owner")}
      is_set={filters.owner !== undefined}
      shown={owners.shown}
      choices={owners.choices}
      chosen={(filters.owner ?? []).map(String)}
      on_choose={() => {}}
      on_choose_many={(ids) => change({ owner: owner_text(ids.map(Number)) })}
    />
  );
});

const TeamPick = memo(function TeamPick({ filters, change }: PartProps) {
  const { t } = useTranslation(board_texts);
  const query = $api.useQuery("get", "/api/teams", {}, { staleTime: 300_000 });
  const teams = query.data?.teams ?? [];
  if (teams.length === 0) return null;
  return (
    <Pick
      label={t("team")}
      is_set={filters.team !== undefined}
      choices={[
        { id: "all", name: t("all") },
        ...teams.map((team) => ({ id: `${team.id}`, name: team.name })),
      ]}
      chosen={filters.team === undefined ? "all" : `${filters.team}`}
      on_choose={(id) => change({ team: id === "all" ? undefined : Number(id) })}
    />
  );
});

function shown_days(
  { close_from, close_before }: Filters,
  format: Format,
  t: (key: string, values?: Record<string, string | undefined>) => string,
) {
  const last = close_before && format.full_day(days_of_choice.before(close_before));
  if (close_from && last) return t("from_to", { from: format.full_day(close_from), to: last });
  if (close_from) return t("from_day", { day: format.full_day(close_from) });
  return t("to_day", { day: last });
}

const ClosePick = memo(function ClosePick({ filters, change }: PartProps) {
  const { t } = useTranslation(board_texts);
  const format = useFormat();
  const today = format.today();
  const chosen = close_choice(filters, today);
  const choose = (id: string) =>
    id === "days" ? change({ panel: "filters" }, false) : change(days_of_choice.days(id, today));
  return (
    <Pick
      label={t("close")}
      is_set={chosen !== "any_day"}
      {...(chosen === "days" ? { shown: shown_days(filters, format, t) } : {})}
      choices={[...close_choices, "days"].map((id) => ({ id, name: t(id) }))}
      chosen={chosen}
      on_choose={choose}
    />
  );
});

/// The deals that another page chose; one press shows all again.
const NamedDeals = memo(function NamedDeals({ filters, change }: PartProps) {
  const { t } = useTranslation(board_texts);
  const count = ids_of(filters).length;
  if (count === 0) return null;
  return (
    <Button
      kind="text"
      small
      aria-label={t("named_deals_all", { count })}
      onPress={() => change({ ids: undefined })}
    >
      {t("named_deals", { count })}
      <X className="i" aria-hidden />
    </Button>
  );
});

const OrderPick = memo(function OrderPick({ order, change }: Pick<Props, "order" | "change">) {
  const { t } = useTranslation(board_texts);
  return (
    <Pick
      label={t("order")}
      choices={(Object.keys(orders) as Order[]).map((id) => ({ id, name: t(`order_${id}`) }))}
      chosen={order}
      on_choose={(id) => change({ order: id })}
    />
  );
});

/// Filters that have no control of their own in the bar.
const hidden_fields = filter_fields.filter(
  (field) => !["owner", "team", "close_from", "close_before", "ids", "status"].includes(field),
);

const MoreFilters = memo(function MoreFilters({ filters, search, change }: PartProps) {
  const { t } = useTranslation(board_texts);
  const is_narrow = useIsNarrow();
  const count = (is_narrow ? filter_fields : hidden_fields).filter(
    (field) => filters[field] !== undefined,
  ).length;
  return (
    <Button
      kind="text"
      small
      aria-expanded={search.panel === "filters"}
      onPress={() => change({ panel: search.panel === "filters" ? undefined : "filters" }, false)}
    >
      <Plus className="i" aria-hidden />
      {count > 0 ? t("more_filters_set", { count }) : t("more_filters")}
    </Button>
  );
});

interface Total {
  leads: number;
  open: Head;
}

function TotalText({ total: { leads, open } }: { total: Total }) {
  const { t } = useTranslation(board_texts);
  const format = useFormat();
  return (
    <span className="total" role="status">
      {leads > 0 && `${t("leads_count", { count: leads })} · `}
      {t("total", { count: open.deals })}
      {open.sums.map((sum) => (
        <Fragment key={sum.currency}>
          {" · "}
          <b className="nw">{format.money_short(sum.minor, sum.currency)}</b>
        </Fragment>
      ))}
    </span>
  );
}

/// Which deals, in which order, how many they are; board or list.
export function FilterBar({ filters, order, search, change, set, total }: Props) {
  const { t } = useTranslation(board_texts);
  const may_create = useMay("deal.create");
  const parts = { filters, search, change };
  // A thumb finds the other filters in the panel.
  const is_narrow = useIsNarrow();
  return (
    <section className="slice" aria-label={t("filters")}>
      <ViewPick search={search} change={change} set={set} />
      {!is_narrow && (
        <>
          <OwnerPick {...parts} />
          <TeamPick {...parts} />
          <ClosePick {...parts} />
          {search.show !== "list" && <OrderPick order={order} change={change} />}
        </>
      )}
      <MoreFilters {...parts} />
      <NamedDeals {...parts} />
      <span className="sp" />
      <div className="atend">
        {total && !is_narrow && <TotalText total={total} />}
        <Segments
          label={t("at_all")}
          choices={[
            { id: "board", name: t("board") },
            { id: "list", name: t("list") },
          ]}
          chosen={search.show === "list" ? "list" : "board"}
          on_choose={(id) => change({ show: id === "list" ? "list" : undefined }, false)}
        />
        {may_create && (
          <Button
            kind="main"
            small
            aria-label={t("make_deal")}
            onPress={() => change({ panel: "new", deal: undefined, to: undefined }, false)}
          >
            <Plus className="i" aria-hidden />
            {!is_narrow && t("new_deal")}
          </Button>
        )}
      </div>
    </section>
  );
}
