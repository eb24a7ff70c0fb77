import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "../../api/client.ts";
import { add_days, useFormat } from "../../app/format.ts";
import type { MapIndex } from "../../app/process.tsx";
import type { Search } from "../../app/router.tsx";
import { add_texts } from "../../app/texts.ts";
import { Button } from "../../ui/button.tsx";
import { SelectField, TextField } from "../../ui/fields.tsx";
import { SidePanel } from "../../ui/side_panel.tsx";
import { useIsNarrow } from "./board_hooks.ts";
import { filters_of, order_of, orders, owner_text, without_filters } from "./search_model.ts";
import { board_texts } from "./texts.ts";
import { useOwners } from "./use_owners.ts";

const texts = add_texts("board_filters", {
  en: {
    title: "Filter the deals",
    name: "Name begins with",
    any: "any",
    channel: "Channel",
    offering: "Offering",
    persona: "Persona",
    campaign: "Campaign",
    campaign_hint: "Written as on the deals.",
    next: "Next step",
    next_any: "any or none",
    next_none: "without a next step",
    next_due: "something was due before today",
    close_from: "Closes from",
    close_to: "to",
    amounts: "Amount",
    currency: "Currency",
    amount_from: "From",
    amount_before: "Below",
    amount_hint: "Amounts are compared within one currency: choose it first.",
    clear: "Clear filters",
  },
  de: {
    title: "Deals filtern",
    name: "Name beginnt mit",
    any: "alle",
    channel: "Kanal",
    offering: "Leistung",
    persona: "Persona",
    campaign: "Kampagne",
    campaign_hint: "Wie auf den Deals geschrieben.",
    next: "Nächster Schritt",
    next_any: "mit oder ohne",
    next_none: "ohne nächsten Schritt",
    next_due: "etwas war vor heute fällig",
    close_from: "Abschluss von",
    close_to: "bis",
    amounts: "Betrag",
    currency: "Währung",
    amount_from: "Ab",
    amount_before: "Unter",
    amount_hint: "Beträge werden innerhalb einer Währung verglichen: Wählen Sie zuerst diese.",
    clear: "Filter aufheben",
  },
});

interface Props {
  index: MapIndex;
  search: Search;
  change: (search: Search, replace?: boolean) => void;
  set: (search: Search) => void;
  on_close: () => void;
}

/// Typed text that becomes part of the address when one leaves the field or presses Enter.
function TypedFilter({
  label,
  value,
  on_change,
  ...rest
}: {
  label: string;
  value: string;
  on_change: (value: string) => void;
  hint?: string;
  type?: string;
  disabled?: boolean;
  list?: string;
}) {
  const [text, set_text] = useState(value);
  const [shown, set_shown] = useState(value);
  if (shown !== value) {
    set_shown(value);
    set_text(value);
  }
  const settle = () => text !== value && on_change(text.trim());
  return (
    <TextField
      {...rest}
      label={label}
      value={text}
      onChange={(event) => set_text(event.target.value)}
      onBlur={settle}
      onKeyDown={(event) => event.key === "Enter" && settle()}
    />
  );
}

