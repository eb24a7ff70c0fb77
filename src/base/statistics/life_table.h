#pragma once

#include <cassert>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/big_vector.h"

namespace stagecraft::base::statistics {

/// An age: how long something has lasted, a whole number of any unit (milliseconds in this
/// program).
using Age = std::int64_t;
/// What ended a stay: 1, 2 ...; 0 is 'nothing yet', censored.
using Cause = std::uint16_t;
inline constexpr Cause censored = 0;

/// Who was at risk, and what ended, at each age at which anything ended: all that Kaplan-Meier and
/// Aalen-Johansen need. At equal ages endings come before censorings.
struct LifeTable {
  BigVector<Age> age;                ///< Per row, ascending, without repeats.
  BigVector<std::uint32_t> at_risk;  ///< Per row: entry < age <= end.
  BigVector<std::uint32_t> ended;    ///< Per row, by any cause; >= 1.
  std::vector<BigVector<std::uint32_t>>
      ended_by;                ///< [cause - 1][row]; empty for one cause: `ended`.
  BigVector<Age> censored_at;  ///< Ages at which stays were censored, ascending.
  std::int64_t n = 0;          ///< Stays.
  /// Where the curve ends: the last age with 5 at risk; without censoring the last age. nullopt
  /// when there never were 5, or nothing was observed at all.
  std::optional<Age> h_star;

  std::size_t rows() const { return age.size(); }
  std::int64_t censored_count() const { return static_cast<std::int64_t>(censored_at.size()); }
  std::int64_t ended_count() const { return n - censored_count(); }
  /// How many stays `cause` ended, up to and including `until`. O(rows).
  std::int64_t ended_count(Cause cause, Age until) const;
  /// Endings by one cause, per row. REQUIRES cause >= 1.
  std::span<const std::uint32_t> by_cause(Cause cause) const;
  /// The number of rows with age <= `until`. O(log rows).
  std::size_t rows_until(Age until) const;
};

/// Collects stays, in 8 bytes each, and turns them into a life table. Parts collected by several
/// threads are appended; their order does not matter.
class Stays {
 public:
  static constexpr unsigned age_bits = 48;  ///< Ages are below 2^48: 8,900 years of milliseconds.

  void reserve(std::size_t count) { keys_.reserve(count); }
  /// A stay seen from its beginning. REQUIRES 0 <= length < 2^age_bits.
  void add(Age length, Cause cause) {
    assert(0 <= length && length < Age{1} << age_bits);
    keys_.push_back(static_cast<std::uint64_t>(cause) << age_bits |
                    static_cast<std::uint64_t>(length));
  }
  /// A stay that came under observation at age `entry` (left truncation): at risk at ages in
  /// (entry, length]. Never at risk, and left out, when entry >= length. For stays known by dates
  /// only, pass entry - half a day.
  void add_late(Age length, Age entry, Cause cause);
  void append(const Stays& other);

  std::size_t size() const { return keys_.size(); }
  bool empty() const { return keys_.empty(); }

  /// The table, with `causes` columns. Linear: a radix sort over only those bits of age that
  /// differ. REQUIRES every cause added to be <= `causes`.
  LifeTable table(Cause causes = 1) &&;
  LifeTable table(Cause causes = 1) const& { return Stays(*this).table_of_this(causes); }

 private:
  LifeTable table_of_this(Cause causes);

  BigVector<std::uint64_t> keys_;
  std::vector<Age> entries_;  ///< Of those that came late.
};

}  // namespace stagecraft::base::statistics
