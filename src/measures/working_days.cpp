#include "measures/working_days.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/statistics/interval.h"
#include "base/statistics/quantile.h"
#include "measures/figures.h"

namespace stagecraft::measures {

namespace {

namespace stats = base::statistics;
using history::DealState;

constexpr std::array<std::string_view, 3> cycle_parts{"median", "p90", "mean"};

/// Days from creation to winning, and how many winners have no such dates.
struct Cycles {
  std::vector<double> days;
  std::int64_t unknown = 0;
};

Cycles cycles_of(const Study& study, std::span<const Closing> closings) {
  Cycles cycles;
  for (const Closing& closing : closings) {
    if (!closing.is_won()) continue;
    if (closing.cycle == Closing::unknown) {
      ++cycles.unknown;
      continue;
    }
    const DealState& deal = study.deal(closing.deal);
    const auto length = study.clock()->elapsed(
        {deal.created, deal.has(DealState::created_date_only)}, {closing.at, closing.by_day});
    cycles.days.push_back(to_days(static_cast<double>(length)));
  }
  return cycles;
}

}  // namespace

void name_working_days(std::vector<Figure>& figures, const WorkingClock& clock) {
  for (Figure& figure : figures) {
    if (figure.unit == Unit::days) figure.unit = Unit::working_days;
    figure.part.insert(0, working_days_prefix);
    figure.remarks.push_back(base::say("working days: {}", clock.description()));
  }
}

std::vector<Figure> sales_cycle_in_working_days(const Study& study, const Slicing& slicing,
                                                const Closings& closings) {
  std::vector<Figure> figures;
  for (std::size_t slice = 0; slice < slicing.size(); ++slice) {
    Cycles cycles = cycles_of(study, closings.of_slice[slice]);
    const auto add = [&](std::string_view part, std::optional<double> value, std::int64_t needed) {
      Figure figure =
          make_figure(study, slicing, slice, {"sales_cycle", std::string(part), Unit::days});
      figure.n = std::ssize(cycles.days);
      if (cycles.unknown > 0) figure.excluded["dates not known"] = cycles.unknown;
      figure.value = value;
      if (!value)
        set_undefined(figure, "no deal was won");
      else if (figure.n < needed)
        set_too_thin(study, figure, base::say("only {} won, {} are needed", figure.n, needed));
      figures.push_back(std::move(figure));
    };
    add(cycle_parts[0], stats::plain_quantile(cycles.days, 0.5), stats::minimum::ended_for_median);
    add(cycle_parts[1], stats::plain_quantile(cycles.days, 0.9), stats::minimum::ended_for_p90);
    add(cycle_parts[2], stats::mean(cycles.days), stats::minimum::ended_for_median);
  }
  name_working_days(figures, *study.clock());
  return figures;
}

std::optional<CountedDeals> deals_of_working_cycle(const FigureSpot& spot) {
  if (spot.study.clock() == nullptr || spot.place != no_place ||
      std::ranges::find(cycle_parts, spot.part.substr(working_days_prefix.size())) ==
          cycle_parts.end())
    return std::nullopt;
  return counted_closings(spot, [&](std::span<const Closing> closing) {
    return std::ssize(cycles_of(spot.study, closing).days);
  });
}

}  // namespace stagecraft::measures
