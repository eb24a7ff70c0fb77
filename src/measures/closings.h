#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/big_vector.h"
#include "measures/bootstrap.h"
#include "measures/counted_deals.h"
#include "measures/study.h"

namespace stagecraft::measures {

/// A deal whose standing closing falls in the period: what win rate, cycle, size and bookings are
/// made of.
struct Closing {
  static constexpr std::int64_t unknown = -1;

  history::DealIndex deal;
  history::DealStatus status;  ///< won, lost or no_decision.
  std::uint8_t currency;       ///< Index into DealMoney::currencies, or DealMoney::no_amount.
  bool by_day;
  std::int64_t at;     ///< DealState::unknown: not dated; only when the whole history is asked for.
  std::int64_t minor;  ///< Amount at the closing.
  std::int64_t
      cycle;  ///< Creation to closing in ms; unknown: not both dated, contradictory or doubled.

  bool is_won() const { return status == history::DealStatus::won; }
  bool is_dated() const { return at != history::DealState::unknown; }
};

/// The slice of the deal's standing closing; outside too where it does not count in the period.
Slicing::Code slice_of_closing(const Study& study, const Slicing& slicing, history::DealIndex d);
/// Creation to closing; nullopt: not both dated, contradictory or doubled.
std::optional<std::int64_t> sound_cycle_ms(const Study& study, history::DealIndex d);

/// Closings of each slice, by deal. O(deals).
struct Closings {
  std::vector<base::BigVector<Closing>> of_slice;
  std::vector<std::int64_t>
      undated;  ///< Per slice: closed on an unknown day, left out of a period.
};
Closings closings(const Study& study, const Slicing& slicing);

/// Who is drawn together in a bootstrap of these deals: a deal, or the deals of an account (1.16).
std::vector<std::uint32_t> accounts_by_deal(
    const Study& study);  ///< Empty: no accounts are stated.
Units units_of_deals(const Study& study, std::span<const history::DealIndex> deals);
Units units_of_closings(const Study& study, std::span<const Closing> closings);

/// The deals of the closings that `number` counts, which it is given one at a time.
template <typename Number>
CountedDeals counted_closings(const FigureSpot& spot, Number number) {
  const Closings all = closings(spot.study, spot.slicing);
  CountedDeals deals;
  for (const Closing& closing : all.of_slice[spot.slice])
    if (const std::int64_t times = number(std::span(&closing, 1)); times > 0)
      deals.push_back({closing.deal, times});
  return deals;
}

}  // namespace stagecraft::measures
