#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "http/audit.h"
#include "http/customers.h"
#include "http/list_query.h"
#include "http/lists.h"
#include "http/precondition.h"
#include "http/resources.h"
#include "http/write_once.h"
#include "selling/attributes.h"
#include "store/customers.h"
#include "store/deals.h"

namespace stagecraft::store {

BOOST_DESCRIBE_STRUCT(Account, (),
                      (id, name, domain, address, owner, team, created_at, merged_into, erased_at,
                       revision))

}  // namespace stagecraft::store

namespace stagecraft::http {

struct AccountText {
  std::string name, domain, address;
  std::optional<selling::PersonId> owner;
  std::optional<selling::TeamId> team;
  static constexpr Note notes[] = {
      {.field = "name", .least = 1, .most = 200},
      {.field = "domain", .text = "As example.org", .most = 253, .may_be_left_out = true},
      {.field = "address", .most = 2000, .may_be_left_out = true}};
};
BOOST_DESCRIBE_STRUCT(AccountText, (), (name, domain, address, owner, team))

struct AccountChange {
  Change<std::string> name, domain, address;
  Change<selling::PersonId> owner;
  Change<selling::TeamId> team;
  static constexpr const auto& notes = AccountText::notes;
};
BOOST_DESCRIBE_STRUCT(AccountChange, (), (name, domain, address, owner, team))

struct ListAccounts {
  std::optional<std::string> name;
  std::vector<std::string> domain;
  std::optional<selling::PersonId> owner;
  std::optional<selling::TeamId> team;
  std::string order = "id";
  bool descending = false;
  int limit = 50;
  std::string cursor;
  static constexpr Note notes[] = {
      {.field = "name", .text = "What the name begins with"},
      {.field = "order", .text = "id, name or created_at", .may_be_left_out = true},
      {.field = "descending", .may_be_left_out = true},
      {.field = "limit", .least = 1, .most = 500, .may_be_left_out = true},
      {.field = "cursor", .may_be_left_out = true}};
};
BOOST_DESCRIBE_STRUCT(ListAccounts, (),
                      (name, domain, owner, team, order, descending, limit, cursor))

struct AccountPage {
  std::vector<store::Account> accounts;
  std::string next;
};
BOOST_DESCRIBE_STRUCT(AccountPage, (), (accounts, next))

struct AccountMerger {
  selling::AccountId into;
};
BOOST_DESCRIBE_STRUCT(AccountMerger, (), (into))

namespace {

using selling::AccountId;
using selling::Right;

/// The account in the path, to be changed by who asks.
store::Account account_for(const Desk& desk, Right right, AccountId id) {
  auto account = store::get_account(desk.db(), desk.viewer(), id);
  selling::require(desk.actor(), right, {.owner = account.owner, .team = account.team});
  return account;
}

store::ListQuery to_query(const ListAccounts& asked) {
  ListFilters filters;
  filters.compare("name", store::Compare::begins, asked.name).is("domain", asked.domain);
  filters.is("owner", asked.owner).is("team", asked.team);
  return filters.query(asked);
}

Response list_accounts(const Request& request, App& app) {
  const auto query = to_query(request.query<ListAccounts>());
  return look(request, app, [&](const Desk& desk) {
    auto page = store::list_accounts(desk.db(), desk.viewer(), query);
    return reply(200, AccountPage{std::move(page.rows), std::move(page.next)});
  });
}

Response create_account(const Request& request, App& app) {
  const auto wanted = request.read<AccountText>();
  return write_once(request, app, [&](const Desk& desk, store::Transaction& transaction) {
    require_name(wanted.name);
    check_holder(desk, wanted.owner, wanted.team);
    const auto id = store::create_account(transaction, {.name = wanted.name,
                                                        .domain = wanted.domain,
                                                        .address = wanted.address,
                                                        .owner = wanted.owner,
                                                        .team = wanted.team,
                                                        .created_at = desk.now()});
    const auto account = store::get_account(desk.db(), store::Viewer::everything(), id);
    note_change(desk, transaction, {store::AuditKind::account_added, id_text(id), account.name},
                "{}", to_json(account));
    auto response = reply_with(201, account);
    response.with("Location", fmt::format("/api/accounts/{}", id.value));
    return response;
  });
}

Response get_account(const Request& request, App& app) {
  return look(request, app, [&](const Desk& desk) {
    const auto account =
        store::get_account(desk.db(), desk.viewer(), request.id_of<AccountId>("account"));
    return with_etag(reply(200, account), to_etag(account.revision), request);
  });
}

Response change_account(const Request& request, App& app) {
  const auto wanted = request.read<AccountChange>();
  const auto id = request.id_of<AccountId>("account");
  return write(request, app, [&](const Desk& desk, store::Transaction& transaction) {
    auto account = account_for(desk, Right::account_change, id);
    const auto before = to_json(account);
    respect_match(request, to_etag(account.revision));
    set_text(account.name, wanted.name);
    set_text(account.domain, wanted.domain);
    set_text(account.address, wanted.address);
    if (wanted.owner.is_given) account.owner = wanted.owner.value;
    if (wanted.team.is_given) account.team = wanted.team.value;
    require_name(account.name);
    check_holder(desk, wanted.owner.value, wanted.team.value);
    store::update_account(transaction, account);
    note_change(desk, transaction, {store::AuditKind::account_changed, id_text(id), account.name},
                before, to_json(account));
    ++account.revision;
    return reply_with(200, account);
  });
}

/// Of an account that the viewer does not see, score and reasons would tell more than that it is
/// there: it comes last, by its id and name.
LikelyDuplicates seen_duplicates(const Desk& desk, const store::Account& account) {
  auto similar = store::similar_accounts(desk.db(), account);
  const auto hidden = std::ranges::stable_partition(similar, [&](const auto& other) {
    return store::find_account(desk.db(), desk.viewer(), other.id).has_value();
  });
  LikelyDuplicates unseen;
  for (const auto& other : hidden)
    unseen.likely.push_back({.id = other.id.value, .name = other.name, .score = {}, .reasons = {}});
  similar.erase(hidden.begin(), hidden.end());
  auto found = likely_duplicates<selling::AccountCard>(
      {account.id, account.name, account.domain, account.email, account.phone}, similar);
  std::ranges::move(unseen.likely, std::back_inserter(found.likely));
  return found;
}

Response list_duplicates_of_account(const Request& request, App& app) {
  return look(request, app, [&](const Desk& desk) {
    return reply(200,
                 seen_duplicates(desk, store::get_account(desk.db(), desk.viewer(),
                                                          request.id_of<AccountId>("account"))));
  });
}

/// Deals go over by events of their own, so that their history says so.
void move_deals(const Desk& desk, store::Transaction& transaction, AccountId from, AccountId into) {
  for (const auto id : store::deals_of_account(desk.db(), from)) {
    const auto deal = store::get_deal(desk.db(), store::Viewer::everything(), id, desk.maps());
    const auto change = selling::change_attributes(
        deal, {.values = {{"account", std::to_string(into.value)}}}, desk.setting(deal));
    store::append(transaction, deal, change, desk.maps());
  }
}

Response merge_account(const Request& request, App& app) {
  const auto into = request.read<AccountMerger>().into;
  const auto from = request.id_of<AccountId>("account");
  return write(request, app, [&](const Desk& desk, store::Transaction& transaction) {
    const auto merged = account_for(desk, Right::account_merge, from);
    account_for(desk, Right::account_merge, into);
    move_deals(desk, transaction, from, into);
    store::merge_accounts(transaction, from, into);
    note_change(desk, transaction, {store::AuditKind::accounts_merged, id_text(from), merged.name},
                "{}", to_json(AccountMerger{into}));
    return reply_with(201, store::get_account(desk.db(), desk.viewer(), into));
  });
}

}  // namespace

void try_account_list(const Desk& desk, std::span<const QueryItem> items) {
  store::list_accounts(desk.db(), desk.viewer(),
                       first_of(to_query(from_query<ListAccounts>(items))));
}

void add_accounts(Routes& routes) {
  routes.add({.path = "/api/accounts",
              .access = Access::with(Right::account_read),
              .summary = "List accounts",
              .query = &shape_of<ListAccounts>(),
              .replies = {{200, "A page of accounts", &shape_of<AccountPage>()}},
              .handler = list_accounts});
  routes.add({.method = Method::post,
              .path = "/api/accounts",
              .access = Access::with(Right::account_change),
              .summary = "Create an account",
              .body = &shape_of<AccountText>(),
              .replies = {{201, "The account", &shape_of<store::Account>()}},
              .handler = create_account,
              .takes_idempotency_key = true});
  routes.add({.path = "/api/accounts/{account}",
              .access = Access::with(Right::account_read),
              .summary = "An account",
              .replies = {{200, "The account", &shape_of<store::Account>()},
                          {304, "It is what the client has"},
                          {404, "There is no such account, or not for you"}},
              .handler = get_account});
  routes.add({.method = Method::patch,
              .path = "/api/accounts/{account}",
              .access = Access::with(Right::account_change),
              .summary = "Change an account",
              .body = &shape_of<AccountChange>(),
              .replies = {{200, "The account", &shape_of<store::Account>()},
                          {404, "There is no such account, or not for you"},
                          {409, "It was erased"},
                          {412, "It is no longer as If-Match says"}},
              .handler = change_account});
  routes.add({.path = "/api/accounts/{account}/duplicates",
              .access = Access::with(Right::account_read),
              .summary = "Accounts that are probably the same",
              .replies = {{200, "Their ids and names; score and reasons of those that you see",
                           &shape_of<LikelyDuplicates>()},
                          {404, "There is no such account, or not for you"}},
              .handler = list_duplicates_of_account});
  routes.add({.method = Method::post,
              .path = "/api/accounts/{account}/mergers",
              .access = Access::with(Right::account_merge),
              .summary = "Merge an account into another; its deals and contacts go over",
              .body = &shape_of<AccountMerger>(),
              .replies = {{201, "The account that stays", &shape_of<store::Account>()},
                          {404, "There is no such account, or not for you"},
                          {409, "One of them is merged or erased already"}},
              .handler = merge_account});
}

}  // namespace stagecraft::http
