#pragma once

#include <cstddef>
#include <optional>
#include <vector>

/// The flow of deals through the stages of a map as an absorbing Markov chain (measures.md, 10):
/// what a steady stream of new deals becomes, and what one stage's improvement would bring. Pure
/// algebra; no history. Source: Kemeny, Snell 1960.
namespace stagecraft::measures {

/// How a stage's visits end. The shares add up to 1, or to 0 for a stage that nobody has left.
struct StageExits {
  std::vector<double>
      to;  ///< To each stage, by its index; to itself when a closing was revoked in it.
  double won = 0;
  double lost = 0;  ///< Lost or no decision.
};

/// People who work in stages. What they can do is shared by their stages in proportion to what
/// these need.
struct Team {
  double hours_per_month = 0;
};

/// What a visit of a stage takes of a team.
struct StageWork {
  std::size_t team = 0;        ///< Index into FlowModel::teams.
  double hours_per_visit = 0;  ///< > 0.
};

/// A stage is 'later' when its index is greater; going forward is going to a later stage or
/// winning.
struct FlowModel {
  std::vector<double> arrivals;  ///< New deals a month, by the stage in which they begin.
  std::vector<StageExits> exits;
  double mean_won_amount = 0;
  std::vector<Team> teams;
  std::vector<std::optional<StageWork>> work;  ///< By stage, or empty: no capacity is stated.

  std::size_t stages() const { return arrivals.size(); }
  /// Shares of the visits of `stage` that go forward, and that are lost or without decision.
  double forward(std::size_t stage) const;
  double lost(std::size_t stage) const { return exits[stage].lost; }
};

/// What the model settles at. Where a capacity binds there is no steady state: visits wait, and the
/// backlog grows every month; the figures are then those of what is served.
struct SteadyFlow {
  std::vector<double> visits;  ///< A month, by stage: what comes to it.
  std::vector<double> served;  ///< Share of them that is served: 1 where no capacity binds.
  double won = 0;              ///< Deals a month.
  double money = 0;            ///< mean_won_amount * won.

  bool binds(std::size_t stage) const { return served[stage] < 1; }
  /// Visits by which the backlog of `stage` grows a month.
  double backlog(std::size_t stage) const { return visits[stage] * (1 - served[stage]); }
};

/// nullopt when deals would circle for ever (no way out of some stages that are reached).
/// O(stages^3), times a few dozen where a capacity binds.
std::optional<SteadyFlow> steady_flow(const FlowModel& model);

enum class Lever { conversion_plus_10, losses_minus_10, time_minus_10 };

/// The model with one stage improved; `binds` tells whether the stage's capacity does, where time
/// means work.
FlowModel pulled(const FlowModel& model, Lever lever, std::size_t stage, bool binds);

/// Money a month that each stage's improvement would bring, by lever and stage.
struct Gains {
  std::vector<double> conversion, losses, time;
};

/// The gains of all levers at all stages; `flow` is steady_flow(model). O(stages^3) without
/// capacities: a lever changes one row, so each gain follows from the fundamental matrix.
Gains gains_of(const FlowModel& model, const SteadyFlow& flow);

}  // namespace stagecraft::measures
