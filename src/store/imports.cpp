#include "store/imports.h"

#include <fmt/format.h>

#include <string_view>

#include "store/deal_copies.h"
#include "store/events.h"

namespace stagecraft::store {
namespace {

using base::Error;
using base::ErrorKind;
using base::Instant;
using selling::DealId;
using selling::PersonId;

constexpr std::string_view columns =
    "SELECT id, source, sha256, mapping, report, by, at, undone_at, undone_by FROM imports";

Import read_import(const Row& row) {
  return {.id = row.get<ImportId>(0),
          .source = row.get<std::string>(1),
          .sha256 = row.get<std::string>(2),
          .mapping = row.get<std::string>(3),
          .report = row.get<std::string>(4),
          .by = row.get<std::optional<PersonId>>(5),
          .at = row.get<Instant>(6),
          .undone_at = row.get<std::optional<Instant>>(7),
          .undone_by = row.get<std::optional<PersonId>>(8)};
}

void require_standing(Connection& db, ImportId id) {
  const auto import = find_import(db, id);
  if (!import) throw Error(ErrorKind::not_found, fmt::format("There is no import {}.", id.value));
  if (import->undone_at)
    throw Error(ErrorKind::conflict, fmt::format("Import {} is undone already.", id.value));
}

}  // namespace

ImportId create_import(Transaction& transaction, const Import& import) {
  return transaction.db().get_value<ImportId>(
      "INSERT INTO imports (source, sha256, mapping, report, by, at) VALUES ($1, $2, $3, $4, $5, "
      "$6) RETURNING id",
      import.source, import.sha256, import.mapping, import.report, import.by, import.at);
}

void set_import_report(Transaction& transaction, ImportId id, std::string_view report) {
  transaction.db().run("UPDATE imports SET report = $1 WHERE id = $2", report, id);
}

std::vector<Import> list_imports(Connection& db) {
  static const auto sql = std::string(columns) + " ORDER BY id DESC";
  std::vector<Import> imports;
  for (const Row& row : db.query(sql)) imports.push_back(read_import(row));
  return imports;
}

std::optional<Import> find_import(Connection& db, ImportId id) {
  static const auto sql = std::string(columns) + " WHERE id = $1";
  for (const Row& row : db.query(sql, id)) return read_import(row);
  return std::nullopt;
}

std::optional<Import> find_import_of(Connection& db, std::string_view sha256) {
  static const auto sql =
      std::string(columns) + " WHERE sha256 = $1 AND undone_at IS NULL ORDER BY id DESC LIMIT 1";
  for (const Row& row : db.query(sql, sha256)) return read_import(row);
  return std::nullopt;
}

int undo_import(Transaction& transaction, const Undoing& undoing,
                const selling::MapVersions& maps) {
  auto& db = transaction.db();
  require_standing(db, undoing.import);
  db.run("UPDATE imports SET undone_at = $1, undone_by = $2 WHERE id = $3", undoing.at, undoing.by,
         undoing.import);
  std::vector<DealId> deals;
  for (const Row& row :
       db.query("SELECT DISTINCT deal_id FROM events WHERE import_id = $1 ORDER BY deal_id",
                undoing.import))
    deals.push_back(row.get<DealId>(0));
  for (const auto id : deals) write_copies(db, selling::fold(id, events_of(db, id), maps));
  return static_cast<int>(deals.size());
}

}  // namespace stagecraft::store
