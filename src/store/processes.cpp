#include "store/processes.h"

#include <mutex>

#include "base/hash.h"
#include "process/reader.h"
#include "process/yaml_write.h"
#include "store/stage_limits.h"

namespace stagecraft::store {
namespace {

using base::Error;
using base::ErrorKind;
using base::say;
using selling::MapVersion;
using selling::PersonId;
using selling::ProcessId;
using selling::ProcessVersion;

constexpr std::string_view process_columns =
    "SELECT id, map_id, name, owner_id, created_at, head, archived_at FROM processes";

ProcessRow read_process(const Row& row) {
  return {.id = row.get<ProcessId>(0),
          .map_id = row.get<std::string>(1),
          .name = row.get<std::string>(2),
          .owner = row.get<std::optional<PersonId>>(3),
          .created_at = row.get<base::Instant>(4),
          .head = row.get<int>(5),
          .archived_at = row.get<std::optional<base::Instant>>(6)};
}

VersionRow read_version(const Row& row) {
  VersionRow version{.id = {row.get<ProcessId>(0), row.get<int>(1)},
                     .own_text = row.get<std::string>(2),
                     .resolved_text = row.get<std::string>(3),
                     .sha256 = row.get<std::string>(4),
                     .base = {},
                     .published_at = row.get<base::Instant>(7),
                     .published_by = row.get<std::optional<PersonId>>(8),
                     .note = row.get<std::string>(9)};
  if (!row.is_null(5)) version.base = MapVersion{row.get<ProcessId>(5), row.get<int>(6)};
  return version;
}

void number_stages(Connection& db, ProcessId process, const process::Map& map) {
  for (const auto& goal : map.goals)
    for (const auto& stage : goal.stages)
      db.run(
          "INSERT INTO stage_numbers (process_id, stage) VALUES ($1, $2) "
          "ON CONFLICT (process_id, stage) DO NOTHING",
          process, stage.id);
}

std::unique_ptr<const ProcessVersion> make_ready(Connection& db, MapVersion id) {
  const auto version = find_version(db, id);
  if (!version) return nullptr;
  auto loaded = process::read_map(version->resolved_text, "map");
  if (!loaded.ok())
    throw Error(ErrorKind::io, say("Version {} of process {} cannot be read back: {}", id.number,
                                   id.process.value, loaded.errors.front().message));
  process::Automaton automaton(loaded.map);
  return std::make_unique<const ProcessVersion>(
      ProcessVersion{.id = id, .map = std::move(loaded.map), .automaton = std::move(automaton)});
}

}  // namespace

void archive_process(Transaction& transaction, ProcessId id,
                     const std::optional<base::Instant>& at) {
  transaction.db().run("UPDATE processes SET archived_at = $1 WHERE id = $2", at, id);
}

bool has_deals(Connection& db, ProcessId id) {
  return db
      .find_value<int>(
          "SELECT 1 FROM deals WHERE process_id = $1 AND status NOT IN ('deleted', 'merged') LIMIT "
          "1",
          id)
      .has_value();
}

ProcessId create_process(Transaction& transaction, const NewProcess& process) {
  return transaction.db().get_value<ProcessId>(
      "INSERT INTO processes (map_id, name, owner_id, created_at, created_by) "
      "VALUES ($1, $2, $3, $4, $5) RETURNING id",
      process.map_id, process.name, process.owner, process.at, process.by);
}

std::vector<ProcessRow> list_processes(Connection& db) {
  static const auto sql = std::string(process_columns) + " ORDER BY id";
  std::vector<ProcessRow> processes;
  for (const Row& row : db.query(sql)) processes.push_back(read_process(row));
  return processes;
}

std::optional<ProcessRow> find_process(Connection& db, ProcessId id) {
  static const auto sql = std::string(process_columns) + " WHERE id = $1";
  for (const Row& row : db.query(sql, id)) return read_process(row);
  return std::nullopt;
}

std::optional<ProcessRow> find_process(Connection& db, std::string_view map_id) {
  static const auto sql = std::string(process_columns) + " WHERE map_id = $1";
  for (const Row& row : db.query(sql, map_id)) return read_process(row);
  return std::nullopt;
}

MapVersion publish(Transaction& transaction, const NewVersion& version) {
  auto& db = transaction.db();
  const MapVersion id{version.process, version.head + 1};
  const auto moved = db.run("UPDATE processes SET head = $1, name = $2 WHERE id = $3 AND head = $4",
                            id.number, version.map.name, id.process, version.head);
  if (moved == 0)
    throw Error(
        ErrorKind::conflict,
        say("Process {} is no longer at version {}: somebody else has published. Compare with the "
            "newest version, then publish again.",
            id.process.value, version.head));
  const auto resolved = process::write_yaml(version.map);
  db.run(
      "INSERT INTO map_versions (process_id, number, own_text, resolved_text, sha256, "
      "base_process_id, "
      "base_number, published_at, published_by, note) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, "
      "$10)",
      id.process, id.number, version.own_text, resolved, base::sha256_hex(resolved),
      version.base ? std::optional(version.base->process) : std::nullopt,
      version.base ? std::optional(version.base->number) : std::nullopt, version.at, version.by,
      version.note);
  number_stages(db, id.process, version.map);
  note_limits(db, id, version.map);
  return id;
}

std::optional<VersionRow> find_version(Connection& db, MapVersion id) {
  for (const Row& row :
       db.query("SELECT process_id, number, own_text, resolved_text, sha256, base_process_id, "
                "base_number, published_at, published_by, note FROM map_versions "
                "WHERE process_id = $1 AND number = $2",
                id.process, id.number))
    return read_version(row);
  return std::nullopt;
}

std::vector<VersionRow> list_versions(Connection& db, ProcessId process) {
  std::vector<VersionRow> versions;
  for (const Row& row :
       db.query("SELECT process_id, number, '', '', sha256, base_process_id, base_number, "
                "published_at, published_by, note FROM map_versions "
                "WHERE process_id = $1 ORDER BY number",
                process))
    versions.push_back(read_version(row));
  return versions;
}

std::optional<std::int64_t> find_stage_number(Connection& db, ProcessId process,
                                              std::string_view stage) {
  return db.find_value<std::int64_t>(
      "SELECT id FROM stage_numbers WHERE process_id = $1 AND stage = $2", process, stage);
}

const ProcessVersion* MapCache::find(Connection& db, MapVersion id) {
  {
    const std::shared_lock lock(mutex_);
    if (const auto found = versions_.find(id); found != versions_.end()) return found->second.get();
  }
  auto version = make_ready(db, id);
  if (!version) return nullptr;
  // Of two that read at once, the first one is kept.
  const std::unique_lock lock(mutex_);
  return versions_.try_emplace(id, std::move(version)).first->second.get();
}

const ProcessVersion& MapCache::get(Connection& db, MapVersion id) {
  if (const auto* version = find(db, id)) return *version;
  throw Error(ErrorKind::not_found,
              say("There is no version {} of process {}.", id.number, id.process.value));
}

const process::Automaton* StoredMaps::find_automaton(MapVersion version) const {
  if (!version.process || version.number == 0) return nullptr;
  const auto* found = cache_.find(db_, version);
  return found == nullptr ? nullptr : &found->automaton;
}

}  // namespace stagecraft::store
