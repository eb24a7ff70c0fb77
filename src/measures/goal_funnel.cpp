#include "measures/goal_funnel.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "base/parallel.h"
#include "base/statistics/aalen_johansen.h"
#include "measures/conversion.h"
#include "measures/figures.h"
#include "measures/pass.h"
#include "measures/trace.h"

namespace stagecraft::measures {

namespace {

namespace stats = base::statistics;
using history::DealState;

/// A stage, or the end of a goal, and what shows that it was reached.
struct Aim {
  const Place* place = nullptr;
  Trace::Target target = {};
};

/// A goal, its customer stages, and its end.
struct GoalPlan {
  PlaceIndex goal = no_place;
  std::vector<PlaceIndex> stages;
  std::vector<Aim> aims;  ///< Of the stages; then of the end, unless that is the last stage.

  const Place& end() const { return *aims.back().place; }
  /// From a goal of one stage to that stage there is no way.
  bool has_way() const { return aims.size() > 1; }
};

/// The goals of a map by their stages.
class Goals {
 public:
  /// REQUIRES goals.
  explicit Goals(const Study& study)
      : stages_(study.stages()),
        tier_(*study.goals()),
        goal_of_(stages_.customer_count, no_place),
        plans_(tier_.customer_count) {
    for (PlaceIndex goal = 0; goal < tier_.customer_count; ++goal) plans_[goal].goal = goal;
    for (const process::Goal& goal : study.inputs().map.goals)
      for (const process::Stage& stage : goal.stages) note(goal.id, stage.id);
    for (GoalPlan& plan : plans_) find_aims(plan);
  }

  PlaceIndex goal_of(PlaceIndex stage) const { return goal_of_[stage]; }
  const std::vector<GoalPlan>& plans() const { return plans_; }

 private:
  void note(const std::string& goal_id, const std::string& stage_id) {
    const PlaceIndex goal = tier_.find(goal_id);
    const PlaceIndex stage = stages_.find(stage_id);
    if (goal >= tier_.customer_count || stage >= stages_.customer_count) return;
    goal_of_[stage] = goal;
    plans_[goal].stages.push_back(stage);
  }

  void find_aims(GoalPlan& plan) const {
    std::ranges::sort(plan.stages);
    for (const PlaceIndex stage : plan.stages)
      plan.aims.push_back({&stages_.places[stage], Trace::Target(stages_, stage, false)});
    const PlaceIndex next = tier_.after[plan.goal];
    if (next == no_place) return;
    plan.aims.push_back({&tier_.places[next], next < tier_.customer_count
                                                  ? target_of(next)
                                                  : Trace::Target(stages_, stages_.won, false)});
  }

  Trace::Target target_of(PlaceIndex goal) const {
    std::vector<bool> shows;
    for (const PlaceIndex of_stage : goal_of_)
      shows.push_back(of_stage != no_place && tier_.shows(goal, of_stage));
    return {stages_, shows, tier_.won != no_place && tier_.shows(goal, tier_.won)};
  }

  const Tier& stages_;
  const Tier& tier_;
  std::vector<PlaceIndex> goal_of_;  ///< By stage.
  std::vector<GoalPlan> plans_;
};

struct GoalBarCount {
  std::int64_t reached = 0;
  std::int64_t doubled = 0, undated = 0;  ///< Of `reached`, as those of the goal.
  stats::Stays to_next;
};

/// Of one goal in one slice.
struct GoalCount {
  std::int64_t entered = 0;
  std::int64_t doubled = 0;  ///< Of `entered`: two deals under one id; not in shares.
  std::int64_t undated = 0;  ///< Of `entered`: without the dates that the share to the end needs.
  std::vector<GoalBarCount> bars;
  stats::Stays to_end;
};

class GoalFunnelCollector {
 public:
  GoalFunnelCollector(const Study& study, const Goals& goals, const Slicing& slicing)
      : study_(study),
        tier_(study.stages()),
        goals_(goals),
        slicing_(slicing),
        counts_(slicing.size() * goals.plans().size()),
        first_(goals.plans().size()) {
    for (std::size_t i = 0; i < counts_.size(); ++i)
      counts_[i].bars.resize(goals.plans()[i % goals.plans().size()].aims.size());
  }

  void add(const PassingDeal& passing) {
    if (is_gone(passing.state)) return;
    std::ranges::fill(first_, Trace::nowhere);
    const auto entries = passing.trace.entries();
    for (std::size_t i = 0; i < entries.size(); ++i)
      if (const PlaceIndex goal = goals_.goal_of(entries[i].place);
          goal != no_place && first_[goal] == Trace::nowhere)
        first_[goal] = i;
    for (std::size_t goal = 0; goal < first_.size(); ++goal)
      if (first_[goal] != Trace::nowhere) add(passing, goals_.plans()[goal], first_[goal]);
  }

