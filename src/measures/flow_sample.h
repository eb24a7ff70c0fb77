#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "base/big_vector.h"
#include "base/time.h"
#include "history/flow.h"
#include "measures/curve_sums.h"
#include "process/automaton.h"

/// What a window of history says of the flow through the stages: the observations that bottleneck
/// and Little's law rest on, each with its deal, so that deals can be resampled.
namespace stagecraft::measures {

/// How a visit ended, as a cause of UnitStay: to a stage, won, or lost (no decision included).
struct VisitEnd {
  static base::statistics::Cause to_stage(std::size_t stage) {
    return static_cast<base::statistics::Cause>(stage + 1);
  }
  static base::statistics::Cause won(std::size_t stages) { return to_stage(stages); }
  static base::statistics::Cause lost(std::size_t stages) { return to_stage(stages + 1); }
  /// How many causes there are.
  static base::statistics::Cause count(std::size_t stages) { return lost(stages); }
};

struct Arrival {
  std::uint32_t deal;
  std::uint32_t stage;  ///< In which the deal began.
};

struct Win {
  std::uint32_t deal;
  double amount;  ///< Major units; NaN: none is stated.
};

struct FlowSample {
  std::size_t stages = 0;                         ///< Customer stages, in map order.
  double days = 0;                                ///< Length of the window.
  std::vector<base::BigVector<UnitStay>> visits;  ///< By stage; `unit` is the deal.
  std::vector<Arrival> arrivals;                  ///< Deals that began in the window.
  /// By stage: the deals of the visits that began in the window.
  std::vector<base::BigVector<std::uint32_t>> entries;
  std::vector<Win> wins;                         ///< Deals won in the window.
  std::vector<std::uint32_t> accounts;           ///< By deal; empty: each deal stands alone.
  std::map<std::string, std::int64_t> excluded;  ///< Reason -> visits that were left out.
};

struct FlowWindow {
  base::Border from;
  base::Border to;  ///< The first instant after it; visits still open there are censored.
};

/// What the log knows of deals and a flow does not.
struct DealFacts {
  std::vector<bool> included;      ///< By deal; empty: all.
  std::vector<double> won_amount;  ///< By deal, major units, NaN where none; empty: none stated.
  std::vector<std::uint32_t> accounts;  ///< By deal; empty: each deal stands alone.
};

/// Visits at risk in the window (late entry at its beginning, censored at its end), arrivals and
/// wins in it. Left out, and counted: visits without length (1.8), of doubled and deleted deals.
/// Not looked at: the background, the after-sale, and stages outside the map; a move to there is a
/// censoring. O(visits).
FlowSample sample_flow(const history::Flow& flow, const process::Automaton& automaton,
                       const FlowWindow& window, const DealFacts& facts, unsigned threads = 1);

/// A month, as rates use it: a twelfth of 365.25 days.
inline constexpr double days_a_month = 365.25 / 12;

}  // namespace stagecraft::measures
