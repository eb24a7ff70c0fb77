#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/sentence.h"
#include "history/flow.h"
#include "process/automaton.h"

/// The places where deals stay, at one level of the map: stages, or goals. A visit of a goal is an
/// unbroken run of visits in its stages (measures.md 1.5). Measures are written once, for both.
namespace stagecraft::measures {

using PlaceIndex = std::uint16_t;
inline constexpr PlaceIndex no_place = process::no_node;

enum class Level : std::uint8_t { stages, goals };

struct Place {
  std::string id, name;
  process::NodeKind kind = process::NodeKind::stage;
  bool after_won = false;
  std::optional<double> late_after_days;
  base::Sentence remark = {};  ///< What is to be said of every figure of it; mostly nothing.

  bool is_customer_stage() const { return kind == process::NodeKind::stage; }
  bool is_outcome() const { return kind > process::NodeKind::internal_stage; }
};

struct Tier {
  Level level = Level::stages;
  std::vector<Place> places;  ///< Customer stages (goals) in map order, internal stages, outcomes.
  PlaceIndex customer_count = 0;  ///< Places [0, customer_count) are where deals stay.
  PlaceIndex start = no_place;    ///< Where the first deals begin.
  /// Of every place: the one after it in the main path; an outcome, or no_place at the end.
  std::vector<PlaceIndex> after;
  PlaceIndex won = no_place;  ///< The first won outcome; all of them count as one.

  /// The place of this id; no_place: there is none.
  PlaceIndex find(std::string_view id) const;

  /// Entering `place` shows that `target` was reached: it is `target`, or `target` dominates it
  /// (process-map.md 2). Outcomes of kind won count as one place.
  bool shows(PlaceIndex target, PlaceIndex place) const {
    return shows_[target * places.size() + place] != 0;
  }
  /// Whether `g` lies on every main path to `target`.
  bool dominates(PlaceIndex g, PlaceIndex target) const { return shows(g, target); }

  /// Whether entering some customer stage shows that `target` was reached.
  bool is_shown_by_stages(PlaceIndex target) const { return shown_by_stages_[target] != 0; }

 private:
  friend class VisitReader;
  friend Tier stage_tier(const process::Map&, const process::Automaton&, const history::Flow&);
  friend Tier goal_tier(const process::Map&, const process::Automaton&, const history::Flow&);

  void note_shown_by_stages();

  std::vector<char> shows_;               ///< places x places.
  std::vector<char> shown_by_stages_;     ///< By place.
  const history::Flow* flow_ = nullptr;   ///< Whose visits they are.
  std::vector<PlaceIndex> goal_of_node_;  ///< Of goals: the place that a node of the map is in.
};

/// Tells of the visits of `flow`, which must outlive the tier; a VisitReader reads them.
Tier stage_tier(const process::Map& map, const process::Automaton& automaton,
                const history::Flow& flow);
Tier goal_tier(const process::Map& map, const process::Automaton& automaton,
               const history::Flow& flow);

}  // namespace stagecraft::measures
