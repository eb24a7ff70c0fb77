import { keepPreviousData } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ChevronDown } from "lucide-react";
import { useDeferredValue } from "react";
import {
  Button as AriaButton,
  ComboBox,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Text,
} from "react-aria-components";
import { useTranslation } from "react-i18next";
import { $api } from "../../api/client.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/fields.tsx";
import type { NewDeal } from "./new_deal_model.ts";
import { new_deal_texts } from "./new_deal_texts.ts";

interface Props {
  deal: NewDeal;
  on_change: (change: Partial<NewDeal>) => void;
  error?: string | undefined;
}

/// Accounts whose names have these words, or begin with them.
function useFound(text: string) {
  const q = useDeferredValue(text.trim());
  const by_words = $api.useQuery(
    "get",
    "/api/search",
    { params: { query: { q, limit: 10 } } },
    { enabled: q.length > 1, placeholderData: keepPreviousData },
  );
  const by_name = $api.useQuery(
    "get",
    "/api/accounts",
    { params: { query: { name: q, order: "name", limit: 10 } } },
    { enabled: q.length <= 1, placeholderData: keepPreviousData },
  );
  if (q.length <= 1) return (by_name.data?.accounts ?? []).map(({ id, name }) => ({ id, name }));
  const hits = by_words.data?.found.filter((hit) => hit.kind === "account") ?? [];
  return hits.map(({ id, name }) => ({ id, name }));
}

/// Open deals with the account, so that nobody begins a second one unaware.
function OpenDeals({ account }: { account: number }) {
  const { t } = useTranslation(new_deal_texts);
  const query = { account, limit: 5, order: "created_at", descending: true };
  const open = $api.useQuery("get", "/api/deals", { params: { query } });
  const deals = (open.data?.deals ?? []).filter((deal) => deal.status === "open" || deal.status === "lead");
  if (deals.length === 0) return null;
  return (
    <div className="note limit s" role="status" style={{ marginTop: 8 }}>
      {t("open_deals", { count: deals.length })}
      <ul>
        {deals.map((deal) => (
          <li key={deal.id}>
            <Link to="/deals/$deal" params={{ deal: `${deal.id}` }}>
              {deal.name}
            </Link>
            {deal.owner_name && <span className="q"> {deal.owner_name}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}

function NewAccount({ deal, on_change, near }: Props & { near: { id: number; name: string }[] }) {
  const { t } = useTranslation(new_deal_texts);
  const name = deal.account_name.trim();
  if (name.length < 2) return null;
  return (
    <>
      {near.length > 0 && (
        <div className="note limit s" role="status" style={{ marginTop: 8 }}>
          {t("near", { count: near.length })}
          <div className="row wrap" style={{ marginTop: 4 }}>
            {near.slice(0, 4).map((one) => (
              <Button
                key={one.id}
                small
                onPress={() => on_change({ account: one.id, account_name: one.name, contacts: [] })}
              >
                {t("take", { name: one.name })}
              </Button>
            ))}
          </div>
        </div>
      )}
      <p className="hint">{t("new_account", { name })}</p>
      <TextField
        label={t("domain")}
        hint={t("domain_hint")}
        value={deal.domain}
        onChange={(event) => on_change({ domain: event.target.value })}
      />
    </>
  );
}

/// Whose deal it is: an account that is found by its name, or a new one.
export function AccountField({ deal, on_change, error }: Props) {
  const { t } = useTranslation(new_deal_texts);
  const found = useFound(deal.account_name);
  const choose = (key: string | number | null) => {
    const one = found.find((account) => `${account.id}` === `${key}`);
    if (one) on_change({ account: one.id, account_name: one.name, contacts: [] });
  };
  return (
    <div className="field">
      <ComboBox
        items={found.map((one) => ({ ...one, key: `${one.id}` }))}
        inputValue={deal.account_name}
        onInputChange={(account_name) =>
          account_name !== deal.account_name && on_change({ account_name, account: 0, contacts: [] })
        }
        selectedKey={deal.account > 0 ? `${deal.account}` : null}
        onSelectionChange={choose}
        allowsCustomValue
        menuTrigger="input"
        isInvalid={error !== undefined}
      >
        <Label className="f">{t("account")}</Label>
        <div className="row" style={{ gap: 0, position: "relative" }}>
          <Input className="in" placeholder={t("find")} />
          <AriaButton
            className="iconbtn"
            aria-label={t("show_all")}
            style={{ position: "absolute", right: 0 }}
          >
            <ChevronDown className="i" aria-hidden />
          </AriaButton>
        </div>
        <Text slot="description" className="hint" style={{ display: "block" }}>
          {t("account_hint")}
        </Text>
        <Popover className="pop">
          <ListBox className="menu">
            {(item: { key: string; name: string }) => (
              <ListBoxItem id={item.key} className="menu-item" textValue={item.name}>
                {item.name}
              </ListBoxItem>
            )}
          </ListBox>
        </Popover>
      </ComboBox>
      {error && <p className="err">{error}</p>}
      {deal.account > 0 ? (
        <OpenDeals account={deal.account} />
      ) : (
        <NewAccount deal={deal} on_change={on_change} near={found} />
      )}
    </div>
  );
}
