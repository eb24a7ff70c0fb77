#include "measures/curve_sums.h"

#include <algorithm>
#include <cassert>
#include <functional>
#include <ranges>

#include "base/statistics/interval.h"
#include "base/statistics/radix_sort.h"

namespace stagecraft::measures {

namespace {

using base::statistics::Age;
using base::statistics::censored;

/// The largest age of `lengths` at which 5 are at risk, looking only at lengths >= `least`;
/// nullopt: none there.
std::optional<Age> last_with_five(std::span<const UnitStay> stays, Age least) {
  std::vector<Age> lengths;
  std::vector<Age> entries;
  for (const UnitStay& stay : stays) {
    if (stay.length >= least) lengths.push_back(stay.length);
    if (stay.is_late() && stay.entry >= least) entries.push_back(stay.entry);
  }
  std::ranges::sort(lengths, std::greater());
  std::ranges::sort(entries, std::greater());
  std::size_t not_entered = 0;
  for (std::size_t i = 0; i < lengths.size(); ++i) {
    while (not_entered < entries.size() && entries[not_entered] >= lengths[i]) ++not_entered;
    const bool last_of_its_age = i + 1 == lengths.size() || lengths[i + 1] != lengths[i];
    if (last_of_its_age && i + 1 >= not_entered + base::statistics::minimum::at_risk)
      return lengths[i];
  }
  return std::nullopt;
}

/// The ages at which the risk set changes other than by endings, sorted, with repeats.
std::vector<std::uint64_t> turning_ages(std::span<const UnitStay> stays, Age horizon) {
  std::vector<std::uint64_t> ages;
  for (const UnitStay& stay : stays) {
    if (stay.cause == censored && stay.length < horizon)
      ages.push_back(static_cast<std::uint64_t>(stay.length));
    if (stay.is_late() && stay.entry < horizon)
      ages.push_back(static_cast<std::uint64_t>(stay.entry));
  }
  base::statistics::radix_sort(ages, 48);
  return ages;
}

/// At most `most` of the ages, each once, and the horizon.
std::vector<Age> thinned(const std::vector<std::uint64_t>& ages, Age horizon, std::size_t most) {
  std::vector<Age> ends;
  const auto add = [&](std::uint64_t age) {
    if (ends.empty() || ends.back() != static_cast<Age>(age)) ends.push_back(static_cast<Age>(age));
  };
  for (const std::uint64_t age : ages) add(age);
  if (ends.size() > most) {
    ends.clear();
    for (std::size_t k = 1; k <= most; ++k) add(ages[ages.size() * k / (most + 1)]);
  }
  ends.push_back(horizon);
  return ends;
}

}  // namespace

std::optional<Age> find_h_star(std::span<const UnitStay> stays) {
  if (stays.empty()) return std::nullopt;
  if (std::ranges::none_of(stays, [](const UnitStay& stay) { return stay.cause == censored; }))
    return std::ranges::max(stays, {}, &UnitStay::length).length;
  // The answer is nearly always among the longest few; look further only when it is not.
  const auto lengths = stays | std::views::transform(&UnitStay::length);
  for (std::size_t top = 64; top < stays.size(); top *= 8) {
    std::vector<Age> longest(top + 1);
    std::ranges::partial_sort_copy(lengths, longest, std::greater());
    if (const auto found = last_with_five(stays, longest.back())) return found;
  }
  return last_with_five(stays, 0);
}

Age horizon_of(std::span<const UnitStay> stays) {
  if (const auto h_star = find_h_star(stays)) return *h_star;
  Age last = 0;
  for (const UnitStay& stay : stays) last = std::max(last, stay.length);
  return last;
}

std::vector<Age> class_ends(std::span<const UnitStay> stays, Age horizon, std::size_t most) {
  return thinned(turning_ages(stays, horizon), horizon, most);
}

std::vector<Age> even_ends(std::span<const UnitStay> stays, Age horizon, std::size_t most) {
  std::vector<std::uint64_t> ages;
  for (const UnitStay& stay : stays)
    if (stay.length < horizon) ages.push_back(static_cast<std::uint64_t>(stay.length));
  base::statistics::radix_sort(ages, 48);
  return thinned(ages, horizon, most);
}

Curve CurveSums::curve(std::span<const double> sums) const {
  assert(sums.size() == size());
  Curve curve{.incidence = std::vector<double>(causes_)};
  double n = sums[0];
  Age before = 0;
  for (std::size_t k = 0; k < classes_.size(); ++k) {
    double ended = 0;
    for (std::size_t cause = 0; cause < causes_; ++cause) {
      const double by_cause = sums[at(k, cause)];
      if (n > 0) curve.incidence[cause] += curve.survival * by_cause / n;
      ended += by_cause;
    }
    const double missed = n > 0 ? sums[at(k, causes_ + 2U)] / n : 0;
    curve.mean += curve.survival * (static_cast<double>(classes_.end(k) - before) - missed);
    if (n > 0) curve.survival *= (n - ended) / n;
    n += sums[at(k, causes_ + 1U)] - ended - sums[at(k, causes_)];
    before = classes_.end(k);
  }
  return curve;
}

std::vector<double> CurveSums::survival(std::span<const double> sums) const {
  std::vector<double> survival;
  double s = 1;
  double n = sums[0];
  for (std::size_t k = 0; k < classes_.size(); ++k) {
    double ended = 0;
    for (std::size_t cause = 0; cause < causes_; ++cause) ended += sums[at(k, cause)];
    if (n > 0) s *= (n - ended) / n;
    survival.push_back(s);
    n += sums[at(k, causes_ + 1U)] - ended - sums[at(k, causes_)];
  }
  return survival;
}

}  // namespace stagecraft::measures
