import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, type Schemas } from "../../api/client.ts";
import { refresh_deals } from "../../api/live.ts";
import { useFormat } from "../../app/format.ts";
import { told_at, useOnce } from "../../deals/acts.ts";
import { say } from "../../ui/toasts.tsx";
import { type NewDeal, name_of, values_of } from "./new_deal_model.ts";
import { new_deal_texts } from "./new_deal_texts.ts";

/// Makes the account and the contact that are new, then the deal. What was made before something failed is kept, so that
/// a second try does not make it again.
export function useNewDeal(process: number, deal: NewDeal, on_change: (change: Partial<NewDeal>) => void) {
  const { t } = useTranslation(new_deal_texts);
  const format = useFormat();
  const client = useQueryClient();
  const once = { account: useOnce(), contact: useOnce(), deal: useOnce() };
  const [error, set_error] = useState<unknown>();
  const [is_pending, set_pending] = useState(false);

  const make_account = async () => {
    const name = deal.account_name.trim();
    if (deal.account > 0 || name === "") return deal.account;
    const body = { name, ...(deal.domain.trim() ? { domain: deal.domain.trim() } : {}) };
    const made = await api.POST("/api/accounts", { body, headers: once.account.header(body) });
    const { id } = made.data as Schemas["Account"];
    on_change({ account: id });
    const same = await api.GET("/api/accounts/{account}/duplicates", { params: { path: { account: id } } });
    const others = (same.data?.likely ?? []).map((one) => one.name).filter((one) => one !== "");
    if (others.length > 0) say(t("duplicates", { name, others: format.list(others) }));
    return id;
  };
  const make_contact = async (account: number) => {
    const name = deal.contact_name.trim();
    if (name === "") return deal.contacts;
    const email = deal.contact_email.trim();
    const body = { name, ...(email ? { email } : {}), ...(account > 0 ? { account } : {}) };
    const made = await api.POST("/api/contacts", { body, headers: once.contact.header(body) });
    const contacts = [...deal.contacts, (made.data as Schemas["Contact"]).id];
    on_change({ contacts, contact_name: "", contact_email: "" });
    return contacts;
  };
  /// The deal that was made; undefined where something failed, which `error` says.
  const create = async (): Promise<Schemas["Deal"] | undefined> => {
    set_pending(true);
    set_error(undefined);
    try {
      const account = await make_account();
      const contacts = await make_contact(account);
      const values = values_of({ ...deal, account });
      const body = {
        name: name_of(deal),
        process,
        contacts,
        values,
        qualify: deal.is_qualified,
        ...told_at(deal.since, format.today()),
      };
      const made = await api.POST("/api/deals", { body, headers: once.deal.header(body) });
      const created = made.data as Schemas["Deal"];
      refresh_deals(client, new Set([created.id]));
      say(t("created", { deal: created.name }));
      return created;
    } catch (caught) {
      set_error(caught);
      return undefined;
    } finally {
      set_pending(false);
    }
  };
  return { create, error, is_pending };
}
