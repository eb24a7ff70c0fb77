#pragma once

#include <span>
#include <vector>

#include "history/event_log.h"
#include "process/automaton.h"
#include "process/map.h"

namespace stagecraft::history {

/// Which node of the map each symbol of a log means: same id, else the stage that replaces it,
/// chained over `earlier` versions of the map, oldest first (process-map.md, 1.2); no_node for what
/// the map does not know ('outside the map'). Visits of a stage that was split are read as the
/// first of its parts, and the symbol is listed in `split`, so that a report can say so.
struct Binding {
  std::vector<process::NodeIndex> of_symbol;
  std::vector<SymbolIndex> split;

  Binding(const EventLog& log, const process::Map& map, const process::Automaton& automaton,
          std::span<const process::Map> earlier = {});
};

}  // namespace stagecraft::history
