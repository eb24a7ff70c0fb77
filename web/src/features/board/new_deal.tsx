import "../../deals/deals.css";
import { useNavigate } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "../../api/client.ts";
import { useFormat } from "../../app/format.ts";
import type { MapIndex } from "../../app/process.tsx";
import { useMay, useSession } from "../../app/session.tsx";
import { fault_at } from "../../deals/acts.ts";
import { ContactPicks } from "../../deals/contact_picks.tsx";
import { FormError } from "../../deals/form_error.tsx";
import { usePeople } from "../../deals/names.ts";
import { useFaultFocus } from "../../deals/use_fault_focus.ts";
import { Button } from "../../ui/button.tsx";
import { SelectField, TextField } from "../../ui/fields.tsx";
import { Segments } from "../../ui/segments.tsx";
import { SidePanel } from "../../ui/side_panel.tsx";
import { AccountField } from "./account_field.tsx";
import { type NewDeal, name_of, told_fields, value_fault, values_of } from "./new_deal_model.ts";
import { new_deal_texts } from "./new_deal_texts.ts";
import { useNewDeal } from "./use_new_deal.ts";

interface PartProps {
  deal: NewDeal;
  on_change: (change: Partial<NewDeal>) => void;
  error_of: (name: string) => string | undefined;
}

function Contacts({ deal, on_change, error }: Omit<PartProps, "error_of"> & { error: unknown }) {
  const { t } = useTranslation(new_deal_texts);
  const query = { account: deal.account, limit: 50, order: "name" };
  const known = $api.useQuery("get", "/api/contacts", { params: { query } }, { enabled: deal.account > 0 });
  return (
    <>
      <ContactPicks
        label={t("contacts")}
        contacts={deal.account > 0 ? (known.data?.contacts ?? []) : []}
        chosen={deal.contacts}
        on_choose={(contacts) => on_change({ contacts })}
      />
      <TextField
        label={t("new_contact")}
        value={deal.contact_name}
        onChange={(event) => on_change({ contact_name: event.target.value })}
      />
      {deal.contact_name.trim() !== "" && (
        <TextField
          label={t("contact_email")}
          type="email"
          value={deal.contact_email}
          error={fault_at(error, "/email")}
          onChange={(event) => on_change({ contact_email: event.target.value })}
        />
      )}
    </>
  );
}

function Who({ deal, on_change, error_of }: PartProps) {
  const { t } = useTranslation(new_deal_texts);
  const me = useSession();
  const may_assign = useMay("deal.assign");
  const { choices } = usePeople();
  const teams = $api.useQuery("get", "/api/teams", {}, { staleTime: 300_000 });
  const others = may_assign ? choices.filter((one) => one.id !== `${me.person}`) : [];
  return (
    <div className="pair">
      <SelectField
        label={t("owner")}
        value={deal.owner}
        error={error_of("owner")}
        onChange={(event) => on_change({ owner: event.target.value })}
        choices={[
          { id: "", name: t("by_rules") },
          { id: `${me.person}`, name: t("me", { name: me.name }) },
          ...others,
        ]}
      />
      {may_assign && (
        <SelectField
          label={t("team")}
          value={deal.team}
          error={error_of("team")}
          onChange={(event) => on_change({ team: event.target.value })}
          choices={[
            { id: "", name: t("of_owner") },
            ...(teams.data?.teams ?? []).map((team) => ({ id: `${team.id}`, name: team.name })),
          ]}
        />
      )}
    </div>
  );
}

function What({ deal, on_change, error_of, index }: PartProps & { index: MapIndex }) {
  const { t } = useTranslation(new_deal_texts);
  const lists = {
    channel: index.map.channels,
    offering: index.map.offerings,
    persona: index.map.personas,
  };
  return (
    <div className="pair">
      {(["channel", "offering", "persona"] as const).map((field) => {
        const list = lists[field] ?? [];
        if (list.length === 0) return null;
        return (
          <SelectField
            key={field}
            label={t(field)}
            value={deal[field]}
            error={error_of(field)}
            onChange={(event) => on_change({ [field]: event.target.value })}
            choices={[
              { id: "", name: t("not_known") },
              ...list.map((one) => ({ id: one.id ?? "", name: one.name })),
            ]}
          />
        );
      })}
      <TextField
        label={t("campaign")}
        value={deal.campaign}
        error={error_of("campaign")}
        onChange={(event) => on_change({ campaign: event.target.value })}
      />
    </div>
  );
}

