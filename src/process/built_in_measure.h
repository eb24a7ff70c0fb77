#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "process/map.h"

namespace stagecraft::process {

/// A measure that every map knows without stating it (process-map.md 1.1, 'Target'; docs/measures).
struct BuiltInMeasure {
  std::string_view id;
  MeasureKind kind;
};

/// All of them, in the order of the documentation.
std::span<const BuiltInMeasure> built_in_measures();

/// Kind of a measure by its id, built-in or the map's own; nullopt if there is none. O(measures).
std::optional<MeasureKind> kind_of_measure(const Map& map, std::string_view id);

}  // namespace stagecraft::process
