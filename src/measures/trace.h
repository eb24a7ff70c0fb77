#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/statistics/life_table.h"
#include "measures/study.h"

namespace stagecraft::measures {

/// What ended the way to a target: causes of life tables.
inline constexpr base::statistics::Cause reached_it = 1;
inline constexpr base::statistics::Cause closed_without_it = 2;

/// The way of one deal through the places of a tier, as conversions need it: entries in order, and
/// the standing closing. Made once and loaded for deal after deal, so that nothing is allocated in
/// between.
class Trace {
 public:
  static constexpr std::size_t nowhere = SIZE_MAX;
  static constexpr std::size_t at_winning = SIZE_MAX - 1;

  struct Entry {
    std::int64_t at;
    PlaceIndex place;
    bool by_day, dated, first;

    Moment moment() const { return {at, by_day}; }
  };

  /// What shows that a place was reached; made once for all deals.
  class Target {
   public:
    Target() = default;
    /// `itself`: only entering `to` (or winning) counts.
    Target(const Tier& tier, PlaceIndex to, bool itself);
    /// What is no place of the tier: `shows` says by place whether entering it shows that it was
    /// reached, `by_winning` whether winning does.
    Target(const Tier& tier, const std::vector<bool>& shows, bool by_winning);

    /// Whether nothing but winning shows it.
    bool is_shown_by_winning_alone() const { return by_winning_ && !by_stages_; }

   private:
    friend class Trace;

    enum Shows : char { no, yes, after_winning };  ///< What is entered after the sale: the last.

    std::vector<Shows> by_entering_;  ///< By place.
    bool by_stages_ = false;          ///< Whether any of them shows it.
    bool by_winning_ = false;
  };

  /// What became of a deal: when, and by which cause (0: it is open).
  struct Fate {
    Moment at;
    base::statistics::Cause cause;
    bool dated;  ///< False: it happened, but no date is known.
  };

  /// `visits`: those of the deal in the tier.
  void load(const Study& study, const Tier& tier, history::DealIndex d,
            std::span<const history::Visit> visits);
  std::span<const Entry> entries() const { return {entries_.data(), size_}; }
  bool is_won() const { return is_won_; }
  bool is_closed() const { return is_closed_; }
  Moment closed() const { return closed_; }  ///< REQUIRES a closing with a date.
  /// Whether the closing and every entry is known to the instant: then moments can be compared and
  /// subtracted as they stand.
  bool is_exact() const { return is_exact_; }
  /// Whether every visit, of whatever place, begins and ends at a known instant, in this order, and
  /// is cut by nothing (Study::uncut_from); and the deal is not two under one id.
  bool is_plain() const { return is_plain_; }

  /// Where the deal first showed, after entry `i`, that the target was reached; `at_winning` where
  /// winning did, `nowhere` where nothing has.
  std::size_t find(const Target& target, std::size_t i) const { return find_from(target, i + 1); }
  /// The same from entry `i` on: it counts itself.
  std::size_t find_from(const Target& target, std::size_t i) const;
  /// The same for entering all of `path` in order, from the deal's beginning, and then `to`.
  std::size_t find_all(const Tier& tier, std::span<const PlaceIndex> path, PlaceIndex to,
                       std::size_t i) const;
  /// What became of the deal since entry `i`, `hit` being what one of the above returned.
  Fate fate(const Study& study, const Tier& tier, std::size_t hit, std::size_t i) const;
  base::statistics::Cause cause(const Tier& tier, std::size_t hit, std::size_t i) const;
  /// When that was; where nothing has happened yet, `now`. REQUIRES is_exact().
  std::int64_t instant_of(std::size_t hit, base::statistics::Cause cause, std::int64_t now) const {
    if (hit < size_) return entries_[hit].at;
    return cause == base::statistics::censored ? now : closed_.at;
  }

 private:
  Moment closed_;  ///< Of a closed deal.
  bool is_closing_dated_ = false;
  bool is_closed_ = false;
  bool is_won_ = false;
  bool is_exact_ = false;
  bool is_plain_ = false;
  std::size_t size_ = 0;
  std::vector<Entry> entries_;  ///< The first `size_`; what is behind was of other deals.
};

inline std::size_t Trace::find_from(const Target& target, std::size_t i) const {
  const bool winning_shows = is_won_ && target.by_winning_;
  const Entry* const entries = entries_.data();
  const Target::Shows* const by_entering = target.by_entering_.data();
  if (target.by_stages_)
    for (std::size_t j = i; j < size_; ++j) {
      const Target::Shows shows = by_entering[entries[j].place];
      if (shows == Target::no) continue;
      // What is entered after the sale shows no more than the winning before it did.
      return winning_shows && shows == Target::after_winning ? at_winning : j;
    }
  return winning_shows ? at_winning : nowhere;
}

inline base::statistics::Cause Trace::cause(const Tier& tier, std::size_t hit,
                                            std::size_t i) const {
  if (hit != nowhere) return reached_it;
  // After the sale a deal stays won: nothing but leaving its last stage could end it.
  const bool has_ended = is_closed_ && !(is_won_ && tier.places[entries_[i].place].after_won);
  return has_ended ? closed_without_it : base::statistics::censored;
}

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
