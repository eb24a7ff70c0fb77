#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/statistics/life_table.h"
#include "measures/study.h"

namespace stagecraft::measures {

/// The way of one deal through the places of a tier, as conversions need it: entries in order, and
/// the standing closing. Made once and loaded for deal after deal, so that nothing is allocated in
/// between.
class Trace {
 public:
  static constexpr std::size_t nowhere = SIZE_MAX;
  static constexpr std::size_t at_winning = SIZE_MAX - 1;

  struct Entry {
    Moment at;
    PlaceIndex place;
    bool dated, first;
  };

  /// What became of a deal: when, and by which cause (conversion.h; 0: open).
  struct Fate {
    Moment at;
    base::statistics::Cause cause;
    bool dated;  ///< False: it happened, but no date is known.
  };

  /// `visits`: those of the deal in the tier.
  void load(const Study& study, const Tier& tier, history::DealIndex d,
            std::span<const history::Visit> visits);
  std::span<const Entry> entries() const { return entries_; }
  bool is_won() const { return deal_->status == history::DealStatus::won; }

  /// Where the deal first showed, after entry `i`, that `to` was reached; `at_winning` where
  /// winning did, `nowhere` where nothing has. `itself`: only entering `to` (or winning) counts.
  std::size_t find(const Tier& tier, PlaceIndex to, std::size_t i, bool itself) const;
  /// The same for entering all of `path` in order, from the deal's beginning, and then `to`.
  std::size_t find_all(const Tier& tier, std::span<const PlaceIndex> path, PlaceIndex to,
                       std::size_t i) const;
  /// What became of the deal since entry `i`, `hit` being what one of the above returned.
  Fate fate(const Study& study, const Tier& tier, std::size_t hit, std::size_t i) const;

 private:
  Fate closing(base::statistics::Cause cause) const;

  const history::DealState* deal_ = nullptr;
  std::vector<Entry> entries_;
};

/// How old something was when its fate was known.
struct AgeAtFate {
  std::int64_t age;  ///< Milliseconds, not negative.
  base::statistics::Cause cause;
};

/// Adds one deal to `stays`; with delayed entry when it began before the history does (1.7).
inline void add_age(const Study& study, base::statistics::Stays& stays, Moment begin,
                    AgeAtFate fate) {
  const auto& history_from = study.history_from();
  if (!history_from || !history_from->holds_before(begin.at, begin.by_day))
    return stays.add(fate.age, fate.cause);
  const std::int64_t entry_age = history_from->begin(begin.by_day) - begin.at;
  stays.add_late(fate.age, begin.by_day ? entry_age - day_ms / 2 : entry_age, fate.cause);
}

}  // namespace stagecraft::measures
