#pragma once

#include <span>
#include <vector>

#include "history/event_log.h"
#include "process/automaton.h"
#include "process/map.h"

namespace stagecraft::history {

/// Which node of the map each symbol of a log means: same id, else the stage that replaces it,
/// chained over `earlier` versions of the map, oldest first (process-map.md, 1.2); no_node for what
/// the map does not know ('outside the map'). Internal parts of a split stage are no state and
/// mean nothing. Where several are left, the symbol is read as the first and listed in `split`;
/// measures bind to the coarsest common stages instead (measures/common_map.h), where none is.
struct Binding {
  std::vector<process::NodeIndex> of_symbol;
  std::vector<SymbolIndex> split;

  Binding(const EventLog& log, const process::Map& map, const process::Automaton& automaton,
          std::span<const process::Map> earlier = {});
};

}  // namespace stagecraft::history
