#include "sample/scenario.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/error.h"
#include "sample/random.h"

namespace stagecraft::sample {
namespace {

using process::NodeIndex;
using process::NodeKind;

// Streams of the company itself; deals count from 0, so these stay far away from them.
constexpr std::uint64_t behaviour_stream = 1ULL << 60;
constexpr std::uint64_t rep_stream = 2ULL << 60;
constexpr std::uint64_t campaign_stream = 3ULL << 60;

constexpr std::array rep_names = {"Ada Novak",    "Bilal Haddad", "Carla Mora", "Dag Holm",
                                  "Elif Kaya",    "Femi Ojo",     "Greta Lund", "Hugo Brandt",
                                  "Imani Otieno", "Jon Vik",      "Kira Sato",  "Leo Duarte"};
constexpr std::array teams = {"North", "South", "Key accounts"};
constexpr std::array campaign_names = {"Spring fair", "Field guide",      "Webinar series",
                                       "Autumn fair", "Customer evening", "Search ads"};

double log_odds(double share) {
  const double p = std::clamp(share, 0.02, 0.98);
  return std::log(p / (1 - p));
}

std::vector<std::string> ids_or(const auto& entries, std::string fallback) {
  std::vector<std::string> ids;
  for (const auto& entry : entries) ids.push_back(entry.id);
  if (ids.empty()) ids.push_back(std::move(fallback));
  return ids;
}

}  // namespace

Scenario::Scenario(const process::Map& map, std::uint64_t seed, base::Instant until, Extent extent)
    : map_(&map), automaton_(map), seed_(seed), until_(until), extent_(extent) {
  const auto nodes = automaton_.nodes();
  const auto is_won = [](const process::MapNode& node) { return node.kind == NodeKind::won; };
  if (automaton_.stage_count() == 0 || automaton_.starts().empty() ||
      std::ranges::none_of(nodes, is_won))
    throw base::Error(
        base::ErrorKind::invalid,
        "A sample needs a map with a stage where deals begin and an outcome of kind won.");
  for (NodeIndex n = 0; n < nodes.size() && nodes[n].goal >= 0; ++n)
    stages_.push_back(process::find_stage(map, nodes[n].id));
  channels_ = map.serves && !map.serves->channels.empty() ? map.serves->channels
                                                          : ids_or(map.channels, "direct");
  offerings_ = ids_or(map.offerings, "standard");
  personas_ = ids_or(map.personas, "buyer");
  currency_ = map.currency.empty() ? "EUR" : map.currency;
  choose_behaviours();
  hire_reps();
  plan_campaigns();
  lay_out_year();
}

void Scenario::choose_behaviours() {
  Stream random(seed_, behaviour_stream);
  const NodeIndex count = automaton_.stage_count();
  NodeIndex before_win = count;
  while (before_win > 0 && automaton_.node(before_win - 1).after_won) --before_win;
  trouble_ =
      static_cast<NodeIndex>(before_win < 3 ? 0 : before_win / 3 + random.below(before_win / 3));
  for (NodeIndex n = 0; n < count; ++n) {
    const auto& expected = stage(n);
    Behaviour behaviour{
        expected.expected_days.value_or(10) * std::exp(0.22 * random.normal()),
        log_odds(expected.expected_conversion.value_or(0.8)) + 0.2 * random.normal()};
    if (n == trouble_) {
      behaviour.median_days *= 2.1;
      behaviour.log_odds -= 2.1;
    }
    if (!automaton_.node(n).after_won) cycle_days_ += behaviour.median_days;
    behaviours_.push_back(behaviour);
  }
}

void Scenario::hire_reps() {
  Stream random(seed_, rep_stream);
  for (std::size_t i = 0; i < std::min(extent_.reps, rep_names.size()); ++i)
    reps_.push_back({rep_names[i], teams[i % teams.size()], 0.35 * random.normal()});
}

void Scenario::plan_campaigns() {
  Stream random(seed_, campaign_stream);
  const auto end = std::chrono::floor<std::chrono::days>(until_);
  const auto begin = end - std::chrono::days(extent_.span_days);
  for (const char* name : campaign_names) {
    const auto from = begin + std::chrono::days(random.below(extent_.span_days - 120));
    const auto length = std::chrono::days(60 + random.below(180));
    campaigns_.push_back(
        {name, from, from + length, random.uniform(0.5, 2), 0.3 * random.normal()});
  }
}

void Scenario::lay_out_year() {
  const auto first =
      std::chrono::floor<std::chrono::days>(until_) - std::chrono::days(extent_.span_days);
  double sum = 0;
  for (int i = 0; i <= extent_.span_days; ++i) {
    const auto day = first + std::chrono::days(i);
    const std::chrono::year_month_day date(day);
    const std::chrono::weekday weekday(day);
    double weight = 1 + 0.25 * i / extent_.span_days;
    if (weekday == std::chrono::Saturday || weekday == std::chrono::Sunday) weight *= 0.08;
    if (date.month() == std::chrono::August) weight *= 0.65;
    if (date.month() == std::chrono::December && date.day() > std::chrono::day(18)) weight *= 0.3;
    if (date.month() == std::chrono::March || date.month() == std::chrono::October) weight *= 1.2;
    for (const auto& campaign : campaigns_)
      if (campaign.from <= day && day < campaign.to) weight *= 1 + 0.1 * campaign.pull;
    arrivals_.push_back(sum += weight);
  }
  for (double& share : arrivals_) share /= sum;
}

base::Instant Scenario::arrival(double quantile) const {
  const auto at = std::ranges::lower_bound(arrivals_, quantile);
  const auto index = std::min<std::ptrdiff_t>(at - arrivals_.begin(), extent_.span_days);
  const double before = index == 0 ? 0 : arrivals_[static_cast<std::size_t>(index) - 1];
  const double width = arrivals_[static_cast<std::size_t>(index)] - before;
  const double within = std::clamp((quantile - before) / width, 0.0, 0.999);
  const auto day =
      std::chrono::floor<std::chrono::days>(until_) - std::chrono::days(extent_.span_days - index);
  const auto at_work = base::Milliseconds(static_cast<std::int64_t>((8 + 9 * within) * 3'600'000));
  return std::min(base::Instant(day) + at_work, until_);
}

}  // namespace stagecraft::sample
