#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/sentence.h"
#include "history/event_log.h"
#include "history/flow.h"
#include "measures/settings.h"
#include "process/automaton.h"
#include "process/common_stages.h"
#include "process/map.h"

/// Figures across versions of a map (measures.md 1.9): where the history was recorded in part
/// before a stage was split, all figures are of the coarsest common stages.
namespace stagecraft::measures {

struct Inputs;

/// The map that such a history is measured on.
struct CommonMap {
  std::vector<process::CommonStage> groups;
  process::Map map;  ///< Every group is one stage.
  process::Automaton automaton;
  Settings settings;  ///< What was stated of parts holds for the group.
  /// Of a part that bears the id of the stage before the split: its visits count as such from its
  /// first sister's first entry on, in UTC milliseconds.
  std::map<std::string, std::int64_t> part_since;

  /// In words, for every figure of the group.
  static base::Sentence remark(const process::CommonStage& group);
  /// The same for the figures of one of its parts.
  static base::Sentence remark_of_part(const process::CommonStage& group, const std::string& part);
  /// The group that a stage is a part of; null: none.
  const process::CommonStage* find_group(const std::string& part) const;
};

/// Null when what `reading` holds tells every stage of the map apart. One pass over the log, and
/// only for a map in which a stage replaces another.
std::shared_ptr<const CommonMap> find_common_map(const Inputs& inputs,
                                                 const history::Reading& reading, unsigned threads);

}  // namespace stagecraft::measures
