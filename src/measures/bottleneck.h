#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/sentence.h"
#include "base/statistics/interval.h"
#include "measures/flow_model.h"
#include "measures/flow_sample.h"

/// The bottleneck (T3; measures.md, 10): the stage at which a tenth fewer losses would bring in
/// most won money a month, named only where its lead over the next stands clear of chance. A
/// model's elasticity, not a promise: other things stay as they are in it, and in life they do not.
namespace stagecraft::measures {

struct BottleneckSettings {
  std::string figure = "bottleneck@1";  ///< Definition and slice: gives the seed.
  std::vector<bool> exempt;             ///< By stage: sorting out is its purpose. Empty: none.
  std::vector<Team> teams;              ///< Empty: capacity not stated.
  std::vector<std::optional<StageWork>> work;  ///< By stage, or empty.
  int resamples = 1000;                        ///< 0: no intervals, and then no stage is named.
  unsigned threads = 0;                        ///< 0: as many as the machine has.
};

/// A gain in won money a month, major units.
struct Gain {
  double value = 0;
  std::optional<base::statistics::Interval> interval;
};

struct BottleneckStage {
  static constexpr std::int64_t ended_to_be_named = 30;

  std::size_t stage = 0;                         ///< Index in map order, the automaton's node.
  std::int64_t visits = 0, ended = 0, open = 0;  ///< Observed in the window.
  double visits_a_month = 0;                     ///< v, of the model.
  double forward = 0, lost = 0, back = 0;  ///< Shares of visits; 0, 0, 0 while none has ended.
  double undecided = 0;                    ///< S(h_star): what the shares say nothing of.
  bool capacity_is_stated = false;
  double served = 1;   ///< phi; below 1 the capacity binds: there is no steady state.
  double backlog = 0;  ///< Visits by which it grows a month.
  bool exempt = false;

  Gain losses_minus_10;  ///< The ranking's lever.
  Gain conversion_plus_10;
  Gain time_minus_10;     ///< If losses come with waiting; work time where a capacity binds.
  double days_saved = 0;  ///< By a tenth less time, a deal.
  double once_only =
      0;  ///< Won money that comes earlier if losses do not come with waiting; not a month.
};

struct Bottleneck {
  /// Empty when the model is defined; else why not, in words, and nothing below is meaningful but
  /// `stages`' counts.
  base::Sentence undefined;
  std::vector<BottleneckStage> stages;  ///< In map order; those that nobody visited included.
  std::vector<std::size_t> ranking;     ///< Stages not exempt, most gain from fewer losses first.
  std::optional<std::size_t> named;     ///< Where the lead is clear.
  std::vector<std::size_t> possible;  ///< Else 'cannot tell yet: A, C': all that are not excluded.
  std::vector<std::size_t>
      binding;  ///< Capacities that bind, most backlog first: named before all.
  bool capacity_is_stated = false;

  double deals_a_month = 0;
  double mean_won_amount = 0;
  std::int64_t wins = 0, wins_without_amount = 0;
  Gain won_a_month;    ///< Deals.
  Gain money_a_month;  ///< M.
  base::Sentence how;  ///< How the intervals were made; empty without resamples.
};

/// Pure and deterministic; O(visits) and, for the intervals, resamples * min(visits, 4,096 groups'
/// entries).
Bottleneck bottleneck(const FlowSample& sample, const BottleneckSettings& settings);

}  // namespace stagecraft::measures