  std::vector<GoalCount>& counts() { return counts_; }

 private:
  /// `i`: where the deal first entered the goal.
  void add(const PassingDeal& passing, const GoalPlan& plan, std::size_t i) {
    const Trace::Entry& entry = passing.trace.entries()[i];
    const Period& period = study_.period();
    if (entry.dated ? !period.holds(entry.at, entry.by_day) : !period.is_whole) return;
    const auto slice = slicing_.of_span(passing.index, entry.at, last_moment(study_, passing.state),
                                        passing.state.created);
    if (slice == Slicing::outside) return;
    GoalCount& count = counts_[slice * first_.size() + plan.goal];
    ++count.entered;
    find_hits(passing.trace, plan, i);
    for (std::size_t bar = 0; bar < hits_.size(); ++bar)
      if (hits_[bar] != Trace::nowhere) add_bar(passing, count.bars[bar], bar, i);
    if (passing.state.has(DealState::doubled)) {
      ++count.doubled;
      return;
    }
    const Trace::Fate begin{entry.moment(), stats::censored, entry.dated};
    const Trace::Fate end = passing.trace.fate(study_, tier_, hits_.back(), i);
    if (!add_way(count.to_end, begin, end)) ++count.undated;
  }

  void add_bar(const PassingDeal& passing, GoalBarCount& count, std::size_t bar, std::size_t i) {
    ++count.reached;
    if (bar + 1 == hits_.size()) return;
    if (passing.state.has(DealState::doubled)) {
      ++count.doubled;
      return;
    }
    const Trace::Fate begin = passing.trace.fate(study_, tier_, hits_[bar], i);
    const Trace::Fate end = passing.trace.fate(study_, tier_, hits_[bar + 1], i);
    if (!add_way(count.to_next, begin, end)) ++count.undated;
  }

  /// False: the way can't be measured.
  bool add_way(stats::Stays& stays, const Trace::Fate& begin, const Trace::Fate& end) const {
    if (!begin.dated || !end.dated) return false;
    const std::int64_t age = elapsed_ms(begin.at, end.at, study_.request().zone);
    if (age < 0 && end.cause != stats::censored) return false;
    add_age(study_, stays, begin.at, {std::max<std::int64_t>(age, 0), end.cause});
    return true;
  }

  /// When each aim was first reached, from entry `i` on.
  void find_hits(const Trace& trace, const GoalPlan& plan, std::size_t i) {
    hits_.clear();
    for (const Aim& aim : plan.aims) hits_.push_back(trace.find_from(aim.target, i));
  }

  const Study& study_;
  const Tier& tier_;
  const Goals& goals_;
  const Slicing& slicing_;
  std::vector<GoalCount> counts_;   ///< [slice * goals + goal]
  std::vector<std::size_t> first_;  ///< By goal: where the deal at hand first entered it.
  std::vector<std::size_t> hits_;   ///< By aim of the goal at hand.
};

void join(GoalCount& into, GoalCount& from) {
  into.entered += from.entered;
  into.doubled += from.doubled;
  into.undated += from.undated;
  into.to_end.append(std::move(from.to_end));
  for (std::size_t bar = 0; bar < into.bars.size(); ++bar) {
    into.bars[bar].reached += from.bars[bar].reached;
    into.bars[bar].doubled += from.bars[bar].doubled;
    into.bars[bar].undated += from.bars[bar].undated;
    into.bars[bar].to_next.append(std::move(from.bars[bar].to_next));
  }
}

std::vector<GoalCount> collect(const Study& study, const Goals& goals, const Slicing& slicing) {
  std::vector<GoalCount> counts;
  pass_deals(study, study.stages(),
             make_gatherer([&](std::size_t) { return GoalFunnelCollector(study, goals, slicing); },
                           [&](std::span<const std::unique_ptr<GoalFunnelCollector>> parts) {
                             counts = std::move(parts[0]->counts());
                             for (const auto& part : parts.subspan(1))
                               for (std::size_t i = 0; i < counts.size(); ++i)
                                 join(counts[i], part->counts()[i]);
                           }));
  return counts;
}

/// Writes the figures of one goal in one slice.
class GoalFunnelWriter {
 public:
  GoalFunnelWriter(const Study& study, const Slicing& slicing, std::size_t slice)
      : study_(study), slicing_(slicing), slice_(slice) {}

