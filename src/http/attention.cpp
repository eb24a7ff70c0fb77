#include "http/attention.h"

#include <chrono>

namespace stagecraft::http {
namespace {

void add_limits(const Desk& desk, selling::MapVersion id, store::Attention& attention) {
  for (const auto& goal : desk.version(id).map.goals)
    for (const auto& stage : goal.stages)
      if (const auto days = process::late_limit(stage)) {
        const auto stay = std::chrono::duration_cast<base::Milliseconds>(
            std::chrono::duration<double, std::ratio<86400>>(*days));
        attention.limits.push_back({id, stage.id, desk.now() - stay});
      }
}

}  // namespace

store::Attention attention_now(const Desk& desk, const std::optional<selling::ProcessId>& process) {
  store::Attention attention{.today = desk.today(), .limits = {}};
  for (const auto& row : store::list_processes(desk.db()))
    if (!process || row.id == *process)
      for (int number = 1; number <= row.head; ++number)
        add_limits(desk, {row.id, number}, attention);
  return attention;
}

}  // namespace stagecraft::http
