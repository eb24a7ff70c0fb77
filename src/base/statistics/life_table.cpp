#include "base/statistics/life_table.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <utility>

#include "base/statistics/interval.h"
#include "base/statistics/merged_life_table.h"
#include "base/statistics/radix_sort.h"

namespace stagecraft::base::statistics {

namespace {

constexpr unsigned age_bits = StayColumns::age_bits;
constexpr std::uint64_t age_mask = StayColumns::age_mask;

constexpr std::size_t least_room = 64;

/// Below, sorting everything is no dearer than merging.
constexpr std::size_t worth_merging = 16'384;

/// The coarsest of day, second and millisecond that all ages are whole multiples of: fewer bits to
/// sort.
std::uint64_t common_unit(std::span<const std::uint64_t> keys) {
  constexpr std::array<std::uint64_t, 2> units{86'400'000, 1'000};
  for (const std::uint64_t unit : units)
    if (std::ranges::all_of(keys,
                            [unit](std::uint64_t key) { return (key & age_mask) % unit == 0; }))
      return unit;
  return 1;
}

void divide_ages(std::span<std::uint64_t> keys, std::uint64_t unit) {
  if (unit == 1) return;
  for (std::uint64_t& key : keys) key = (key & ~age_mask) | (key & age_mask) / unit;
}

/// Walks the sorted stays age by age and writes the rows.
class Sweep {
 public:
  Sweep(std::vector<Age> entries, Cause causes, std::size_t stays) : entries_(std::move(entries)) {
    if (causes > 1) table_.ended_by.resize(causes);
    counts_.resize(causes);
    // Room for all: what is not used is never touched, and growing would copy it over and over.
    table_.age.reserve(stays);
    table_.at_risk.reserve(stays);
    table_.ended.reserve(stays);
    for (auto& column : table_.ended_by) column.reserve(stays);
  }

  LifeTable run(std::span<const std::uint64_t> keys, std::uint64_t unit) {
    table_.n = static_cast<std::int64_t>(keys.size());
    const std::uint64_t* const key = keys.data();
    const std::size_t size = keys.size();
    for (std::size_t begin = 0; begin < size;) {
      const std::uint64_t age = key[begin] & age_mask;
      std::size_t end = begin;
      std::uint32_t ended = 0;
      for (; end < size && (key[end] & age_mask) == age; ++end) ended += count(key[end]);
      close(static_cast<Age>(age * unit), {size - begin, end - begin, ended});
      begin = end;
    }
    if (table_.censored_at.empty() && !table_.age.empty()) table_.h_star = table_.age.back();
    return std::move(table_);
  }

 private:
  struct Group {
    std::size_t before;   ///< Stays that last to this age or longer, entered or not.
    std::size_t here;     ///< Stays that end, or are censored, at it.
    std::uint32_t ended;  ///< Of these, the ended.
  };

  std::uint32_t count(std::uint64_t key) {
    const Cause cause = StayColumns::cause_of(key);
    if (cause == censored) return 0;
    ++counts_[cause - 1U];
    return 1;
  }

  void close(Age age, Group group) {
    while (entered_ < entries_.size() && entries_[entered_] < age) ++entered_;
    const std::size_t at_risk = group.before - (entries_.size() - entered_);
    if (at_risk >= minimum::at_risk) table_.h_star = age;
    if (group.here > group.ended)
      table_.censored_at.insert(table_.censored_at.end(), group.here - group.ended, age);
    if (group.ended == 0) return;
    table_.age.push_back(age);
    table_.at_risk.push_back(static_cast<std::uint32_t>(at_risk));
    table_.ended.push_back(group.ended);
    for (std::size_t c = 0; c < table_.ended_by.size(); ++c)
      table_.ended_by[c].push_back(std::exchange(counts_[c], 0U));
  }

  LifeTable table_;
  std::vector<Age> entries_;
  std::vector<std::uint32_t> counts_;
  std::size_t entered_ = 0;
};

}  // namespace

std::int64_t LifeTable::ended_count(Cause cause, Age until) const {
  const auto counts = by_cause(cause).first(rows_until(until));
  std::int64_t sum = 0;
  for (const std::uint32_t c : counts) sum += c;
  return sum;
}

std::span<const std::uint32_t> LifeTable::by_cause(Cause cause) const {
  assert(cause >= 1);
  if (ended_by.empty()) return ended;
  return ended_by[cause - 1U];
}

std::size_t LifeTable::rows_until(Age until) const {
  return static_cast<std::size_t>(std::ranges::upper_bound(age, until) - age.begin());
}

void Stays::add_late(Age length, Age entry, Cause cause) {
  if (entry >= length) return;
  add(length, cause);
  columns_.entries.push_back(entry);
}

std::size_t StayColumns::ended_count() const {
  std::size_t count = 0;
  for (const auto& run : ended) count += run.size();
  return count;
}

void Stays::append(Stays&& other) {
  StayColumns more = other.take_columns();
  columns_.longest = std::max(columns_.longest, more.longest);
  for (auto& run : more.ended) columns_.ended.push_back(std::move(run));
  columns_.censored.insert(columns_.censored.end(), more.censored.begin(), more.censored.end());
  columns_.entries.insert(columns_.entries.end(), more.entries.begin(), more.entries.end());
}

void GrowingColumn::make_room() { room_.resize(std::max(least_room, 2 * room_.size())); }

BigVector<std::uint64_t> GrowingColumn::take() {
  room_.resize(std::exchange(size_, 0));
  return std::exchange(room_, {});
}

StayColumns Stays::take_columns() {
  StayColumns columns = std::exchange(columns_, {});
  columns.ended.front() = ended_.take();
  auto censored_here = censored_.take();
  censored_here.insert(censored_here.end(), columns.censored.begin(), columns.censored.end());
  columns.censored = std::move(censored_here);
  columns.longest = std::max(columns.longest, std::exchange(longest_, 0));
  return columns;
}

LifeTable Stays::table(Cause causes) && { return table_of_this(causes); }

LifeTable Stays::table_for(const Readings& readings, Cause causes) && {
  if (size() < worth_merging) return table_of_this(causes);
  return merged_life_table(take_columns(), causes, readings);
}

LifeTable Stays::table_of_this(Cause causes) {
  StayColumns columns = take_columns();
  BigVector<std::uint64_t> keys = std::move(columns.censored);
  for (const auto& run : columns.ended) keys.insert(keys.end(), run.begin(), run.end());
  const std::uint64_t unit = common_unit(keys);
  divide_ages(keys, unit);
  radix_sort(keys, age_bits);
  std::ranges::sort(columns.entries);
  return Sweep(std::move(columns.entries), causes, keys.size()).run(keys, unit);
}

}  // namespace stagecraft::base::statistics
