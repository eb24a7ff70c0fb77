#include "process/built_in_measure.h"

#include <algorithm>
#include <array>

namespace stagecraft::process {
namespace {

constexpr std::array table{
    BuiltInMeasure{"entered", MeasureKind::count},
    BuiltInMeasure{"left", MeasureKind::count},
    BuiltInMeasure{"in_stage", MeasureKind::count},
    BuiltInMeasure{"conversion", MeasureKind::share},
    BuiltInMeasure{"time_in_stage", MeasureKind::days},
    BuiltInMeasure{"win_rate", MeasureKind::share},
    BuiltInMeasure{"sales_cycle", MeasureKind::days},
    BuiltInMeasure{"sales_velocity", MeasureKind::money},
    BuiltInMeasure{"pipeline", MeasureKind::money},
    BuiltInMeasure{"expected", MeasureKind::money},
    BuiltInMeasure{"booked_amount", MeasureKind::money},
};

}  // namespace

std::span<const BuiltInMeasure> built_in_measures() { return table; }

std::optional<MeasureKind> kind_of_measure(const Map& map, std::string_view id) {
  if (const auto found = std::ranges::find(table, id, &BuiltInMeasure::id); found != table.end())
    return found->kind;
  const auto own = std::ranges::find(map.measures, id, &Measure::id);
  return own == map.measures.end() ? std::nullopt : std::optional(own->kind);
}

}  // namespace stagecraft::process
