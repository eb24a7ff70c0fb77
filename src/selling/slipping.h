#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/sentence.h"
#include "base/statistics/share.h"
#include "selling/deal.h"
#include "selling/today.h"

/// Deals whose dates keep moving (D7; measures.md, 18).
namespace stagecraft::selling {

/// How the expected close of a deal has moved. Days are whole days.
struct Slip {
  std::optional<base::Day> first, last;  ///< First and newest expected day; none: never stated.
  int pushes = 0;                        ///< Moves to a later day.
  int days_pushed = 0;                   ///< Sum over pushes.
  int pull_ins = 0;                      ///< Moves to an earlier day.
  int days_pulled_in = 0;
  int net_days = 0;       ///< last - first; negative: earlier than first expected.
  int days_past_due = 0;  ///< Of a deal still open: how far `last` lies behind today, else 0.

  /// Days from the first expected day to the day that it can be at best: net slip, and what has
  /// gone by since.
  int distance() const { return net_days + days_past_due; }
  bool operator==(const Slip&) const = default;
};

/// Neighbouring changes of one actor on one day count as one, from the first value to the last
/// (unknown actors are one actor). A day that is cleared and stated anew moves from the day before
/// the clearing, so that clearing hides no push. Moves come in order of time. O(moves).
Slip slip_of(std::span<const DateMove> moves, const base::Zone& zone);
/// With the days past due.
Slip slip_of(const Deal& deal, const Today& today);

/// A figure over deals: the usual one, and what nine of ten stay within. Nullopt: fewer deals than
/// a median (5) or a p90 (20) takes.
struct Usual {
  std::optional<double> median, p90;
};

struct UsualSlips {
  int deals = 0;
  Usual pushes, days_pushed, net_days;
};

/// Of all deals, open or closed, that ever stated an expected close; merged and deleted ones are
/// left out.
UsualSlips usual_slips(std::span<const Deal> deals, const Today& today);

struct SlippingDeal {
  DealId deal;
  Slip slip;
  /// Where it goes beyond the team's p90, or the median where there is no p90: "pushed 4 times;
  /// nine of ten deals at most 2". Empty: within what is usual.
  std::vector<base::Sentence> beyond;
};

/// Open deals with a push or past due: those beyond the usual first, then by distance from the
/// first day, pushes, id. O(deals log deals + moves).
std::vector<SlippingDeal> find_slipping(std::span<const Deal> deals, const UsualSlips& usual,
                                        const Today& today);

/// slip_rate of [from, to): of deals open when it begins and expected to close in it, the share
/// that was neither closed nor pulled out by its end but pushed beyond it. Nullopt: there are none.
/// Closings are those that stand.
std::optional<base::statistics::Share> slip_rate(std::span<const Deal> deals, base::Day from,
                                                 base::Day to, const base::Zone& zone);

}  // namespace stagecraft::selling
