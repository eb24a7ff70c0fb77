import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import { $api, type Schemas } from "../../api/client.ts";
import { useFormat } from "../../app/format.ts";
import { useMay } from "../../app/session.tsx";
import { usePeople } from "../../deals/names.ts";
import { Button } from "../../ui/button.tsx";
import { Empty, Failed, Loading } from "../../ui/states.tsx";
import { people_texts } from "./texts.ts";
import { useAccountNames, useWhere } from "./use_customers.ts";

const page_size = 40;

interface Paged {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => unknown;
}

function Foot({ count, query }: { count: number; query: Paged }) {
  const { t } = useTranslation(people_texts);
  return (
    <div className="row gap4" style={{ marginTop: 12 }}>
      {query.hasNextPage && (
        <Button isPending={query.isFetchingNextPage} onPress={() => void query.fetchNextPage()}>
          {t("more")}
        </Button>
      )}
      <span className="q s" role="status">
        {t(query.hasNextPage ? "shown" : "all_shown", { count })}
      </span>
    </div>
  );
}

function AccountRow({ account }: { account: Schemas["Account"] }) {
  const format = useFormat();
  const people = usePeople();
  const where = useWhere();
  return (
    <tr aria-selected={where.account === account.id}>
      <th scope="row">
        <button
          type="button"
          className="linkbtn"
          onClick={() => where.go({ account: account.id, contact: undefined, act: undefined })}
        >
          {account.name}
        </button>
      </th>
      <td>{account.domain}</td>
      <td className="wide-only">{account.owner ? (people.names.get(account.owner) ?? "") : ""}</td>
      <td className="num wide-only">{format.full_day(account.created_at)}</td>
    </tr>
  );
}

export function AccountList() {
  const { t } = useTranslation(people_texts);
  const { name, order } = useWhere();
  const query = $api.useInfiniteQuery(
    "get",
    "/api/accounts",
    {
      params: {
        query: { limit: page_size, order, descending: order !== "name", ...(name ? { name } : {}) },
      },
    },
    {
      pageParamName: "cursor",
      initialPageParam: "",
      getNextPageParam: (page: Schemas["AccountPage"]) => page.next || undefined,
    },
  );
  if (query.error && !query.data) return <Failed error={query.error} on_again={() => void query.refetch()} />;
  if (!query.data) return <Loading what={t("what")} lines={8} />;
  const accounts = query.data.pages.flatMap((page) => page.accounts);
  if (accounts.length === 0)
    return <Empty>{name ? t("none_found", { words: name }) : t("none_accounts")}</Empty>;
  return (
    <>
      <table className="tb">
        <caption className="only-heard">{t("accounts")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("name")}</th>
            <th scope="col">{t("domain")}</th>
            <th scope="col" className="wide-only">
              {t("owner")}
            </th>
            <th scope="col" className="num wide-only">
              {t("since")}
            </th>
          </tr>
        </thead>
        <tbody>
          {accounts.map((account) => (
            <AccountRow key={account.id} account={account} />
          ))}
        </tbody>
      </table>
      <Foot count={accounts.length} query={query} />
    </>
  );
}

export function ContactList() {
  const { t } = useTranslation(people_texts);
  const where = useWhere();
  const { name, order } = where;
  const query = $api.useInfiniteQuery(
    "get",
    "/api/contacts",
    {
      params: {
        query: { limit: page_size, order, descending: order !== "name", ...(name ? { name } : {}) },
      },
    },
    {
      pageParamName: "cursor",
      initialPageParam: "",
      getNextPageParam: (page: Schemas["ContactPage"]) => page.next || undefined,
    },
  );
  const contacts = query.data?.pages.flatMap((page) => page.contacts) ?? [];
  const accounts = useAccountNames(contacts.map((contact) => contact.account));
  if (query.error && !query.data) return <Failed error={query.error} on_again={() => void query.refetch()} />;
  if (!query.data) return <Loading what={t("what")} lines={8} />;
  if (contacts.length === 0)
    return <Empty>{name ? t("none_found", { words: name }) : t("none_contacts")}</Empty>;
  return (
    <>
      <table className="tb">
        <caption className="only-heard">{t("contacts")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("name")}</th>
            <th scope="col">{t("account")}</th>
            <th scope="col" className="wide-only">
              {t("email")}
            </th>
          </tr>
        </thead>
        <tbody>
          {contacts.map((contact) => (
            <tr key={contact.id} aria-selected={where.contact === contact.id}>
              <th scope="row">
                <button
                  type="button"
                  className="linkbtn"
                  onClick={() => where.go({ contact: contact.id, account: undefined, act: undefined })}
                >
                  {contact.name || "–"}
                </button>
                <span className="q s blockline">{contact.position}</span>
              </th>
              <td>{contact.account ? (accounts.get(contact.account) ?? "") : ""}</td>
              <td className="wide-only">{contact.email}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Foot count={contacts.length} query={query} />
    </>
  );
}

function Pairs({ kind }: { kind: "account" | "contact" }) {
  const { t } = useTranslation(people_texts);
  const may_merge = useMay("account.merge");
  const format = useFormat();
  const where = useWhere();
  const of_accounts = $api.useQuery(
    "get",
    "/api/duplicates/accounts",
    { params: { query: { limit: 50 } } },
    { enabled: kind === "account" },
  );
  const of_contacts = $api.useQuery(
    "get",
    "/api/duplicates/contacts",
    { params: { query: { limit: 50 } } },
    { enabled: kind === "contact" },
  );
  const query = kind === "account" ? of_accounts : of_contacts;
  if (query.error && !query.data) return <Failed error={query.error} on_again={() => void query.refetch()} />;
  if (!query.data) return <Loading what={t("what")} />;
  const { pairs } = query.data;
  const to = (id: number, act: string | undefined) => ({
    tab: "duplicates",
    account: kind === "account" ? id : undefined,
    contact: kind === "contact" ? id : undefined,
    act,
  });
  return (
    <section className="sec" aria-label={t(`${kind}s`)} style={{ marginTop: 16 }}>
      <header>
        <h2 className="part">{t(`${kind}s`)}</h2>
      </header>
      {pairs.length === 0 && <p className="empty q">{t("no_pairs")}</p>}
      <ul className="pairs">
        {pairs.map((pair) => (
          <li key={`${pair.first.id} ${pair.second.id}`}>
            <span>
              {[pair.first, pair.second].map((one, i) => (
                <Fragment key={one.id}>
                  {i > 0 && " · "}
                  <button type="button" className="linkbtn" onClick={() => where.go(to(one.id, undefined))}>
                    {one.name}
                  </button>
                </Fragment>
              ))}
              <span className="q s blockline">
                {t("score", { score: format.percent(pair.score) })}: {pair.reasons.join(", ")}
              </span>
            </span>
            {may_merge && (
              <button
                type="button"
                className="linkbtn"
                aria-label={`${t("merge_this")}: ${t("pair", { first: pair.first.name, second: pair.second.name })}`}
                onClick={() => where.go(to(pair.second.id, `merge:${pair.first.id}`))}
              >
                {t("merge_this")}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/// Pairs that are probably one, among accounts and among contacts.
export function DuplicateLists() {
  return (
    <>
      <Pairs kind="account" />
      <Pairs kind="contact" />
    </>
  );
}
