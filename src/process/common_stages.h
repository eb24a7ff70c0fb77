#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "process/map.h"

/// Stages that history told under an older version of a map cannot tell apart (measures.md 1.9).
namespace stagecraft::process {

/// A connected part of the lineage graph that has several stages of the newest map.
struct CommonStage {
  std::string id;                  ///< `demo+proof`: no id of a file holds a plus.
  std::vector<std::string> parts;  ///< Stages of the map, in its order; two or more.
  std::vector<std::string> names;  ///< Of the parts.
  std::vector<std::string> olds;   ///< Recorded ids that mean more than one of them, as given.
};

/// What a recorded stage may mean in `map`: as `successors`, but a stage that goes on as one part
/// of itself means all the parts. Customer stages only, unless none of the parts is one, because
/// internal stages run beside them. In map order, chained over `earlier` versions (oldest first).
std::vector<std::string> meanings(std::string_view id, const Map& map,
                                  std::span<const Map> earlier = {});

/// The coarsest common stages of `map` and of what was `recorded`, in map order; what old events
/// mean without doubt stands in none of them. Empty when nothing was split.
std::vector<CommonStage> common_stages(const Map& map, std::span<const std::string> recorded,
                                       std::span<const Map> earlier = {});

/// `map` with every group as one stage, at the place of its first part: moves into and out of any
/// part are its own; days and hours add up, expected conversions multiply; it `replaces` its parts
/// and all that they replaced. Goals that share such a stage, and those between them, become one.
Map contract(const Map& map, std::span<const CommonStage> groups);

}  // namespace stagecraft::process