function Money({ deal, on_change, error_of }: PartProps) {
  const { t } = useTranslation(new_deal_texts);
  const today = useFormat().today();
  return (
    <div className="pair">
      <TextField
        label={t("amount")}
        inputMode="decimal"
        value={deal.amount}
        error={error_of("amount")}
        onChange={(event) => on_change({ amount: event.target.value })}
      />
      <TextField
        label={t("currency")}
        maxLength={3}
        value={deal.currency}
        error={error_of("currency")}
        onChange={(event) => on_change({ currency: event.target.value.toUpperCase() })}
      />
      <TextField
        label={t("close")}
        type="date"
        value={deal.expected_close}
        error={error_of("expected_close")}
        onChange={(event) => on_change({ expected_close: event.target.value })}
      />
      <TextField
        label={t("since")}
        type="date"
        max={today}
        value={deal.since || today}
        error={error_of("at")}
        onChange={(event) => on_change({ since: event.target.value })}
      />
    </div>
  );
}

/// Of a map that has one channel or one offering, that one is meant.
function only(list: { id?: string }[] | undefined) {
  return list?.length === 1 ? (list[0]?.id ?? "") : "";
}

function first_values(index: MapIndex, currency: string): NewDeal {
  return {
    account: 0,
    account_name: "",
    domain: "",
    name: "",
    contacts: [],
    contact_name: "",
    contact_email: "",
    is_qualified: true,
    owner: "",
    team: "",
    channel: only(index.map.channels),
    offering: only(index.map.offerings),
    persona: "",
    campaign: "",
    amount: "",
    currency,
    expected_close: "",
    since: "",
  };
}

interface Props {
  index: MapIndex;
  process: number;
  on_close: () => void;
}

/// A new lead or deal, with its account and contact where they are new too (D1).
export default function NewDealPanel({ index, process, on_close }: Props) {
  const { t } = useTranslation(new_deal_texts);
  const navigate = useNavigate();
  const workspace = $api.useQuery("get", "/api/workspace", {}, { staleTime: 300_000 });
  const [deal, set_deal] = useState(() =>
    first_values(index, index.map.currency ?? workspace.data?.currency ?? ""),
  );
  const change = (next: Partial<NewDeal>) => set_deal((before) => ({ ...before, ...next }));
  const { create, error, is_pending } = useNewDeal(process, deal, change);
  const form = useRef<HTMLFormElement>(null);
  useFaultFocus(form, error);
  const values = values_of(deal);
  const error_of = (name: string) => value_fault(error, values, name);
  const parts = { deal, on_change: change, error_of };
  const submit = async (is_opened: boolean) => {
    const made = await create();
    if (!made) return;
    if (is_opened) void navigate({ to: "/deals/$deal", params: { deal: `${made.id}` } });
    else on_close();
  };
  const can_create = name_of(deal) !== "";
  return (
    <SidePanel
      about="new"
      title={t("title")}
      on_close={on_close}
      footer={
        <>
          <Button
            kind="main"
            isDisabled={!can_create}
            isPending={is_pending}
            onPress={() => void submit(false)}
          >
            {t("create")}
          </Button>
          <Button isDisabled={!can_create} isPending={is_pending} onPress={() => void submit(true)}>
            {t("create_open")}
          </Button>
        </>
      }
    >
      <form
        ref={form}
        className="inform bare"
        onSubmit={(event) => {
          event.preventDefault();
          if (can_create) void submit(false);
        }}
      >
        <AccountField deal={deal} on_change={change} error={error_of("account")} />
        <TextField
          label={t("name")}
          hint={t("name_hint")}
          value={deal.name}
          error={fault_at(error, "/name")}
          onChange={(event) => change({ name: event.target.value })}
        />
        <div className="field">
          <span className="s q">{t("start")} </span>
          <Segments
            label={t("start")}
            choices={[
              { id: "deal", name: t("as_deal") },
              { id: "lead", name: t("as_lead") },
            ]}
            chosen={deal.is_qualified ? "deal" : "lead"}
            on_choose={(id) => change({ is_qualified: id === "deal" })}
          />
        </div>
        <Contacts deal={deal} on_change={change} error={error} />
        <Who {...parts} />
        <Money {...parts} />
        <What {...parts} index={index} />
        <FormError error={error} fields={told_fields(values)} />
      </form>
    </SidePanel>
  );
}
