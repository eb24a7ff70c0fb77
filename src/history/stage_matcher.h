#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "history/event_kind.h"
#include "history/mapping.h"
#include "process/map.h"

namespace stagecraft::history {

/// What an activity of the source means.
struct Match {
  EventKind kind = EventKind::stage_entered;
  std::string
      symbol;  ///< Id of a stage or outcome, kind of a touchpoint; outside: as in the source.
  bool is_inside = true;      ///< The map knows it (always, when there is no map).
  bool is_reopening = false;  ///< A value of `outcome: open`: takes a closing back.
};

/// Matches stages and outcomes of the source with those of a map: by `stage_values`, then id, name,
/// alias (history.md, 3). Without a map every name is a stage of its own. Not thread-safe:
/// remembers answers.
class StageMatcher {
 public:
  /// Throws Error{invalid} when `stage_values` names what the map does not have. `map` may be null;
  /// both have to outlive the matcher.
  StageMatcher(const process::Map* map, const Mapping& mapping);

  /// Stable until the matcher is destroyed. Throws Error{invalid} when two stages or outcomes of
  /// the map go by this name. O(1) when seen before.
  const Match& match(std::string_view activity);

  /// An outcome of this kind of which the source says no more; `word` is what it says, if anything.
  /// REQUIRES a kind won, lost or no_decision. Throws as match.
  const Match& match_outcome(EventKind kind, std::string_view word);

 private:
  struct Named {
    std::string id;
    EventKind kind;
  };
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>()(text);
    }
  };
  template <typename T>
  using ByText = std::unordered_map<std::string, T, TextHash, std::equal_to<>>;

  void add_name(std::string_view name, const Named& named);
  void check_stage_values() const;
  Match find(std::string_view activity) const;
  Match outcome_of(EventKind kind, std::string_view word) const;
  std::vector<Named> candidates(std::string_view name) const;
  [[noreturn]] void fail_twice(std::string_view name, const std::vector<Named>& hits) const;

  const process::Map* map_;
  const Mapping& mapping_;
  ByText<EventKind> ids_;
  ByText<std::vector<Named>> names_;  ///< By folded id, name, alias.
  ByText<std::string> replaced_;      ///< By folded id: stages of older versions of the map.
  ByText<std::string> stage_values_;  ///< By folded value.
  ByText<EventKind> outcome_values_;  ///< By folded value.
  ByText<std::string> touchpoints_;
  ByText<char> open_values_;
  ByText<Match> known_;
  ByText<Match> known_outcomes_;
};

}  // namespace stagecraft::history
