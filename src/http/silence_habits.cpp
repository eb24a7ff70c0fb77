#include "http/silence_habits.h"

#include <vector>

#include "selling/silence.h"

namespace stagecraft::http {
namespace {

constexpr double usual_share = 0.9;

/// Ids of internal stages of the newest versions.
std::vector<std::string> background_stages(store::Connection& db, store::MapCache& maps) {
  std::vector<std::string> ids;
  for (const auto& process : store::list_processes(db)) {
    if (process.head == 0) continue;
    for (const auto& goal : maps.get(db, {process.id, process.head}).map.goals)
      for (const auto& stage : goal.stages)
        if (stage.internal) ids.push_back(stage.id);
  }
  return ids;
}

}  // namespace

std::shared_ptr<const SilenceHabits::Days> SilenceHabits::usual() const {
  const std::lock_guard lock(mutex_);
  return usual_;
}

void SilenceHabits::learn() {
  const auto background =
      workspace_.read([this](store::Connection& db) { return background_stages(db, maps_); });
  const auto history = live_log_.now();
  auto days =
      std::make_shared<const Days>(selling::usual_silence(history->log, background, usual_share));
  const std::lock_guard lock(mutex_);
  usual_ = std::move(days);
}

}  // namespace stagecraft::http
