#include "measures/flow_model.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>
#include <utility>

namespace stagecraft::measures {

namespace {

/// Below, a pivot is nought but rounding: the chain does not end.
constexpr double no_pivot = 1e-12;

/// A square matrix, row by row.
class Matrix {
 public:
  explicit Matrix(std::size_t size) : size_(size), cells_(size * size) {}

  double& at(std::size_t row, std::size_t column) { return cells_[row * size_ + column]; }
  double at(std::size_t row, std::size_t column) const { return cells_[row * size_ + column]; }
  std::size_t size() const { return size_; }
  std::span<double> row(std::size_t row) { return std::span(cells_).subspan(row * size_, size_); }

 private:
  std::size_t size_;
  std::vector<double> cells_;
};

/// row[target] -= factor * row[source].
void subtract(Matrix& matrix, std::size_t target, std::size_t source, double factor) {
  const auto from = matrix.row(source);
  const auto to = matrix.row(target);
  for (std::size_t i = 0; i < to.size(); ++i) to[i] -= factor * from[i];
}

void swap_rows(Matrix& matrix, std::size_t a, std::size_t b) {
  if (a != b) std::ranges::swap_ranges(matrix.row(a), matrix.row(b));
}

/// The inverse by Gauss and Jordan with row pivoting; nullopt for a singular matrix.
std::optional<Matrix> inverse(Matrix left) {
  const std::size_t n = left.size();
  Matrix right(n);
  for (std::size_t i = 0; i < n; ++i) right.at(i, i) = 1;
  for (std::size_t step = 0; step < n; ++step) {
    std::size_t pivot = step;
    for (std::size_t row = step + 1; row < n; ++row)
      if (std::fabs(left.at(row, step)) > std::fabs(left.at(pivot, step))) pivot = row;
    if (std::fabs(left.at(pivot, step)) < no_pivot) return std::nullopt;
    swap_rows(left, step, pivot);
    swap_rows(right, step, pivot);
    const double scale = 1 / left.at(step, step);
    for (double& cell : left.row(step)) cell *= scale;
    for (double& cell : right.row(step)) cell *= scale;
    for (std::size_t row = 0; row < n; ++row) {
      const double factor = left.at(row, step);
      if (row == step || factor == 0) continue;
      subtract(left, row, step, factor);
      subtract(right, row, step, factor);
    }
  }
  return right;
}

/// Stages that deals come to at all: the others are left out, so that a loop which nobody enters
/// does no harm.
std::vector<bool> reached_stages(const FlowModel& model) {
  std::vector<bool> reached(model.stages());
  std::vector<std::size_t> open;
  const auto reach = [&](std::size_t stage) {
    if (reached[stage]) return;
    reached[stage] = true;
    open.push_back(stage);
  };
  for (std::size_t s = 0; s < model.stages(); ++s)
    if (model.arrivals[s] > 0) reach(s);
  while (!open.empty()) {
    const std::size_t s = open.back();
    open.pop_back();
    for (std::size_t j = 0; j < model.stages(); ++j)
      if (model.exits[s].to[j] > 0) reach(j);
  }
  return reached;
}

/// (I - diag(served) Q)^-1 over the stages that are reached; the identity elsewhere.
std::optional<Matrix> fundamental(const FlowModel& model, std::span<const double> served) {
  const auto reached = reached_stages(model);
  Matrix matrix(model.stages());
  for (std::size_t s = 0; s < model.stages(); ++s) {
    matrix.at(s, s) = 1;
    if (!reached[s]) continue;
    for (std::size_t j = 0; j < model.stages(); ++j)
      matrix.at(s, j) -= served[s] * model.exits[s].to[j];
  }
  return inverse(std::move(matrix));
}

std::vector<double> visits_of(const FlowModel& model, const Matrix& fundamental) {
  std::vector<double> visits(model.stages());
  for (std::size_t s = 0; s < model.stages(); ++s)
    for (std::size_t j = 0; j < model.stages(); ++j)
      visits[j] += model.arrivals[s] * fundamental.at(s, j);
  return visits;
}

/// The share that each stage's team could serve of these visits, were it all that it has to do.
std::vector<double> servable(const FlowModel& model, std::span<const double> visits) {
  std::vector<double> needed(model.teams.size());
  for (std::size_t s = 0; s < model.work.size(); ++s)
    if (const auto& work = model.work[s]) needed[work->team] += work->hours_per_visit * visits[s];
  std::vector<double> share(model.stages(), 1);
  for (std::size_t s = 0; s < model.work.size(); ++s) {
    const auto& work = model.work[s];
    if (work && needed[work->team] > 0)
      share[s] = std::min(1.0, model.teams[work->team].hours_per_month / needed[work->team]);
  }
  return share;
}

/// One step towards the share that can be served. Less service means fewer returns and so less
/// need: going half the way (on the log scale) keeps the search from swinging; ever less so the
/// longer it takes.
double move_towards(std::vector<double>& served, std::span<const double> target, int step) {
  const int hundreds = step / 100;
  const double weight = step == 0 ? 1 : 0.5 / (1 + hundreds);
  double moved = 0;
  for (std::size_t s = 0; s < served.size(); ++s) {
    const double next = target[s] <= 0 || served[s] <= 0
                            ? target[s]
                            : served[s] * std::pow(target[s] / served[s], weight);
    moved = std::max(moved, std::fabs(target[s] - served[s]));
    served[s] = next;
  }
  return moved;
}

SteadyFlow flow_of(const FlowModel& model, std::vector<double> visits, std::vector<double> served) {
  SteadyFlow flow{.visits = std::move(visits), .served = std::move(served)};
  for (std::size_t s = 0; s < model.stages(); ++s)
    flow.won += flow.visits[s] * flow.served[s] * model.exits[s].won;
  flow.money = model.mean_won_amount * flow.won;
  return flow;
}

void scale_exits(StageExits& exits, std::size_t stage, double forward, double others) {
  for (std::size_t j = 0; j < exits.to.size(); ++j) exits.to[j] *= j > stage ? forward : others;
  exits.won *= forward;
  exits.lost *= others;
}

/// The exits when a share `to` instead of `from` goes forward, the others scaled to fill 1.
void set_forward(StageExits& exits, std::size_t stage, double from, double to) {
  if (from <= 0 || from >= 1) return;
  scale_exits(exits, stage, to / from, (1 - to) / (1 - from));
}

void lose_a_tenth_less(StageExits& exits, std::size_t stage, double forward) {
  if (forward <= 0) return;  // Nothing to tell where the kept deals would go.
  const double kept = exits.lost * 0.1;
  const double lost = exits.lost - kept;
  scale_exits(exits, stage, (forward + kept) / forward, 1);
  exits.lost = lost;
}

/// The exits of a stage with the lever pulled; where time means work they stay.
StageExits improved(const FlowModel& model, Lever lever, std::size_t stage) {
  StageExits exits = model.exits[stage];
  const double forward = model.forward(stage);
  switch (lever) {
    case Lever::conversion_plus_10:
      set_forward(exits, stage, forward, std::min(1.0, 1.1 * forward));
      break;
    case Lever::losses_minus_10:
      lose_a_tenth_less(exits, stage, forward);
      break;
    case Lever::time_minus_10:
      set_forward(exits, stage, forward, forward / (forward + 0.9 * (1 - forward)));
      break;
  }
  return exits;
}

/// What winning is worth from each stage: the share of its visits' deals that are won in the end.
std::vector<double> wins_from(const FlowModel& model, const Matrix& fundamental) {
  std::vector<double> wins(model.stages());
  for (std::size_t s = 0; s < model.stages(); ++s)
    for (std::size_t j = 0; j < model.stages(); ++j)
      wins[s] += fundamental.at(s, j) * model.exits[j].won;
  return wins;
}

/// The gain of a changed row by the rank-one update: v'_s = v_s / (1 - (d N)_s), and each of these
/// visits brings d r + (change of won) more wins, d the change of the row, r the wins from each
/// stage.
class RankOne {
 public:
  RankOne(const FlowModel& model, const SteadyFlow& flow, Matrix fundamental)
      : model_(model),
        flow_(flow),
        fundamental_(std::move(fundamental)),
        wins_(wins_from(model, fundamental_)) {}

