#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "measures/pass.h"
#include "measures/study.h"

/// The deals behind a figure, found by counting (T9): what collects for the figure meets the deals
/// once more, and those at which its count rises stand behind the figure. So what a figure counts
/// and what it opens to are the work of the same code, and cannot differ.
namespace stagecraft::measures {

/// A deal, and how often a figure counts it: a deal that entered a stage twice stands twice behind
/// its entries.
struct CountedDeal {
  history::DealIndex deal;
  std::int64_t times = 1;

  bool operator==(const CountedDeal&) const = default;
};

/// In the order of the log; each deal once, at least one time counted.
using CountedDeals = std::vector<CountedDeal>;

/// `deals` in any order, each as often as it is counted.
inline CountedDeals count_deals(std::vector<history::DealIndex> deals) {
  std::ranges::sort(deals);
  CountedDeals counted;
  for (const history::DealIndex deal : deals)
    if (counted.empty() || counted.back().deal != deal)
      counted.push_back({deal});
    else
      ++counted.back().times;
  return counted;
}

/// Where a figure stands in a study. Every measure has a function that takes one and answers the
/// deals; nullopt where the measure has no such figure. O(deals + visits).
struct FigureSpot {
  const Study& study;
  const Tier& tier;  ///< Of its stage or goal; of stages for figures of the whole map.
  const Slicing& slicing;
  std::size_t slice = 0;
  PlaceIndex place = no_place;   ///< no_place: the whole map.
  PlaceIndex target = no_place;  ///< no_place: it leads nowhere.
  std::uint8_t currency = 0;     ///< Index into DealMoney::currencies, which may be empty.
  std::string_view measure, part;

  bool has_currency() const { return currency < study.money().currencies.size(); }
  bool is_of_stay() const { return place < tier.customer_count; }
  /// In what is kept by [slice * tier.places.size() + place].
  std::size_t cell() const { return slice * tier.places.size() + place; }
};

/// Reads a count that may only rise, after each of the deals that it may count.
template <typename Count>
class DealWatch {
 public:
  explicit DealWatch(Count count) : count_(std::move(count)) {}

  /// `deal` has just been counted, or not.
  void look(history::DealIndex deal) {
    const std::int64_t now = count_();
    if (now != seen_) deals_.push_back({deal, now - seen_});
    seen_ = now;
  }
  CountedDeals take() { return std::move(deals_); }

 private:
  Count count_;
  std::int64_t seen_ = 0;
  CountedDeals deals_;
};

/// The deals at which `count()`, read from `collector`, rises.
template <typename Collector, typename Count>
CountedDeals watch(const FigureSpot& spot, Collector& collector, Count count) {
  DealWatch<Count> watching(std::move(count));
  for_each_deal(spot.study, spot.tier, 0, spot.study.deal_count(), [&](const PassingDeal& deal) {
    collector.add(deal);
    watching.look(deal.index);
  });
  return watching.take();
}

}  // namespace stagecraft::measures
