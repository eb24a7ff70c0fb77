#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/time.h"
#include "process/automaton.h"
#include "process/map.h"

namespace stagecraft::sample {

/// A seller of the simulated company. Strength shifts the log-odds of going forward.
struct Rep {
  std::string name;
  std::string team;
  double strength = 0;
};

struct Campaign {
  std::string name;
  base::Day from, to;
  double pull = 1;     ///< Relative number of leads while it runs.
  double quality = 0;  ///< Shift of the log-odds of going forward.
};

/// How deals really behave in a stage, as against what the map expects.
struct Behaviour {
  double median_days = 7;
  double log_odds = 0;  ///< Of going forward.
};

/// How large a simulated company is.
struct Extent {
  int span_days = 730;    ///< Over which deals arrive. At least 365.
  std::size_t reps = 12;  ///< 1 to 12, in three teams.
  double lean = 0;        ///< Shift of the log-odds of going forward, of every deal.
};

/// The company that a sample is drawn from: everything that is the same for all deals. Made from a
/// map and a seed alone, so the same two give the same company, in which one stage is in trouble
/// (slower than the map expects, and losing more), two reps are new, and campaigns differ in what
/// they bring.
class Scenario {
 public:
  /// Deals arrive over `extent.span_days` before `until`. REQUIRES a map with a customer stage.
  /// Throws Error{invalid} when the map has none, or no way to win.
  Scenario(const process::Map& map, std::uint64_t seed, base::Instant until, Extent extent = {});

  const process::Map& map() const { return *map_; }
  const process::Automaton& automaton() const { return automaton_; }
  std::uint64_t seed() const { return seed_; }
  base::Instant until() const { return until_; }
  double lean() const { return extent_.lean; }

  const process::Stage& stage(process::NodeIndex node) const { return *stages_[node]; }
  const Behaviour& behaviour(process::NodeIndex node) const { return behaviours_[node]; }
  const std::vector<Rep>& reps() const { return reps_; }
  const std::vector<Campaign>& campaigns() const { return campaigns_; }
  const std::vector<std::string>& channels() const { return channels_; }
  const std::vector<std::string>& offerings() const { return offerings_; }
  const std::vector<std::string>& personas() const { return personas_; }
  const std::string& currency() const { return currency_; }
  process::NodeIndex trouble() const { return trouble_; }
  /// Sum of the behaviours' medians up to the win: what a rep would promise as close date.
  double typical_cycle_days() const { return cycle_days_; }

  /// When the deal at a quantile of all arrivals (0 to 1) arrives: seasons, growth, quiet Augusts.
  base::Instant arrival(double quantile) const;

 private:
  void choose_behaviours();
  void hire_reps();
  void plan_campaigns();
  void lay_out_year();

  const process::Map* map_;
  process::Automaton automaton_;
  std::uint64_t seed_;
  base::Instant until_;
  Extent extent_;
  std::vector<const process::Stage*> stages_;
  std::vector<Behaviour> behaviours_;
  std::vector<Rep> reps_;
  std::vector<Campaign> campaigns_;
  std::vector<std::string> channels_, offerings_, personas_;
  std::string currency_;
  process::NodeIndex trouble_ = process::no_node;
  double cycle_days_ = 0;
  std::vector<double> arrivals_;  ///< Cumulative share of arrivals by day.
};

}  // namespace stagecraft::sample
