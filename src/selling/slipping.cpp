#include "selling/slipping.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "base/statistics/interval.h"
#include "base/statistics/quantile.h"

namespace stagecraft::selling {
namespace {

using base::say;
using base::Sentence;

/// Neighbouring changes of one actor on one day as one.
std::vector<DateMove> collapse(std::span<const DateMove> moves, const base::Zone& zone) {
  std::vector<DateMove> kept;
  for (const auto& move : moves) {
    const bool is_same = !kept.empty() && kept.back().person == move.person &&
                         zone.day_of(kept.back().at) == zone.day_of(move.at);
    if (is_same)
      kept.back().to = move.to;
    else
      kept.push_back(move);
  }
  return kept;
}

void add_move(Slip& slip, base::Day from, base::Day to) {
  const int days = base::days_between(from, to);
  if (days > 0) {
    ++slip.pushes;
    slip.days_pushed += days;
  } else if (days < 0) {
    ++slip.pull_ins;
    slip.days_pulled_in -= days;
  }
}

Usual usual_of(std::vector<double> values) {
  namespace statistics = base::statistics;
  std::ranges::sort(values);
  const auto n = static_cast<int>(values.size());
  Usual usual;
  if (n >= statistics::minimum::ended_for_median)
    usual.median = statistics::sorted_quantile(values, 0.5);
  if (n >= statistics::minimum::ended_for_p90) usual.p90 = statistics::sorted_quantile(values, 0.9);
  return usual;
}

void compare(std::vector<Sentence>& beyond, int value, const Usual& usual, const Sentence& what) {
  const auto limit = usual.p90 ? usual.p90 : usual.median;
  if (!limit || value <= *limit) return;
  beyond.push_back(usual.p90 ? say("{}: {}; nine of ten of the team's deals: at most {}", what,
                                   value, fmt::format("{:g}", *limit))
                             : say("{}: {}; half of the team's deals: at most {}", what, value,
                                   fmt::format("{:g}", *limit)));
}

std::vector<Sentence> beyond_usual(const Slip& slip, const UsualSlips& usual) {
  std::vector<Sentence> beyond;
  compare(beyond, slip.pushes, usual.pushes, "pushes");
  compare(beyond, slip.days_pushed, usual.days_pushed, "days pushed");
  compare(beyond, slip.distance(), usual.net_days, "days from the first date");
  return beyond;
}

/// What was expected just before a day begins.
std::optional<base::Day> expected_before(const Deal& deal, base::Instant border) {
  std::optional<base::Day> expected;
  for (const auto& move : deal.date_moves) {
    if (move.at >= border) return expected ? expected : move.from;
    expected = move.to;
  }
  return deal.date_moves.empty() ? deal.expected_close() : expected;
}

bool is_closed_before(const Deal& deal, base::Instant border) {
  return deal.closing && deal.closing->at < border;
}

}  // namespace

Slip slip_of(std::span<const DateMove> moves, const base::Zone& zone) {
  Slip slip;
  for (const auto& move : collapse(moves, zone)) {
    if (!slip.last && move.from) slip.first = slip.last = move.from;
    if (!move.to) continue;
    if (slip.last)
      add_move(slip, *slip.last, *move.to);
    else
      slip.first = move.to;
    slip.last = move.to;
  }
  if (slip.first) slip.net_days = base::days_between(*slip.first, *slip.last);
  return slip;
}

Slip slip_of(const Deal& deal, const Today& today) {
  auto slip = slip_of(deal.date_moves, today.zone);
  const auto expected = deal.expected_close();
  if (!slip.first) slip.first = slip.last = expected;
  if (deal.is_open() && expected && *expected < today.day)
    slip.days_past_due = base::days_between(*expected, today.day);
  return slip;
}

UsualSlips usual_slips(std::span<const Deal> deals, const Today& today) {
  std::vector<double> pushes, days_pushed, net_days;
  for (const auto& deal : deals) {
    if (deal.is_gone()) continue;
    const auto slip = slip_of(deal, today);
    if (!slip.first) continue;
    pushes.push_back(slip.pushes);
    days_pushed.push_back(slip.days_pushed);
    net_days.push_back(slip.net_days);
  }
  return {.deals = static_cast<int>(pushes.size()),
          .pushes = usual_of(std::move(pushes)),
          .days_pushed = usual_of(std::move(days_pushed)),
          .net_days = usual_of(std::move(net_days))};
}

std::vector<SlippingDeal> find_slipping(std::span<const Deal> deals, const UsualSlips& usual,
                                        const Today& today) {
  std::vector<SlippingDeal> found;
  for (const auto& deal : deals) {
    if (!deal.is_open()) continue;
    const auto slip = slip_of(deal, today);
    if (slip.pushes > 0 || slip.days_past_due > 0)
      found.push_back({deal.id, slip, beyond_usual(slip, usual)});
  }
  std::ranges::sort(found, {}, [](const SlippingDeal& slipping) {
    const auto& slip = slipping.slip;
    return std::tuple(slipping.beyond.empty(), -slip.distance(), -slip.pushes, slipping.deal);
  });
  return found;
}

std::optional<base::statistics::Share> slip_rate(std::span<const Deal> deals, base::Day from,
                                                 base::Day to, const base::Zone& zone) {
  const auto begin = zone.start_of(from);
  const auto end = zone.start_of(to);
  std::int64_t asked = 0;
  std::int64_t slipped = 0;
  for (const auto& deal : deals) {
    if (deal.is_gone() || deal.created_at >= begin || is_closed_before(deal, begin)) continue;
    const auto expected = expected_before(deal, begin);
    if (!expected || *expected < from || *expected >= to) continue;
    ++asked;
    const auto then = expected_before(deal, end);
    if (!is_closed_before(deal, end) && then && *then >= to) ++slipped;
  }
  return base::statistics::share_of(slipped, asked);
}

}  // namespace stagecraft::selling
