#include "measures/win_rate.h"

#include <algorithm>
#include <cmath>

#include "base/statistics/beta_binomial.h"
#include "base/statistics/share.h"
#include "measures/figures.h"

namespace stagecraft::measures {

namespace {

namespace stats = base::statistics;
using history::DealStatus;

struct Counts {
  std::int64_t won = 0, lost = 0, no_decision = 0;

  std::int64_t closed() const { return won + lost + no_decision; }
  std::int64_t decided() const { return won + lost; }
};

Counts count(std::span<const Closing> closings) {
  Counts counts;
  for (const Closing& closing : closings) {
    counts.won += closing.status == DealStatus::won;
    counts.lost += closing.status == DealStatus::lost;
    counts.no_decision += closing.status == DealStatus::no_decision;
  }
  return counts;
}

/// Sums of money in one currency.
struct Values {
  double won = 0, closed = 0, not_won = 0;
  std::int64_t n = 0, without_amount = 0, deals_not_won = 0;
};

Values value_of(std::span<const Closing> closings, std::uint8_t currency) {
  Values values;
  for (const Closing& closing : closings) {
    values.deals_not_won += !closing.is_won();
    values.without_amount += closing.currency == DealMoney::no_amount;
    if (closing.currency != currency) continue;
    ++values.n;
    const auto minor = static_cast<double>(closing.minor);
    values.closed += minor;
    (closing.is_won() ? values.won : values.not_won) += minor;
  }
  return values;
}

void bootstrap_value(const Study& study, Figure& figure, std::span<const Closing> closings,
                     std::uint8_t currency) {
  const Units units = units_of_closings(study, closings);
  UnitSums sums(units.count, 2);
  for (std::size_t i = 0; i < closings.size(); ++i) {
    if (closings[i].currency != currency) continue;
    const auto minor = static_cast<double>(closings[i].minor);
    if (closings[i].is_won()) sums.add(units.of_deal[i], 0, minor);
    sums.add(units.of_deal[i], 1, minor);
  }
  const Resampling resampling{.figure = bootstrap_name(figure), .threads = study.threads()};
  const auto rate = [](std::span<const double> total, std::span<double> out) {
    out[0] = total[1] > 0 ? total[0] / total[1] : std::nan("");
  };
  set_bootstrap(figure, percentile_interval(replicate(sums, resampling, 1, rate)[0]));
  figure.remarks.push_back(units.describe(resampling.resamples));
}

Figure by_value(const Study& study, Figure figure, std::span<const Closing> closings,
                std::uint8_t currency) {
  const Values values = value_of(closings, currency);
  if (study.money().currencies[currency].is_stated())
    figure.currency = study.money().currencies[currency].code();
  figure.n = values.n;
  if (values.without_amount > 0) figure.excluded["no amount"] = values.without_amount;
  if (values.n == 0 || values.closed == 0) {
    set_undefined(figure, "no closed deal has an amount");
  } else if (values.deals_not_won > 0 && values.not_won == 0) {
    set_undefined(figure, "deals that were not won carry no amounts");
  } else {
    figure.value = values.won / values.closed;
    if (values.n < stats::minimum::known_fates) set_too_thin(study, figure, "too few amounts");
    if (study.request().intervals == Intervals::full)
      bootstrap_value(study, figure, closings, currency);
  }
  return figure;
}

/// Whether neighbours in the table differ: only then is there a rank to print.
bool differs(const RankedSlice& a, const RankedSlice& b) {
  const auto first = stats::share_of(a.won, a.closed);
  const auto second = stats::share_of(b.won, b.closed);
  return first && second && stats::difference_of(*first, *second).differs();
}

void rank(std::vector<RankedSlice>& rows) {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!rows[i].shrunk || rows.size() < 2) continue;
    const bool above = i == 0 || differs(rows[i - 1], rows[i]);
    const bool below = i + 1 == rows.size() || differs(rows[i], rows[i + 1]);
    if (above && below) rows[i].rank = static_cast<int>(i) + 1;
  }
}

}  // namespace

std::vector<Figure> win_rate(const Study& study, const Slicing& slicing, const Closings& closings) {
  std::vector<Figure> figures;
  for (std::size_t slice = 0; slice < slicing.size(); ++slice) {
    const std::span<const Closing> closed = closings.of_slice[slice];
    const Counts counts = count(closed);
    const auto add = [&](const char* part) -> Figure& {
      figures.push_back(make_figure(study, slicing, slice, {"win_rate", part, Unit::share}));
      if (closings.undated[slice] > 0)
        figures.back().excluded["closed on an unknown day"] = closings.undated[slice];
      return figures.back();
    };
    Figure& by_count = add("");
    set_share(study, by_count, counts.won, counts.closed());
    if (by_count.state == FigureState::undefined) by_count.reason = "no deal was closed";
    by_count.extras = {{"won", static_cast<double>(counts.won)},
                       {"lost", static_cast<double>(counts.lost)},
                       {"no_decision", static_cast<double>(counts.no_decision)}};
    Figure& decided = add("decided");
    set_share(study, decided, counts.won, counts.decided());
    if (decided.state == FigureState::undefined) decided.reason = "no deal was won or lost";
    for (std::size_t c = 0; c < study.money().currencies.size(); ++c) {
      Figure figure = by_value(study, add("by_value"), closed, static_cast<std::uint8_t>(c));
      figures.back() = std::move(figure);
    }
  }
  return figures;
}

std::vector<RankedSlice> ranked_by_win_rate(const Slicing& slicing, const Closings& closings) {
  std::vector<RankedSlice> rows;
  std::vector<stats::Trials> trials;
  for (std::size_t slice = 0; slice < slicing.size(); ++slice) {
    const Counts counts = count(closings.of_slice[slice]);
    rows.push_back(
        {slicing.labels[slice], counts.won, counts.closed(), std::nullopt, std::nullopt});
    trials.push_back({counts.won, counts.closed()});
  }
  const auto prior = stats::fit_beta(trials);
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (prior && trials[i].n > 0) rows[i].shrunk = prior->shrunk(trials[i]);
  std::ranges::stable_sort(rows, std::ranges::greater(),
                           [](const RankedSlice& row) { return row.shrunk.value_or(-1); });
  rank(rows);
  return rows;
}

std::optional<CountedDeals> deals_of_win_rate(const FigureSpot& spot) {
  using Closed = std::span<const Closing>;
  if (spot.place != no_place) return std::nullopt;
  if (spot.part.empty())
    return counted_closings(spot, [](Closed closing) { return count(closing).closed(); });
  if (spot.part == "decided")
    return counted_closings(spot, [](Closed closing) { return count(closing).decided(); });
  if (spot.part != "by_value" || !spot.has_currency()) return std::nullopt;
  return counted_closings(spot, [&](Closed closing) { return value_of(closing, spot.currency).n; });
}

}  // namespace stagecraft::measures