  std::vector<Figure> write(const GoalPlan& plan, GoalCount& count) {
    const Place& goal = study_.goals()->places[plan.goal];
    set_count(add({"goal_funnel", "entered", Unit::deals, &goal, nullptr, Level::goals}),
              count.entered);
    for (std::size_t bar = 0; bar < plan.stages.size(); ++bar) {
      const Place* stage = plan.aims[bar].place;
      set_count(add({"goal_funnel", "reached", Unit::deals, stage}), count.bars[bar].reached);
      if (bar + 1 == plan.aims.size()) break;
      share({"goal_funnel", "to_next", Unit::share, stage, plan.aims[bar + 1].place},
            std::move(count.bars[bar].to_next), {count.bars[bar].doubled, count.bars[bar].undated});
    }
    if (plan.has_way())
      share({"goal_funnel", "to_end", Unit::share, &goal, &plan.end(), Level::goals},
            std::move(count.to_end), {count.doubled, count.undated});
    return std::move(figures_);
  }

 private:
  struct LeftOut {
    std::int64_t doubled, undated;
  };

  Figure& add(const FigureHead& head) {
    figures_.push_back(make_figure(study_, slicing_, slice_, head));
    return figures_.back();
  }

  void share(const FigureHead& head, stats::Stays stays, const LeftOut& left_out) {
    const stats::LifeTable table =
        std::move(stays).table_for(share_readings(study_), closed_without_it);
    Figure& figure = add(head);
    set_incidence(study_, figure,
                  stats::incidence(table, reached_it, share_horizon(study_, table)));
    if (left_out.doubled > 0) figure.excluded["two deals under one id"] = left_out.doubled;
    if (left_out.undated > 0) figure.excluded["date not known"] = left_out.undated;
  }

  const Study& study_;
  const Slicing& slicing_;
  std::size_t slice_;
  std::vector<Figure> figures_;
};

}  // namespace

std::vector<Figure> goal_funnel_figures(const Study& study) {
  std::vector<Figure> figures;
  if (study.goals() == nullptr) return figures;
  const Goals goals(study);
  const std::size_t size = goals.plans().size();
  for (const Slicing& slicing : study.slicings()) {
    auto counts = collect(study, goals, slicing);
    std::vector<std::vector<Figure>> made(counts.size());
    base::for_each_index(study.threads(), counts.size(), [&](std::size_t i) {
      if (!goals.plans()[i % size].stages.empty())
        made[i] =
            GoalFunnelWriter(study, slicing, i / size).write(goals.plans()[i % size], counts[i]);
    });
    for (std::vector<Figure>& more : made)
      figures.insert(figures.end(), std::make_move_iterator(more.begin()),
                     std::make_move_iterator(more.end()));
  }
  return figures;
}

std::optional<CountedDeals> deals_of_goal_funnel(const FigureSpot& spot) {
  const Study& study = spot.study;
  if (study.goals() == nullptr || !spot.is_of_stay()) return std::nullopt;
  const Goals goals(study);
  const bool is_of_goal = spot.tier.level == Level::goals;
  const PlaceIndex goal = is_of_goal ? spot.place : goals.goal_of(spot.place);
  if (goal == no_place || goals.plans()[goal].stages.empty()) return std::nullopt;
  const GoalPlan& plan = goals.plans()[goal];
  const auto bar =
      static_cast<std::size_t>(std::ranges::find(plan.stages, spot.place) - plan.stages.begin());
  const FigureSpot at_stages{.study = study,
                             .tier = study.stages(),
                             .slicing = spot.slicing,
                             .slice = spot.slice,
                             .measure = spot.measure,
                             .part = spot.part};
  GoalFunnelCollector collector(study, goals, spot.slicing);
  const GoalCount& count = collector.counts()[spot.slice * goals.plans().size() + goal];
  if (is_of_goal && spot.part == "entered")
    return watch(at_stages, collector, [&] { return count.entered; });
  if (is_of_goal && spot.part == "to_end" && plan.has_way())
    return watch(at_stages, collector,
                 [&] { return static_cast<std::int64_t>(count.to_end.size()); });
  if (is_of_goal || bar >= count.bars.size()) return std::nullopt;
  if (spot.part == "reached")
    return watch(at_stages, collector, [&] { return count.bars[bar].reached; });
  if (spot.part != "to_next" || bar + 1 == plan.aims.size()) return std::nullopt;
  return watch(at_stages, collector,
               [&] { return static_cast<std::int64_t>(count.bars[bar].to_next.size()); });
}

}  // namespace stagecraft::measures