/// Filters that are not in the bar. Each holds as soon as it is chosen.
export default function FiltersPanel({ index, search, change, set, on_close }: Props) {
  const { t } = useTranslation(texts);
  const filters = filters_of(search);
  const is_narrow = useIsNarrow();
  const { map } = index;
  const choices = (list: { id?: string; name: string }[] | undefined) => [
    { id: "", name: t("any") },
    ...(list ?? []).map((one) => ({ id: one.id ?? "", name: one.name })),
  ];
  const one_of = (
    field: "channel" | "offering" | "persona",
    list: { id?: string; name: string }[] | undefined,
  ) =>
    list && list.length > 0 ? (
      <SelectField
        label={t(field)}
        value={filters[field] ?? ""}
        onChange={(event) => change({ [field]: event.target.value || undefined })}
        choices={choices(list)}
      />
    ) : null;
  const number = (text: string) => (text === "" || Number.isNaN(Number(text)) ? undefined : Number(text));
  const last_day = filters.close_before ? add_days(filters.close_before, -1) : "";
  return (
    <SidePanel
      about="filters"
      title={t("title")}
      on_close={on_close}
      footer={
        <Button onPress={() => set({ ...without_filters(search), panel: "filters" })}>{t("clear")}</Button>
      }
    >
      <TypedFilter
        label={t("name")}
        value={filters.name ?? ""}
        on_change={(name) => change({ name: name || undefined })}
      />
      {is_narrow && <NarrowFilters search={search} change={change} />}
      <NextFilter value={filters.next ?? ""} on_change={(next) => change({ next })} />
      <div className="row top">
        <div className="grow">
          <TextField
            label={t("close_from")}
            type="date"
            value={filters.close_from ?? ""}
            onChange={(event) => change({ close_from: event.target.value || undefined })}
          />
        </div>
        <div className="grow">
          <TextField
            label={t("close_to")}
            type="date"
            value={last_day}
            onChange={(event) =>
              change({ close_before: event.target.value ? add_days(event.target.value, 1) : undefined })
            }
          />
        </div>
      </div>
      {one_of("channel", map.channels)}
      {one_of("offering", map.offerings)}
      {one_of("persona", map.personas)}
      <TypedFilter
        label={t("campaign")}
        hint={t("campaign_hint")}
        value={filters.campaign ?? ""}
        on_change={(campaign) => change({ campaign: campaign || undefined })}
      />
      <CurrencyFilter value={filters.currency ?? ""} on_change={(currency) => change({ currency })} />
      <div className="row top">
        {(["amount_from", "amount_before"] as const).map((field) => (
          <div className="grow" key={field}>
            <TypedFilter
              label={t(field)}
              type="number"
              disabled={!filters.currency}
              value={filters[field] === undefined ? "" : `${filters[field]}`}
              on_change={(text) => change({ [field]: number(text) })}
            />
          </div>
        ))}
      </div>
      {!filters.currency && <p className="hint">{t("amount_hint")}</p>}
    </SidePanel>
  );
}

/// On a narrow screen: what the bar has room for elsewhere.
function NarrowFilters({ search, change }: Pick<Props, "search" | "change">) {
  const { t } = useTranslation(board_texts);
  const teams = $api.useQuery("get", "/api/teams", {}, { staleTime: 300_000 });
  const filters = filters_of(search);
  const id_of = (text: string) => (text === "" ? undefined : Number(text));
  const owners = useOwners(filters);
  const owner = `${owner_text(filters.owner ?? []) ?? ""}`;
  // Several are chosen where there is room; here they are kept until one is chosen in their place.
  const several = owner.includes(",") ? [{ id: owner, name: owners.shown }] : [];
  return (
    <>
      <SelectField
        label={t("order")}
        value={order_of(search)}
        onChange={(event) => change({ order: event.target.value })}
        choices={Object.keys(orders).map((id) => ({ id, name: t(`order_${id}`) }))}
      />
      <SelectField
        label={t("owner")}
        value={owner}
        onChange={(event) => change({ owner: event.target.value || undefined })}
        choices={[{ id: "", name: t("all") }, ...several, ...owners.choices]}
      />
      <SelectField
        label={t("team")}
        value={`${filters.team ?? ""}`}
        onChange={(event) => change({ team: id_of(event.target.value) })}
        choices={[
          { id: "", name: t("all") },
          ...(teams.data?.teams ?? []).map((team) => ({ id: `${team.id}`, name: team.name })),
        ]}
      />
    </>
  );
}

function NextFilter({ value, on_change }: { value: string; on_change: (next: string | undefined) => void }) {
  const { t } = useTranslation(texts);
  const today = useFormat().today();
  const choices = [
    { id: "", name: t("next_any") },
    { id: "none", name: t("next_none") },
    { id: value && value !== "none" ? value : today, name: t("next_due") },
  ];
  return (
    <SelectField
      label={t("next")}
      value={value}
      onChange={(event) => on_change(event.target.value || undefined)}
      choices={choices}
    />
  );
}

/// Those that deals of this process are in now, to choose from or to type over.
function CurrencyFilter({
  value,
  on_change,
}: {
  value: string;
  on_change: (currency: string | undefined) => void;
}) {
  const { t } = useTranslation(texts);
  const id = useId();
  const workspace = $api.useQuery("get", "/api/workspace", {}, { staleTime: 300_000 });
  return (
    <>
      <TypedFilter
        label={t("currency")}
        value={value}
        list={id}
        on_change={(text) => on_change(text.toUpperCase() || undefined)}
      />
      <datalist id={id}>
        {[workspace.data?.currency ?? "EUR"].map((currency) => (
          <option key={currency} value={currency} />
        ))}
      </datalist>
    </>
  );
}
