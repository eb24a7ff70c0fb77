#include "measures/flow_sample.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/parallel.h"

namespace stagecraft::measures {

namespace {

using base::statistics::Age;
using base::statistics::Cause;
using base::statistics::censored;
using history::DealIndex;
using history::DealState;
using history::DealStatus;
using history::Visit;

constexpr Age half_day = 43'200'000;

base::Instant instant_of(std::int64_t milliseconds) {
  return base::Instant(base::Milliseconds(milliseconds));
}

/// A border on the scale of a visit's ends: instants, or the days of a date-only one.
std::int64_t border_at(const base::Border& border, bool date_only) {
  return (date_only ? base::Instant(border.day) : border.instant).time_since_epoch().count();
}

/// Reads one flow into a sample.
class Sampler {
 public:
  Sampler(const history::Flow& flow, const process::Automaton& automaton, const FlowWindow& window,
          const DealFacts& facts)
      : flow_(flow), automaton_(automaton), window_(window), facts_(facts) {
    sample_.stages = automaton.stage_count();
    sample_.days = base::to_days(window.to.instant - window.from.instant);
    sample_.visits.resize(sample_.stages);
    sample_.entries.resize(sample_.stages);
  }

  /// Of the deals [begin, end).
  FlowSample run(std::size_t begin, std::size_t end) {
    for (std::size_t deal = begin; deal < end; ++deal) add_deal(static_cast<std::uint32_t>(deal));
    return std::move(sample_);
  }

 private:
  bool in_window(std::int64_t at, bool date_only) const {
    return !window_.from.holds_before(instant_of(at), date_only) &&
           window_.to.holds_before(instant_of(at), date_only);
  }

  void add_deal(std::uint32_t deal) {
    const DealState& state = flow_.deals[deal];
    if (!facts_.included.empty() && !facts_.included[deal]) return;
    if (state.status == DealStatus::deleted || state.has(DealState::doubled)) {
      if (state.visit_count > 0)
        sample_.excluded[state.has(DealState::doubled) ? "doubled deal" : "deleted deal"] +=
            state.visit_count;
      return;
    }
    bool begun = false;
    for (const Visit& visit : flow_.visits_of(deal)) {
      if (visit.stage >= sample_.stages || visit.has(Visit::background) ||
          visit.has(Visit::after_sale))
        continue;
      add_visit(deal, visit);
      add_entry(deal, visit, begun);
      begun = true;
    }
    add_win(deal, state);
  }

  void add_entry(DealIndex deal, const Visit& visit, bool begun) {
    if (visit.has(Visit::entry_unknown) || !in_window(visit.entered, visit.has(Visit::date_only)))
      return;
    sample_.entries[visit.stage].push_back(deal);
    if (!begun) sample_.arrivals.push_back({deal, visit.stage});
  }

  void add_visit(DealIndex deal, const Visit& visit) {
    if (!visit.has_length()) {
      ++sample_.excluded["visit without both dates"];
      return;
    }
    const bool date_only = visit.has(Visit::date_only);
    const std::int64_t from = border_at(window_.from, date_only);
    const std::int64_t to = border_at(window_.to, date_only);
    if (visit.entered >= to || visit.left < from) return;
    UnitStay stay{
        .unit = deal, .by_date = date_only, .length = std::min(visit.left, to) - visit.entered};
    if (visit.left < to) stay.cause = end_of(visit);
    if (visit.entered < from) {
      stay.entry = from - visit.entered - (date_only ? half_day : 0);
      if (stay.entry >= stay.length) return;  // Never at risk within the window.
    }
    sample_.visits[visit.stage].push_back(stay);
  }

  /// A revoked closing is a transition to the stage of reopening; `next` says so.
  Cause end_of(const Visit& visit) const {
    if (visit.is_open() || visit.next == process::no_node) return censored;
    if (visit.next < sample_.stages) return VisitEnd::to_stage(visit.next);
    switch (automaton_.node(visit.next).kind) {
      case process::NodeKind::won:
        return VisitEnd::won(sample_.stages);
      case process::NodeKind::lost:
      case process::NodeKind::no_decision:
        return VisitEnd::lost(sample_.stages);
      default:
        return censored;
    }
  }

  void add_win(std::uint32_t deal, const DealState& state) {
    if (state.status != DealStatus::won || state.closed == DealState::unknown) return;
    if (!in_window(state.closed, state.has(DealState::closed_date_only))) return;
    const double none = std::numeric_limits<double>::quiet_NaN();
    sample_.wins.push_back({deal, facts_.won_amount.empty() ? none : facts_.won_amount[deal]});
  }

  const history::Flow& flow_;
  const process::Automaton& automaton_;
  const FlowWindow& window_;
  const DealFacts& facts_;
  FlowSample sample_;
};

template <typename Column>
void append(Column& into, const Column& more) {
  into.insert(into.end(), more.begin(), more.end());
}

/// Joins the samples of parts of the deals, in their order.
FlowSample join(std::vector<FlowSample> parts, unsigned threads) {
  FlowSample sample = std::move(parts.front());
  parts.erase(parts.begin());
  for (const FlowSample& part : parts) {
    append(sample.arrivals, part.arrivals);
    append(sample.wins, part.wins);
    for (const auto& [reason, visits] : part.excluded) sample.excluded[reason] += visits;
  }
  base::for_each_index(threads, sample.stages, [&](std::size_t stage) {
    for (const FlowSample& part : parts) {
      append(sample.visits[stage], part.visits[stage]);
      append(sample.entries[stage], part.entries[stage]);
    }
  });
  return sample;
}

}  // namespace

FlowSample sample_flow(const history::Flow& flow, const process::Automaton& automaton,
                       const FlowWindow& window, const DealFacts& facts, unsigned threads) {
  std::vector<FlowSample> parts(threads);
  base::in_parts(threads, flow.deals.size(),
                 [&](unsigned part, std::size_t begin, std::size_t end) {
                   parts[part] = Sampler(flow, automaton, window, facts).run(begin, end);
                 });
  FlowSample sample = join(std::move(parts), threads);
  sample.accounts = facts.accounts;
  return sample;
}

}  // namespace stagecraft::measures
