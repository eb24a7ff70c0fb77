import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api, type Schemas } from "../../api/client.ts";
import { useFormat } from "../../app/format.ts";
import { useMay } from "../../app/session.tsx";
import { ActForm } from "../../deals/act_form.tsx";
import { fault_at } from "../../deals/acts.ts";
import { is_raced } from "../../deals/moves.ts";
import { usePeople } from "../../deals/names.ts";
import { Button } from "../../ui/button.tsx";
import { SelectField, TextField } from "../../ui/fields.tsx";
import { Amount } from "../../ui/figures.tsx";
import { Section } from "../../ui/section.tsx";
import { SidePanel } from "../../ui/side_panel.tsx";
import { Answer } from "../../ui/states.tsx";
import { say } from "../../ui/toasts.tsx";
import { changed } from "./model.ts";
import { ContactForm } from "./new_panels.tsx";
import { Facts, Likely, Raced } from "./parts.tsx";
import { Personal } from "./personal.tsx";
import { people_texts } from "./texts.ts";
import { useRefreshCustomers, useWhere } from "./use_customers.ts";

type Account = Schemas["Account"];

const texts_of = ["name", "domain", "address"] as const;

function EditForm({ account }: { account: Account }) {
  const { t } = useTranslation(people_texts);
  const where = useWhere();
  const people = usePeople();
  const refresh = useRefreshCustomers();
  const [before] = useState(account);
  const [typed, set_typed] = useState<Partial<Account>>({});
  const close = () => where.go({ act: undefined });
  const change = $api.useMutation("patch", "/api/accounts/{account}", {
    onSuccess: (saved) => {
      say(t("saved", { name: saved.name }));
      close();
    },
    onSettled: refresh,
  });
  const has_raced = is_raced(change.error);
  const send = () => {
    const body = changed(typed, before);
    if (Object.keys(body).length === 0) return close();
    const { revision } = has_raced ? account : before;
    const params = { path: { account: account.id } };
    change.mutate({ params, body, headers: { "If-Match": `"${revision}"` } });
  };
  return (
    <ActForm
      title={t("edit")}
      act={t("do_save")}
      error={has_raced ? null : change.error}
      fields={["/name", "/domain", "/address", "/owner"]}
      is_pending={change.isPending}
      on_send={send}
      on_close={close}
    >
      {has_raced && <Raced before={before} now={account} fields={["name", "domain", "address", "owner"]} />}
      {texts_of.map((field) => (
        <TextField
          key={field}
          label={t(field)}
          hint={field === "domain" ? t("domain_hint") : undefined}
          value={typed[field] ?? before[field]}
          onChange={(event) => set_typed({ ...typed, [field]: event.target.value })}
          error={fault_at(change.error, `/${field}`)}
        />
      ))}
      <SelectField
        label={t("owner")}
        value={`${(typed.owner === undefined ? before.owner : typed.owner) ?? ""}`}
        onChange={(event) => set_typed({ ...typed, owner: Number(event.target.value) || null })}
        choices={[{ id: "", name: t("nobody") }, ...people.choices]}
        error={fault_at(change.error, "/owner")}
      />
    </ActForm>
  );
}

