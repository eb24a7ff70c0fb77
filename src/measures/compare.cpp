#include "measures/compare.h"

#include <array>
#include <cmath>
#include <map>
#include <string>

#include "base/statistics/benjamini_hochberg.h"
#include "base/statistics/interval.h"

namespace stagecraft::measures {

namespace {

namespace stats = base::statistics;

using Key = std::array<std::string, 7>;

Key key_of(const Figure& figure) {
  return {figure.measure, figure.part,  figure.stage,   figure.goal,
          figure.to,      figure.slice, figure.currency};
}

bool has_interval(const Figure& figure) {
  return figure.low && figure.high && !figure.high_is_open;
}

/// Two-sided, from where 0 lies in the interval of the difference, as a normal one.
double p_value(double difference, double low, double high) {
  const double half = difference > 0 ? difference - low : high - difference;
  if (half <= 0) return difference == 0 ? 1 : 0;
  const double z = std::abs(difference) / half * stats::z95;
  return std::erfc(z / std::sqrt(2.0));
}

void add_interval(Change& change, const Figure& now, const Figure& before) {
  const auto squared = [](double x) { return x * x; };
  change.low = change.difference -
               std::sqrt(squared(*now.value - *now.low) + squared(*before.high - *before.value));
  change.high = change.difference +
                std::sqrt(squared(*now.high - *now.value) + squared(*before.value - *before.low));
  change.p_value = p_value(change.difference, *change.low, *change.high);
  change.differs = *change.low > 0 || *change.high < 0;
}

/// What can be judged at all: both figures rest on enough.
bool is_judged(const Figure& now, const Figure& before) {
  return now.state == FigureState::ok && before.state == FigureState::ok && has_interval(now) &&
         has_interval(before);
}

void judge_as_family(std::vector<Change>& changes) {
  std::vector<double> values;
  for (const Change& change : changes)
    if (change.p_value) values.push_back(*change.p_value);
  if (values.size() <= stats::minimum::comparisons_without_family) return;
  const auto adjusted = stats::benjamini_hochberg(values);
  std::size_t i = 0;
  for (Change& change : changes) {
    if (!change.p_value) continue;
    if (adjusted[i++] > stats::minimum::false_discovery_rate) change.differs = false;
  }
}

}  // namespace

std::vector<Change> compare(const std::vector<Figure>& now, const std::vector<Figure>& before) {
  std::map<Key, std::size_t> of_before;
  for (std::size_t i = 0; i < before.size(); ++i) of_before.emplace(key_of(before[i]), i);
  std::vector<Change> changes;
  for (std::size_t i = 0; i < now.size(); ++i) {
    const auto other = of_before.find(key_of(now[i]));
    if (other == of_before.end() || !now[i].period) continue;
    const Figure& then = before[other->second];
    if (!now[i].value || !then.value) continue;
    Change change{.now = i, .before = other->second, .difference = *now[i].value - *then.value};
    if (is_judged(now[i], then)) add_interval(change, now[i], then);
    changes.push_back(change);
  }
  judge_as_family(changes);
  return changes;
}

}  // namespace stagecraft::measures
