#pragma once

#include <gtest/gtest.h>

#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "process/reader.h"
#include "selling/deal.h"
#include "selling/setting.h"
#include "tests/process/small_maps.h"

/// A workspace for tests: maps by version, a clock that stands, and events told in a line.
namespace stagecraft::selling {

inline base::Instant on_day(double day) {
  return base::Instant(base::Milliseconds(static_cast<std::int64_t>(day * 86'400'000.0)));
}

/// 2026-03-01 plus so many days.
inline base::Day day_of_2026(int number) {
  return base::Day(std::chrono::year(2026) / 3 / 1) + std::chrono::days(number);
}

class World : public MapVersions {
 public:
  /// Publishes a map as the next version of the process.
  const ProcessVersion& publish(const process::Map& map) {
    const MapVersion id{ProcessId{1}, static_cast<int>(versions_.size()) + 1};
    return versions_
        .emplace(id, ProcessVersion{.id = id, .map = map, .automaton = process::Automaton(map)})
        .first->second;
  }
  const ProcessVersion& publish(std::string_view yaml) {
    const auto loaded = process::read_map(yaml, "map.yaml");
    if (!loaded.ok()) throw std::invalid_argument(loaded.errors.front().message.text());
    return publish(loaded.map);
  }
  const process::Automaton* find_automaton(MapVersion version) const override {
    const auto found = versions_.find(version);
    return found == versions_.end() ? nullptr : &found->second.automaton;
  }
  const ProcessVersion& version(MapVersion id) const { return versions_.at(id); }

 private:
  std::map<MapVersion, ProcessVersion> versions_;
};

inline process::Map read_example(const std::string& name) {
  const auto loaded =
      process::read_map_file(std::string(STAGECRAFT_SOURCE_DIR "/examples/maps/") + name);
  if (!loaded.ok()) throw std::invalid_argument(loaded.errors.front().message.text());
  return loaded.map;
}

}  // namespace stagecraft::selling
