#include "history/binding.h"

#include "process/common_stages.h"
#include "process/lineage.h"

namespace stagecraft::history {

Binding::Binding(const EventLog& log, const process::Map& map, const process::Automaton& automaton,
                 std::span<const process::Map> earlier) {
  const auto& symbols = log.symbols();
  of_symbol.assign(symbols.size(), process::no_node);
  for (std::size_t s = 1; s < symbols.size(); ++s) {
    const auto id = symbols.text(static_cast<std::uint32_t>(s));
    of_symbol[s] = automaton.find(id);
    if (of_symbol[s] != process::no_node) continue;
    auto parts = process::successors(id, map, earlier);
    if (parts.size() > 1) parts = process::meanings(id, map, earlier);
    if (parts.empty()) continue;
    of_symbol[s] = automaton.find(parts.front());
    if (parts.size() > 1) split.push_back(static_cast<SymbolIndex>(s));
  }
}

}  // namespace stagecraft::history
