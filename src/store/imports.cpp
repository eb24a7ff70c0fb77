#include "store/imports.h"

#include <fmt/format.h>

#include <array>

#include "base/text.h"
#include "store/customers.h"
#include "store/deal_copies.h"
#include "store/events.h"
#include "store/search.h"

namespace stagecraft::store {
namespace {

using base::Error;
using base::ErrorKind;
using base::Instant;
using base::say;
using selling::AccountId;
using selling::DealId;
using selling::PersonId;

constexpr std::string_view select_imports =
    "SELECT id, source, sha256, system, mapping, report, process_id, job_id, by, at, undone_at, "
    "undone_by FROM imports";

Import read_import(const Row& row) {
  return {.id = row.get<ImportId>(0),
          .source = row.get<std::string>(1),
          .sha256 = row.get<std::string>(2),
          .system = row.get<std::string>(3),
          .mapping = row.get<std::string>(4),
          .report = row.get<std::string>(5),
          .process = row.get<std::optional<selling::ProcessId>>(6),
          .job = row.get<std::optional<JobId>>(7),
          .by = row.get<std::optional<PersonId>>(8),
          .at = row.get<Instant>(9),
          .undone_at = row.get<std::optional<Instant>>(10),
          .undone_by = row.get<std::optional<PersonId>>(11)};
}

void add_keys(Connection& db, const Import& import, std::span<const NewImportedDeal> deals,
              std::int64_t first) {
  static const std::vector<std::string> names{"system", "key", "deal_id"};
  const auto rows = db.bulk_insert("imported_deals", names);
  for (const auto& deal : deals)
    rows->add(std::array<Parameter, 3>{import.system, deal.key, first++});
  rows->finish();
}

}  // namespace

ImportId create_import(Transaction& transaction, const Import& import) {
  return transaction.db().get_value<ImportId>(
      "INSERT INTO imports (source, sha256, system, mapping, report, process_id, job_id, by, at) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id",
      import.source, import.sha256, import.system, import.mapping, import.report, import.process,
      import.job, import.by, import.at);
}

std::vector<Import> list_imports(Connection& db) {
  static const auto sql = std::string(select_imports) + " ORDER BY id DESC";
  std::vector<Import> imports;
  for (const Row& row : db.query(sql)) imports.push_back(read_import(row));
  return imports;
}

std::optional<Import> find_import(Connection& db, ImportId id) {
  static const auto sql = std::string(select_imports) + " WHERE id = $1";
  for (const Row& row : db.query(sql, id)) return read_import(row);
  return std::nullopt;
}

std::optional<Import> find_import_of(Connection& db, JobId job) {
  static const auto sql = std::string(select_imports) + " WHERE job_id = $1";
  for (const Row& row : db.query(sql, job)) return read_import(row);
  return std::nullopt;
}

void add_imported_deals(Transaction& transaction, const Import& import,
                        std::span<const NewImportedDeal> deals) {
  if (deals.empty()) return;
  auto& db = transaction.db();
  const auto first = reserve_ids(db, "deals", std::ssize(deals));
  std::vector<selling::Deal> with_ids;
  std::vector<NewEvents> events;
  for (const auto& deal : deals) {
    with_ids.push_back(deal.deal);
    with_ids.back().id = DealId{first + std::ssize(with_ids) - 1};
    events.push_back({with_ids.back().id, deal.change});
  }
  std::vector<NewCopy> copies;
  for (const auto& deal : with_ids) copies.push_back({deal, import.id});
  insert_copies(db, copies);
  add_keys(db, import, deals, first);
  insert_many_events(transaction, events, import.id);
}

std::optional<DealId> find_imported_deal(Connection& db, std::string_view system,
                                         std::string_view key) {
  return db.find_value<DealId>("SELECT deal_id FROM imported_deals WHERE system = $1 AND key = $2",
                               system, key);
}

AccountId create_imported_account(Transaction& transaction, ImportId import,
                                  const Account& account) {
  const auto id = create_account(transaction, account);
  transaction.db().run("UPDATE accounts SET import_id = $1 WHERE id = $2", import, id);
  return id;
}

selling::ContactId create_imported_contact(Transaction& transaction, ImportId import,
                                           const Contact& contact) {
  const auto id = create_contact(transaction, contact);
  transaction.db().run("UPDATE contacts SET import_id = $1 WHERE id = $2", import, id);
  return id;
}

std::vector<AccountId> accounts_of_import(Connection& db, ImportId import) {
  std::vector<AccountId> accounts;
  for (const Row& row :
       db.query("SELECT id FROM accounts WHERE import_id = $1 ORDER BY id", import))
    accounts.push_back(row.get<AccountId>(0));
  return accounts;
}

std::vector<selling::ContactId> contacts_of_import(Connection& db, ImportId import) {
  std::vector<selling::ContactId> contacts;
  for (const Row& row :
       db.query("SELECT id FROM contacts WHERE import_id = $1 ORDER BY id", import))
    contacts.push_back(row.get<selling::ContactId>(0));
  return contacts;
}

std::optional<AccountId> find_account_named(Connection& db, std::string_view name) {
  return db.find_value<AccountId>(
      "SELECT id FROM accounts WHERE name_folded = $1 AND merged_into IS NULL AND erased_at IS "
      "NULL ORDER BY id LIMIT 1",
      base::fold(name));
}

std::vector<DealId> deals_to_undo(Connection& db, ImportId import, DealId after, int limit) {
  std::vector<DealId> deals;
  for (const Row& row :
       db.query("SELECT DISTINCT e.deal_id FROM events e WHERE e.import_id = $1 AND e.deal_id > $2 "
                "AND NOT EXISTS (SELECT 1 FROM undone_deals u WHERE u.import_id = $1 AND u.deal_id "
                "= e.deal_id) ORDER BY e.deal_id LIMIT $3",
                import, after, limit))
    deals.push_back(row.get<DealId>(0));
  return deals;
}

std::string changed_since(Connection& db, ImportId import, DealId deal) {
  for (const Row& row :
       db.query("SELECT e.import_id FROM events e WHERE e.deal_id = $1 AND (e.import_id IS NULL OR "
                "e.import_id <> $2) AND e.id > (SELECT min(id) FROM events WHERE deal_id = $1 AND "
                "import_id = $2) AND NOT EXISTS (SELECT 1 FROM undone_deals u WHERE u.import_id = "
                "e.import_id AND u.deal_id = e.deal_id) ORDER BY e.id LIMIT 1",
                deal, import)) {
    if (row.is_null(0)) return "people have worked on it since";
    return fmt::format("import {} has added to it since; undo that one first",
                       row.get<std::int64_t>(0));
  }
  const bool has_files = db.find_value<int>(
                               "SELECT 1 FROM attachments WHERE deal_id = $1 AND erased_at IS NULL "
                               "LIMIT 1",
                               deal)
                             .has_value();
  return has_files ? "files are attached to it" : "";
}

void undo_deals(Transaction& transaction, ImportId import, std::span<const DealId> deals,
                const selling::MapVersions& maps) {
  auto& db = transaction.db();
  for (const auto id : deals) {
    db.run(
        "INSERT INTO undone_deals (import_id, deal_id, run) SELECT id, $1, undo_count + 1 FROM "
        "imports WHERE id = $2",
        id, import);
    write_copies(db, selling::fold(id, events_of(db, id), maps));
  }
}

int remove_imported_contacts(Transaction& transaction, ImportId import, int limit) {
  auto& db = transaction.db();
  std::vector<selling::ContactId> unused;
  for (const Row& row :
       db.query("SELECT c.id FROM contacts c WHERE c.import_id = $1 AND c.revision = 1 AND "
                "c.merged_into IS NULL AND c.erased_at IS NULL AND NOT EXISTS (SELECT 1 FROM deals "
                "d WHERE d.account_id = c.account_id) AND NOT EXISTS (SELECT 1 FROM buying_group b "
                "WHERE b.contact_id = c.id) AND NOT EXISTS (SELECT 1 FROM attachments a WHERE "
                "a.from_contact_id = c.id) AND NOT EXISTS (SELECT 1 FROM contacts o WHERE "
                "o.merged_into = c.id) ORDER BY c.id LIMIT $2",
                import, limit))
    unused.push_back(row.get<selling::ContactId>(0));
  for (const auto id : unused) {
    index_words(db, SearchKind::contact, id.value, "");
    db.run("DELETE FROM contacts WHERE id = $1", id);
  }
  return static_cast<int>(unused.size());
}

int remove_imported_accounts(Transaction& transaction, ImportId import, int limit) {
  auto& db = transaction.db();
  std::vector<AccountId> unused;
  for (
      const Row& row : db.query(
          "SELECT a.id FROM accounts a WHERE a.import_id = $1 AND a.revision = 1 AND a.merged_into "
          "IS NULL AND NOT EXISTS (SELECT 1 FROM deals d WHERE d.account_id = a.id) AND NOT EXISTS "
          "(SELECT 1 FROM contacts c WHERE c.account_id = a.id) AND NOT EXISTS (SELECT 1 FROM "
          "accounts o WHERE o.merged_into = a.id) ORDER BY a.id LIMIT $2",
          import, limit))
    unused.push_back(row.get<AccountId>(0));
  for (const auto id : unused) {
    index_words(db, SearchKind::account, id.value, "");
    db.run("DELETE FROM accounts WHERE id = $1", id);
  }
  return static_cast<int>(unused.size());
}

void end_undoing(Transaction& transaction, const Undoing& undoing) {
  auto& db = transaction.db();
  const auto number = reserve_ids(db, "events", 1);
  // On SQLite no row that states it moves the number of the table.
  if (db.engine() == Engine::sqlite) set_last_id(db, "events", number);
  const auto changed = db.run(
      "UPDATE imports SET undone_at = $1, undone_by = $2, undo_count = undo_count + 1, "
      "undone_event = $3 WHERE id = $4",
      undoing.at, undoing.by, number, undoing.import);
  if (changed == 0)
    throw Error(ErrorKind::not_found, say("There is no import {}.", undoing.import.value));
}

std::optional<EventId> undoing_after(Connection& db, EventId event) {
  return db.find_value<EventId>(
      "SELECT undone_event FROM imports WHERE undone_event > $1 ORDER BY undone_event LIMIT 1",
      event);
}

EventId last_undoing(Connection& db) {
  return db.get_value<EventId>("SELECT COALESCE(max(undone_event), 0) FROM imports");
}

}  // namespace stagecraft::store
