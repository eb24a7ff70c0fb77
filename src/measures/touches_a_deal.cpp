#include "measures/touches_a_deal.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <map>
#include <optional>
#include <string_view>

#include "base/parallel.h"
#include "base/statistics/interval.h"
#include "base/statistics/quantile.h"
#include "measures/figures.h"

namespace stagecraft::measures {

namespace {

namespace stats = base::statistics;
using history::DealIndex;
using history::EventIndex;
using history::EventKind;
using history::EventLog;

/// Looked for byte by byte of kind and precision, as fast as memory can be read.
bool has_touchpoints(const EventLog& log) {
  const auto kinds = log.kind_column();
  constexpr unsigned kind = static_cast<unsigned>(EventKind::touchpoint);
  for (unsigned precision = 0; precision < 4 && !kinds.empty(); ++precision)
    if (std::memchr(kinds.data(), static_cast<int>(kind | precision << 6), kinds.size()) != nullptr)
      return true;
  return false;
}

/// Touchpoints of one deal up to its closing.
std::int64_t touches_of(const Study& study, DealIndex d, const Closing& closing) {
  const EventLog& log = study.log();
  const history::Reading& reading = study.flow().reading;
  std::int64_t count = 0;
  for (EventIndex e = log.begin(d); e < log.end(d); ++e) {
    if (log.kind(e) != EventKind::touchpoint) continue;
    const bool by_day = log.precision(e) == history::Precision::date;
    if (!reading.as_of.holds_before(log.at(e), by_day) ||
        !reading.known_at.holds_before(log.recorded_at(e), by_day))
      continue;
    const std::int64_t at = log.at(e).time_since_epoch().count();
    // A touch on the day of the closing counts, where only days are known.
    const std::int64_t end = closing.by_day && !by_day ? closing.at + day_ms - 1 : closing.at;
    count += !closing.is_dated() || at <= end;
  }
  return count;
}

/// Deals that were merged, by the deal they went into.
std::multimap<DealIndex, DealIndex> merged_deals(const Study& study) {
  const EventLog& log = study.log();
  std::map<std::string_view, DealIndex> by_id;
  std::vector<std::pair<DealIndex, EventIndex>> merges;
  for (DealIndex d = 0; d < study.deal_count(); ++d) {
    if (study.deal(d).status != history::DealStatus::merged) continue;
    for (EventIndex e = log.begin(d); e < log.end(d); ++e)
      if (log.kind(e) == EventKind::merged_into) merges.emplace_back(d, e);
  }
  if (merges.empty()) return {};
  for (DealIndex d = 0; d < study.deal_count(); ++d) by_id.emplace(log.deal_id(d), d);
  std::multimap<DealIndex, DealIndex> merged;
  for (const auto& [deal, event] : merges) {
    const history::Change* change = log.find_change(event);
    if (change == nullptr) continue;
    const auto into = by_id.find(log.texts().text(static_cast<std::uint32_t>(change->to)));
    if (into != by_id.end()) merged.emplace(into->second, deal);
  }
  return merged;
}

void fill(const Study& study, Figure& figure, std::vector<double>& touches) {
  figure.unit = Unit::ratio;
  figure.n = static_cast<std::int64_t>(touches.size());
  if (touches.empty()) return set_undefined(figure, "no deal was closed");
  figure.value = stats::mean(touches);
  figure.extras["median"] = stats::plain_quantile(touches, 0.5).value_or(0);
  if (figure.n < stats::minimum::amounts_for_mean)
    set_too_thin(study, figure, "too few deals were closed");
}

void bootstrap_mean(const Study& study, Figure& figure, std::span<const DealIndex> deals,
                    std::span<const double> touches) {
  if (study.request().intervals != Intervals::full || touches.empty()) return;
  const Units units = units_of_deals(study, deals);
  UnitSums sums(units.count, 2);
  for (std::size_t i = 0; i < touches.size(); ++i) {
    sums.add(units.of_deal[i], 0, touches[i]);
    sums.add(units.of_deal[i], 1, 1);
  }
  const Resampling resampling{.figure = bootstrap_name(figure), .threads = study.threads()};
  const auto mean = [](std::span<const double> total, std::span<double> out) {
    out[0] = total[0] / total[1];
  };
  set_bootstrap(figure, percentile_interval(replicate(sums, resampling, 1, mean)[0]));
}

constexpr std::array<std::pair<const char*, std::optional<history::DealStatus>>, 4> parts{
    {{"", std::nullopt},
     {"won", history::DealStatus::won},
     {"lost", history::DealStatus::lost},
     {"no_decision", history::DealStatus::no_decision}}};

bool is_of_part(const Closing& closing, std::optional<history::DealStatus> status) {
  return !status || closing.status == *status;
}

}  // namespace

std::vector<Figure> touches_a_deal(const Study& study, const Slicing& slicing,
                                   const Closings& closings) {
  std::vector<Figure> figures;
  const bool known = has_touchpoints(study.log());
  const auto merged = known ? merged_deals(study) : std::multimap<DealIndex, DealIndex>();
  for (std::size_t slice = 0; slice < slicing.size(); ++slice) {
    const auto& closed = closings.of_slice[slice];
    std::vector<double> touches(closed.size());
    if (known)
      base::in_parts(study.threads(), closed.size(),
                     [&](unsigned, std::size_t begin, std::size_t end) {
                       for (std::size_t i = begin; i < end; ++i) {
                         std::int64_t count = touches_of(study, closed[i].deal, closed[i]);
                         const auto [first, last] = merged.equal_range(closed[i].deal);
                         for (auto other = first; other != last; ++other)
                           count += touches_of(study, other->second, closed[i]);
                         touches[i] = static_cast<double>(count);
                       }
                     });
    for (const auto& [part, status] : parts) {
      figures.push_back(make_figure(study, slicing, slice, {"touches_a_deal", part, Unit::ratio}));
      if (!known) {
        set_undefined(figures.back(), "the history has no touchpoints");
        continue;
      }
      std::vector<double> chosen;
      std::vector<DealIndex> deals;
      for (std::size_t i = 0; i < closed.size(); ++i) {
        if (!is_of_part(closed[i], status)) continue;
        chosen.push_back(touches[i]);
        deals.push_back(closed[i].deal);
      }
      bootstrap_mean(study, figures.back(), deals, chosen);
      fill(study, figures.back(), chosen);
    }
  }
  return figures;
}

std::optional<CountedDeals> deals_of_touches(const FigureSpot& spot) {
  const auto found =
      std::ranges::find_if(parts, [&](const auto& named) { return named.first == spot.part; });
  if (spot.place != no_place || found == parts.end()) return std::nullopt;
  if (!has_touchpoints(spot.study.log())) return CountedDeals();
  return counted_closings(spot, [&](std::span<const Closing> closing) {
    return is_of_part(closing.front(), found->second) ? 1 : 0;
  });
}

}  // namespace stagecraft::measures
