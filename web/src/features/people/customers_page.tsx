import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "../../app/session.tsx";
import { Button } from "../../ui/button.tsx";
import { Pick } from "../../ui/menu.tsx";
import { Segments } from "../../ui/segments.tsx";
import { AccountPanel } from "./account_panel.tsx";
import { ContactPanel } from "./contact_panel.tsx";
import { AccountList, ContactList, DuplicateLists } from "./lists.tsx";
import { NewAccountPanel, NewContactPanel } from "./new_panels.tsx";
import "../../deals/deals.css";
import "./people.css";
import { people_texts } from "./texts.ts";
import { type Tab, useWhere } from "./use_customers.ts";

/// What was typed goes into the address a little later, so that not every letter asks the server.
function NameFilter() {
  const { t } = useTranslation(people_texts);
  const { name, go } = useWhere();
  const [typed, set_typed] = useState(name);
  useEffect(() => {
    if (typed === name) return;
    const timer = setTimeout(() => go({ name: typed || undefined }), 250);
    return () => clearTimeout(timer);
  }, [typed, name, go]);
  return (
    <input
      className="in find-name"
      type="search"
      aria-label={t("find")}
      placeholder={t("find")}
      value={typed}
      onChange={(event) => set_typed(event.target.value)}
    />
  );
}

function Bar() {
  const { t } = useTranslation(people_texts);
  const { tab, order, go } = useWhere();
  const may_change = useMay("account.change");
  const tabs: Tab[] = ["accounts", "contacts", "duplicates"];
  const orders = ["name", "created_at"] as const;
  return (
    <div className="slice">
      <Segments
        label={t("show")}
        choices={tabs.map((id) => ({ id, name: t(id) }))}
        chosen={tab}
        on_choose={(id) => go({ tab: id, account: undefined, contact: undefined, act: undefined })}
      />
      {tab !== "duplicates" && (
        <>
          <NameFilter />
          <Pick
            label={t("order")}
            choices={orders.map((id) => ({ id, name: t(`order_${id}`) }))}
            chosen={order}
            on_choose={(id) => go({ order: id === "name" ? undefined : id })}
          />
        </>
      )}
      <span className="sp" />
      {may_change && tab !== "duplicates" && (
        <Button kind="main" onPress={() => go({ act: "new", account: undefined, contact: undefined, tab })}>
          {t(tab === "contacts" ? "add_contact" : "add_account")}
        </Button>
      )}
    </div>
  );
}

function Detail() {
  const { account, contact, act, tab } = useWhere();
  if (contact) return <ContactPanel key={`contact ${contact}`} id={contact} />;
  if (account) return <AccountPanel key={`account ${account}`} id={account} />;
  if (act === "new") return tab === "contacts" ? <NewContactPanel /> : <NewAccountPanel />;
  return null;
}

/// Accounts and contacts: lists, one of them beside the list, likely duplicates.
export function CustomersPage() {
  const { t } = useTranslation(people_texts);
  const { tab } = useWhere();
  return (
    <main id="main" className="customers">
      <h1 className="page-title">{t("title")}</h1>
      <Bar />
      <div className="wrapm">
        <div className="list">
          {tab === "accounts" && <AccountList />}
          {tab === "contacts" && <ContactList />}
          {tab === "duplicates" && <DuplicateLists />}
        </div>
        <Detail />
      </div>
    </main>
  );
}
