#include <fmt/format.h>

#include <array>

#include "base/text.h"
#include "store/customers.h"
#include "store/search.h"

namespace stagecraft::store {
namespace {

using base::Error;
using base::ErrorKind;
using base::Instant;
using base::say;
using selling::AccountId;
using selling::PersonId;
using selling::TeamId;

constexpr std::string_view select_accounts =
    "SELECT a.id, a.name, a.domain, a.email, a.phone, a.address, a.beside, a.owner_id, a.team_id, "
    "a.created_at, a.merged_into, a.erased_at, a.revision "
    "FROM accounts a";

constexpr std::array<Field, 5> account_fields{
    {{"name", "a.name_folded", FieldKind::folded, true},
     {"domain", "a.domain"},
     {"owner", "a.owner_id", FieldKind::number},
     {"team", "a.team_id", FieldKind::number},
     {"created_at", "a.created_at", FieldKind::instant, true}}};

Account read_account(const Row& row) {
  return {.id = row.get<AccountId>(0),
          .name = row.get<std::string>(1),
          .domain = row.get<std::string>(2),
          .email = row.get<std::string>(3),
          .phone = row.get<std::string>(4),
          .address = row.get<std::string>(5),
          .beside = row.get<std::string>(6),
          .owner = row.get<std::optional<PersonId>>(7),
          .team = row.get<std::optional<TeamId>>(8),
          .created_at = row.get<Instant>(9),
          .merged_into = row.get<std::optional<AccountId>>(10),
          .erased_at = row.get<std::optional<Instant>>(11),
          .revision = row.get<int>(12)};
}

void index(Connection& db, const Account& account) {
  index_words(db, SearchKind::account, account.id.value,
              fmt::format("{} {} {} {} {}", account.name, account.domain, account.email,
                          account.phone, account.address));
}

selling::AccountCard read_account_card(const Row& row) {
  return {.id = row.get<AccountId>(0),
          .name = row.get<std::string>(1),
          .web = row.get<std::string>(2),
          .email = row.get<std::string>(3),
          .phone = row.get<std::string>(4)};
}

}  // namespace

AccountId create_account(Transaction& transaction, const Account& account) {
  auto& db = transaction.db();
  auto made = account;
  made.id = db.get_value<AccountId>(
      "INSERT INTO accounts (name, name_folded, domain, email, phone, address, beside, owner_id, "
      "team_id, created_at) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id",
      account.name, base::fold(account.name), account.domain, account.email, account.phone,
      account.address, account.beside, account.owner, account.team, account.created_at);
  index(db, made);
  return made.id;
}

std::optional<Account> find_account(Connection& db, const Viewer& viewer, AccountId id) {
  Sql sql(select_accounts);
  sql.add(" WHERE a.id = " + sql.parameter(id)).add(sees_accounts(sql, viewer, "a"));
  for (const Row& row : sql.query(db)) return read_account(row);
  return std::nullopt;
}

Account get_account(Connection& db, const Viewer& viewer, AccountId id) {
  if (auto account = find_account(db, viewer, id)) return *std::move(account);
  throw Error(ErrorKind::not_found,
              say("There is no account {}, or you may not see it.", id.value));
}

void update_account(Transaction& transaction, const Account& account) {
  auto& db = transaction.db();
  if (account.erased_at)
    throw Error(ErrorKind::conflict,
                say("Account {} was erased. Create a new one.", account.id.value));
  const auto changed = db.run(
      "UPDATE accounts SET name = $1, name_folded = $2, domain = $3, email = $4, phone = $5, "
      "address = $6, "
      "beside = $7, owner_id = $8, team_id = $9, revision = revision + 1 WHERE id = $10 AND "
      "revision = $11 AND erased_at IS NULL",
      account.name, base::fold(account.name), account.domain, account.email, account.phone,
      account.address, account.beside, account.owner, account.team, account.id, account.revision);
  if (changed == 0)
    throw Error(
        ErrorKind::conflict,
        say("Account '{}' has just been changed by somebody else. Load it again.", account.name));
  index(db, account);
}

Page<Account> list_accounts(Connection& db, const Viewer& viewer, const ListQuery& query) {
  const ListSource source{.noun = "accounts",
                          .select = select_accounts,
                          .from = " FROM accounts a",
                          .id = "a.id",
                          .where = "a.merged_into IS NULL AND a.erased_at IS NULL",
                          .fields = account_fields};
  Page<Account> page;
  page.next = read_page(
      db, source, query, [&](Sql& sql) { return sees_accounts(sql, viewer, "a"); },
      [&](const Row& row) { page.rows.push_back(read_account(row)); });
  return page;
}

std::vector<selling::AccountCard> account_cards(Connection& db, const Viewer& viewer) {
  Sql sql(
      "SELECT a.id, a.name, a.domain, a.email, a.phone FROM accounts a WHERE a.merged_into IS "
      "NULL AND a.erased_at IS NULL");
  sql.add(sees_accounts(sql, viewer, "a")).add(" ORDER BY a.id");
  std::vector<selling::AccountCard> cards;
  for (const Row& row : sql.query(db)) cards.push_back(read_account_card(row));
  return cards;
}

std::vector<selling::AccountCard> similar_accounts(Connection& db, const Account& account) {
  std::vector<selling::AccountCard> similar;
  for (const Row& row :
       db.query("SELECT id, name, domain, email, phone FROM accounts WHERE merged_into IS NULL AND "
                "erased_at IS NULL AND id <> $1 AND (name_folded = $2 OR (domain <> '' AND domain "
                "= $3)) ORDER BY id",
                account.id, base::fold(account.name), account.domain))
    similar.push_back(read_account_card(row));
  return similar;
}

void merge_accounts(Transaction& transaction, AccountId from, AccountId into) {
  auto& db = transaction.db();
  const auto standing = db.get_value<int>(
      "SELECT count(*) FROM accounts WHERE id IN ($1, $2) AND merged_into IS NULL AND erased_at IS "
      "NULL",
      from, into);
  if (standing != 2)
    throw Error(ErrorKind::conflict,
                "Only two different accounts, neither of them merged or erased, can become one.");
  db.run("UPDATE accounts SET merged_into = $1, revision = revision + 1 WHERE id = $2", into, from);
  db.run("UPDATE contacts SET account_id = $1, revision = revision + 1 WHERE account_id = $2", into,
         from);
}

std::vector<selling::DealId> deals_of_account(Connection& db, AccountId account) {
  std::vector<selling::DealId> deals;
  for (const Row& row : db.query("SELECT id FROM deals WHERE account_id = $1 "
                                 "AND status NOT IN ('merged', 'deleted') ORDER BY id",
                                 account))
    deals.push_back(row.get<selling::DealId>(0));
  return deals;
}

}  // namespace stagecraft::store
