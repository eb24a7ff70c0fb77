#pragma once

#include <map>
#include <memory>
#include <optional>
#include <shared_mutex>
#include <string>
#include <vector>

#include "base/time.h"
#include "process/map.h"
#include "selling/deal.h"
#include "selling/ids.h"
#include "selling/setting.h"
#include "store/connection.h"
#include "store/transaction.h"

namespace stagecraft::store {

struct ProcessRow {
  selling::ProcessId id;
  std::string map_id;  ///< Id of its map; one process each.
  std::string name;    ///< Of the newest version; of the first map until one is published.
  std::optional<selling::PersonId> owner;
  base::Instant created_at{};
  int head = 0;                                   ///< Newest version; 0: none is published.
  std::optional<base::Instant> archived_at = {};  ///< Put away: it takes no new deals.
};

struct NewProcess {
  std::string map_id, name;
  std::optional<selling::PersonId> owner;
  selling::PersonId by;
  base::Instant at{};
};

/// Throws Error{conflict} when a process has that map id.
selling::ProcessId create_process(Transaction& transaction, const NewProcess& process);
/// Puts it away, or with nullopt takes it out again.
void archive_process(Transaction& transaction, selling::ProcessId id,
                     const std::optional<base::Instant>& at);
/// Whether any deal that is not gone runs on one of its versions.
bool has_deals(Connection& db, selling::ProcessId id);
std::vector<ProcessRow> list_processes(Connection& db);
std::optional<ProcessRow> find_process(Connection& db, selling::ProcessId id);
std::optional<ProcessRow> find_process(Connection& db, std::string_view map_id);

/// A published version; never changes.
struct VersionRow {
  selling::MapVersion id;
  std::string own_text;       ///< Canonical text as written, with `extends`.
  std::string resolved_text;  ///< Canonical text that stands alone: what runs.
  std::string sha256;         ///< Of the resolved text.
  std::optional<selling::MapVersion> base;
  base::Instant published_at{};
  std::optional<selling::PersonId> published_by;
  std::string note;
};

struct NewVersion {
  selling::ProcessId process;
  int head = 0;  ///< The version it was made from: what the head must be.
  std::string own_text;
  process::Map map;  ///< Resolved.
  std::optional<selling::MapVersion> base;
  base::Instant at{};
  selling::PersonId by;
  std::string note;
};

/// Publishes version head + 1, gives each of its stages its number for good, and notes their
/// limits. Throws Error{conflict} when the head has moved.
selling::MapVersion publish(Transaction& transaction, const NewVersion& version);

std::optional<VersionRow> find_version(Connection& db, selling::MapVersion id);
/// Without the texts, oldest first.
std::vector<VersionRow> list_versions(Connection& db, selling::ProcessId process);

/// The number that a stage of a process has for good; nullopt: it never had such a stage.
std::optional<std::int64_t> find_stage_number(Connection& db, selling::ProcessId process,
                                              std::string_view stage);

/// Versions made ready, read once and kept: they never change. Only committed ones may be asked
/// for, not one that the same transaction publishes, which could still be taken back. Thread-safe;
/// what it gives stays valid while it lives.
class MapCache {
 public:
  /// Null: there is no such version.
  const selling::ProcessVersion* find(Connection& db, selling::MapVersion id);
  /// Throws Error{not_found}.
  const selling::ProcessVersion& get(Connection& db, selling::MapVersion id);

 private:
  std::shared_mutex mutex_;
  std::map<selling::MapVersion, std::unique_ptr<const selling::ProcessVersion>> versions_;
};

/// What folding needs, read through a connection when it is asked for.
class StoredMaps : public selling::MapVersions {
 public:
  StoredMaps(Connection& db, MapCache& cache, base::Zone zone)
      : db_(db), cache_(cache), zone_(zone) {}

  const process::Automaton* find_automaton(selling::MapVersion version) const override;
  base::Zone zone() const override { return zone_; }

 private:
  Connection& db_;
  MapCache& cache_;
  base::Zone zone_;
};

}  // namespace stagecraft::store
