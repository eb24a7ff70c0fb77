#pragma once

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/big_vector.h"
#include "base/statistics/age_classes.h"

namespace stagecraft::base::statistics {

/// What ended a stay: 1, 2 ...; 0 is 'nothing yet', censored.
using Cause = std::uint16_t;
inline constexpr Cause censored = 0;

/// Who was at risk, and what ended, at each age at which anything ended: all that Kaplan-Meier and
/// Aalen-Johansen need. At equal ages endings come before censorings.
///
/// A row may stand for several ages between which nobody is censored or comes late. Every estimate
/// at its end is the same as of single rows: S and Greenwood's sum telescope, and the variance of
/// Aalen-Johansen splits by the law of total variance.
struct LifeTable {
  BigVector<Age> age;                ///< Per row: its end. Ascending, without repeats.
  BigVector<std::uint32_t> at_risk;  ///< Per row, when it begins: entry < age <= end.
  BigVector<std::uint32_t> ended;    ///< Per row, by any cause; >= 1.
  std::vector<BigVector<std::uint32_t>>
      ended_by;  ///< [cause - 1][row]; empty for one cause: `ended`.
  /// Per row: how long before its end the endings were, summed. Empty: rows of single ages.
  BigVector<double> missed;
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

/// What will be read off a curve. Rows are exact there, and may be merged elsewhere.
struct Readings {
  std::vector<Age> ages;          ///< At which it is read, or where it ends; h_star always is.
  std::vector<double> quantiles;  ///< With their intervals. Only of tables with one cause.
};

/// Stays as columns: endings with the age in the low bits and the cause above them.
struct StayColumns {
  static constexpr unsigned age_bits = 48;  ///< Ages are below 2^48: 8,900 years of milliseconds.
  static constexpr std::uint64_t age_mask = (std::uint64_t{1} << age_bits) - 1;

  /// In runs, one a part that collected them; at least one run.
  std::vector<BigVector<std::uint64_t>> ended{1};
  BigVector<std::uint64_t> censored;  ///< Ages.
  std::vector<Age> entries;           ///< Of those that came late.
  Age longest = 0;                    ///< Of all, the censored ones too.

  std::size_t ended_count() const;
  std::size_t size() const { return ended_count() + censored.size(); }
  static Age age_of(std::uint64_t ending) { return static_cast<Age>(ending & age_mask); }
  static Cause cause_of(std::uint64_t ending) { return static_cast<Cause>(ending >> age_bits); }
};

/// A column that grows at its end. Not by push_back of a vector, because what calls that for every
/// visit is not inlined.
class GrowingColumn {
 public:
  /// Memory for so many; none of it is touched before it is needed.
  void reserve(std::size_t count) { room_.resize(std::max(count, room_.size())); }
  void push(std::uint64_t value) {
    if (size_ == room_.size()) make_room();
    room_.data()[size_++] = value;
  }
  std::size_t size() const { return size_; }
  /// Leaves it empty.
  BigVector<std::uint64_t> take();

 private:
  void make_room();

  BigVector<std::uint64_t> room_;
  std::size_t size_ = 0;
};

/// Collects stays, in 8 bytes each, and turns them into a life table. Parts collected by several
/// threads are appended; their order does not matter.
class Stays {
 public:
  /// Memory for so many endings, and for an eighth as many censored stays; none of it is touched
  /// before it is needed.
  void reserve(std::size_t endings) {
    ended_.reserve(endings);
    censored_.reserve(endings / 8);
  }
  /// A stay seen from its beginning. REQUIRES 0 <= length < 2^48.
  void add(Age length, Cause cause) {
    assert(0 <= length && length < Age{1} << StayColumns::age_bits);
    longest_ = std::max(longest_, length);
    const auto age = static_cast<std::uint64_t>(length);
    GrowingColumn& column = cause == censored ? censored_ : ended_;
    column.push(static_cast<std::uint64_t>(cause) << StayColumns::age_bits | age);
  }
  /// A stay that came under observation at age `entry` (left truncation): at risk at ages in
  /// (entry, length]. Never at risk, and left out, when entry >= length. For stays known by dates
  /// only, pass entry - half a day.
  void add_late(Age length, Age entry, Cause cause);
  void append(Stays&& other);

  std::size_t size() const { return ended_.size() + censored_.size() + columns_.size(); }
  bool empty() const { return size() == 0; }

  /// The table of single ages, with `causes` columns. Linear: a radix sort over only those bits of
  /// age that differ. REQUIRES every cause added to be <= `causes`.
  LifeTable table(Cause causes = 1) &&;
  LifeTable table(Cause causes = 1) const& { return Stays(*this).table_of_this(causes); }
  /// The table for these readings: of many stays with merged rows, which only sorts what was
  /// censored and what lies at the readings.
  LifeTable table_for(const Readings& readings, Cause causes = 1) &&;

 private:
  LifeTable table_of_this(Cause causes);
  StayColumns take_columns();
  GrowingColumn ended_, censored_;  ///< Added here.
  Age longest_ = 0;                 ///< Of these.
  StayColumns columns_;             ///< Appended, and entries of all.
};

}  // namespace stagecraft::base::statistics