function Deals({ account }: { account: number }) {
  const { t } = useTranslation(people_texts);
  const format = useFormat();
  const query = $api.useQuery("get", "/api/deals", {
    params: { query: { account, order: "last_event_at", descending: true, limit: 20 } },
  });
  return (
    <Section level={3} title={t("deals")}>
      <Answer query={query} what={t("deals")} lines={2}>
        {({ deals }) =>
          deals.length === 0 ? (
            <p className="empty q s">{t("no_deals")}</p>
          ) : (
            <ul className="pairs">
              {deals.map((deal) => (
                <li key={deal.id}>
                  <span>
                    <Link to="/deals/$deal" params={{ deal: `${deal.id}` }}>
                      {deal.name}
                    </Link>
                    <span className="q s blockline">
                      {[
                        t(`status_${deal.status}`),
                        deal.owner_name,
                        format.day(deal.closed_at ?? deal.last_event_at),
                      ]
                        .filter(Boolean)
                        .join(", ")}
                    </span>
                  </span>
                  <span className="num">
                    <Amount minor={deal.amount_minor} currency={deal.currency} />
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
    </Section>
  );
}

function Contacts({ account }: { account: number }) {
  const { t } = useTranslation(people_texts);
  const where = useWhere();
  const may_change = useMay("account.change");
  const query = $api.useQuery("get", "/api/contacts", {
    params: { query: { account, order: "name", limit: 200 } },
  });
  return (
    <Section
      level={3}
      title={t("contacts")}
      more={
        may_change && (
          <button type="button" className="linkbtn" onClick={() => where.go({ act: "add" })}>
            {t("add_contact")}
          </button>
        )
      }
    >
      {where.act === "add" && (
        <ContactForm
          account={account}
          title={t("new_contact")}
          on_close={() => where.go({ act: undefined })}
        />
      )}
      <Answer query={query} what={t("contacts")} lines={2}>
        {({ contacts }) =>
          contacts.length === 0 ? (
            <p className="empty q s">{t("no_contacts")}</p>
          ) : (
            <ul className="pairs">
              {contacts.map((contact) => (
                <li key={contact.id}>
                  <span>
                    <button
                      type="button"
                      className="linkbtn"
                      onClick={() =>
                        where.go({ contact: contact.id, tab: where.tab, account: undefined, act: undefined })
                      }
                    >
                      {contact.name || "–"}
                    </button>
                    <span className="q s blockline">
                      {[contact.position, contact.email].filter(Boolean).join(", ")}
                    </span>
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
    </Section>
  );
}

function Body({ account }: { account: Account }) {
  const { t } = useTranslation(people_texts);
  const format = useFormat();
  const where = useWhere();
  const people = usePeople();
  const may_change = useMay("account.change");
  const may_erase = useMay("person.erase");
  const teams = $api.useQuery("get", "/api/teams", {}, { staleTime: 300_000 });
  const team = teams.data?.teams.find((one) => one.id === account.team)?.name ?? "";
  if (account.erased_at !== null)
    return <p className="note">{t("erased_account", { day: format.full_day(account.erased_at) })}</p>;
  if (account.merged_into !== null)
    return (
      <p className="note">
        {t("is_merged")}{" "}
        <button
          type="button"
          className="linkbtn"
          onClick={() => where.go({ account: account.merged_into ?? undefined })}
        >
          {t("to_merged")}
        </button>
      </p>
    );
  return (
    <>
      <Facts
        facts={[
          [t("domain"), account.domain],
          [t("address"), account.address],
          [t("owner"), account.owner ? (people.names.get(account.owner) ?? "") : ""],
          [t("team"), team],
          [t("since"), format.full_day(account.created_at)],
        ]}
      />
      {may_change && where.act !== "edit" && (
        <Button small onPress={() => where.go({ act: "edit" })}>
          {t("edit")}
        </Button>
      )}
      {where.act === "edit" && <EditForm account={account} />}
      <Contacts account={account.id} />
      <Deals account={account.id} />
      <Likely kind="account" thing={account} />
      {may_erase && <Personal kind="account" thing={account} />}
    </>
  );
}

/// One account: what is known of it, its contacts, its deals, and what is probably the same.
export function AccountPanel({ id }: { id: number }) {
  const { t } = useTranslation(people_texts);
  const where = useWhere();
  const query = $api.useQuery("get", "/api/accounts/{account}", { params: { path: { account: id } } });
  return (
    <SidePanel
      about={`account ${id}`}
      above={<p className="s q">{t("account")}</p>}
      title={query.data?.name ?? t("account")}
      on_close={() => where.go({ account: undefined, act: undefined })}
    >
      <div className="person in-turn">
        <Answer query={query} what={t("account")}>
          {(account) => <Body account={account} />}
        </Answer>
      </div>
    </SidePanel>
  );
}
