#include "store/stage_limits.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "process/reader.h"
#include "selling/lateness.h"

namespace stagecraft::store {

using selling::MapVersion;

void note_limits(Connection& db, MapVersion version, const process::Map& map) {
  for (const auto& goal : map.goals)
    for (const auto& stage : goal.stages)
      if (const auto stay = selling::longest_stay(stage))
        db.run(
            "INSERT INTO stage_limits (process_id, version, stage, stay) VALUES ($1, $2, $3, $4)",
            version.process, version.number, stage.id, std::int64_t{stay->count()});
}

std::optional<base::Milliseconds> find_limit(Connection& db, MapVersion version,
                                             std::string_view stage) {
  const auto stay = db.find_value<std::int64_t>(
      "SELECT stay FROM stage_limits WHERE process_id = $1 AND version = $2 AND stage = $3",
      version.process, version.number, stage);
  return stay ? std::optional(base::Milliseconds(*stay)) : std::nullopt;
}

void note_earlier_limits(Connection& db) {
  std::vector<std::pair<MapVersion, std::string>> versions;
  for (const Row& row : db.query("SELECT process_id, number, resolved_text FROM map_versions"))
    versions.emplace_back(MapVersion{row.get<selling::ProcessId>(0), row.get<int>(1)},
                          row.get<std::string>(2));
  // A version that cannot be read back has no deals that can: whoever opens one is told.
  for (const auto& [version, text] : versions)
    if (const auto loaded = process::read_map(text, "map"); loaded.ok())
      note_limits(db, version, loaded.map);
  db.run(
      "UPDATE deals SET late_at = stage_entered_at + (SELECT l.stay FROM stage_limits l WHERE "
      "l.process_id = deals.process_id AND l.version = deals.version AND l.stage = deals.stage) "
      "WHERE status IN ('lead', 'open') OR (status = 'won' AND stage_entered_at >= closed_at)");
}

}  // namespace stagecraft::store
