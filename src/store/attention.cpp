#include "store/attention.h"

#include <fmt/format.h>

#include <cstdint>
#include <map>
#include <optional>

namespace stagecraft::store {
namespace {

using StageNumber = std::int64_t;
using Versions = std::map<int, base::Instant>;

/// Numbers of stages stand for their names, so that the statement holds nothing that people wrote.
std::map<std::pair<selling::ProcessId, std::string>, StageNumber> stage_numbers(Connection& db) {
  std::map<std::pair<selling::ProcessId, std::string>, StageNumber> numbers;
  for (const Row& row : db.query("SELECT process_id, stage, id FROM stage_numbers"))
    numbers[{row.get<selling::ProcessId>(0), row.get<std::string>(1)}] = row.get<StageNumber>(2);
  return numbers;
}

std::string limit_of(const Versions& versions) {
  std::string cases;
  for (const auto& [version, before] : versions)
    cases += fmt::format(" WHEN {} THEN {}", version, before.time_since_epoch().count());
  return fmt::format("CASE d.version{} ELSE 0 END", cases);
}

/// Whether the deal is late: 1 or 0.
std::string lateness(Connection& db, const Attention& attention) {
  const auto numbers = stage_numbers(db);
  std::map<StageNumber, Versions> limits;
  for (const auto& limit : attention.limits)
    if (const auto found = numbers.find({limit.map.process, limit.stage}); found != numbers.end())
      limits[found->second][limit.map.number] = limit.late_before;
  if (limits.empty()) return "0";
  std::string cases;
  for (const auto& [stage, versions] : limits)
    cases += fmt::format(" WHEN {} THEN {}", stage, limit_of(versions));
  return fmt::format(
      "CASE WHEN d.stage_entered_at < (CASE (SELECT n.id FROM stage_numbers n WHERE n.process_id = "
      "d.process_id AND n.stage = d.stage){} ELSE 0 END) THEN 1 ELSE 0 END",
      cases);
}

}  // namespace

std::string attention_number(Connection& db, const Attention& attention) {
  // Class (0 to 8), day that is due (7 digits, the last one: none), second since when (11 digits).
  return fmt::format(
      "((CASE WHEN d.status NOT IN ('lead', 'open', 'won') THEN 8 ELSE "
      "(CASE WHEN d.next_due < {} THEN 0 ELSE 4 END) + "
      "(CASE WHEN d.next_due IS NULL AND d.status <> 'won' THEN 0 ELSE 2 END) + (1 - {}) END) * "
      "1000000000000000000 + COALESCE(d.next_due, 9999999) * 100000000000 + "
      "COALESCE(d.stage_entered_at, d.created_at) / 1000)",
      attention.today.time_since_epoch().count(), lateness(db, attention));
}

}  // namespace stagecraft::store
