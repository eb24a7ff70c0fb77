#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "selling/deal.h"
#include "selling/ids.h"
#include "store/connection.h"
#include "store/ids.h"
#include "store/transaction.h"

namespace stagecraft::store {

/// An import of history into the workspace. Its events carry its number.
struct Import {
  ImportId id;
  std::string source;  ///< Name of the file.
  std::string sha256;  ///< Of its bytes: the same file again is noticed.
  std::string mapping;
  std::string report = "{}";  ///< JSON object.
  std::optional<selling::PersonId> by;
  base::Instant at{};
  std::optional<base::Instant> undone_at;
  std::optional<selling::PersonId> undone_by;
};

ImportId create_import(Transaction& transaction, const Import& import);
void set_import_report(Transaction& transaction, ImportId id, std::string_view report);
/// Newest first.
std::vector<Import> list_imports(Connection& db);
std::optional<Import> find_import(Connection& db, ImportId id);
/// One that stands, of the same bytes.
std::optional<Import> find_import_of(Connection& db, std::string_view sha256);

struct Undoing {
  ImportId import;
  selling::PersonId by;
  base::Instant at{};
};
/// Masks all events of an import: they stay in the table, and no reader gives them. Deals that it
/// made are shown as deleted; others are as their remaining events tell. Gives how many deals
/// changed. Throws Error{conflict} when it is undone already, {not_found} when there is none.
int undo_import(Transaction& transaction, const Undoing& undoing, const selling::MapVersions& maps);

}  // namespace stagecraft::store