  double gain(std::size_t stage, Lever lever) const {
    const StageExits changed = improved(model_, lever, stage);
    double back_to_stage = 0;
    double more_wins = changed.won - model_.exits[stage].won;
    for (std::size_t j = 0; j < model_.stages(); ++j) {
      const double change = changed.to[j] - model_.exits[stage].to[j];
      if (change == 0) continue;
      back_to_stage += change * fundamental_.at(j, stage);
      more_wins += change * wins_[j];
    }
    return model_.mean_won_amount * flow_.visits[stage] / (1 - back_to_stage) * more_wins;
  }

 private:
  const FlowModel& model_;
  const SteadyFlow& flow_;
  Matrix fundamental_;
  std::vector<double> wins_;
};

Gains gains_of_each(std::size_t stages, const auto& gain) {
  Gains gains;
  for (std::size_t s = 0; s < stages; ++s) {
    gains.conversion.push_back(gain(s, Lever::conversion_plus_10));
    gains.losses.push_back(gain(s, Lever::losses_minus_10));
    gains.time.push_back(gain(s, Lever::time_minus_10));
  }
  return gains;
}

}  // namespace

double FlowModel::forward(std::size_t stage) const {
  const StageExits& exits_of_stage = exits[stage];
  return std::accumulate(exits_of_stage.to.begin() + static_cast<std::ptrdiff_t>(stage) + 1,
                         exits_of_stage.to.end(), exits_of_stage.won);
}

std::optional<SteadyFlow> steady_flow(const FlowModel& model) {
  constexpr int most_steps = 1000;
  constexpr double settled = 1e-13;
  std::vector<double> served(model.stages(), 1);
  std::vector<double> visits;
  for (int step = 0; step < most_steps; ++step) {
    const auto matrix = fundamental(model, served);
    if (!matrix) return std::nullopt;
    visits = visits_of(model, *matrix);
    if (move_towards(served, servable(model, visits), step) < settled) break;
  }
  return flow_of(model, std::move(visits), std::move(served));
}

FlowModel pulled(const FlowModel& model, Lever lever, std::size_t stage, bool binds) {
  FlowModel result = model;
  if (binds && lever == Lever::time_minus_10)
    result.work[stage]->hours_per_visit *= 0.9;
  else
    result.exits[stage] = improved(model, lever, stage);
  return result;
}

Gains gains_of(const FlowModel& model, const SteadyFlow& flow) {
  const bool limited = std::ranges::any_of(flow.served, [](double share) { return share < 1; });
  // A capacity that does not bind now may bind once more deals come to it: then each case is
  // solved.
  if (limited || !model.teams.empty()) {
    return gains_of_each(model.stages(), [&](std::size_t stage, Lever lever) {
      const auto better = steady_flow(pulled(model, lever, stage, flow.binds(stage)));
      return better ? better->money - flow.money : std::nan("");
    });
  }
  auto matrix = fundamental(model, flow.served);
  if (!matrix)
    return gains_of_each(model.stages(), [](std::size_t, Lever) { return std::nan(""); });
  const RankOne update(model, flow, std::move(*matrix));
  return gains_of_each(model.stages(),
                       [&](std::size_t stage, Lever lever) { return update.gain(stage, lever); });
}

}  // namespace stagecraft::measures
