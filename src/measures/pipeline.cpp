#include "measures/pipeline.h"

#include <algorithm>
#include <cmath>

#include "base/parallel.h"
#include "base/statistics/kaplan_meier.h"
#include "measures/conversion.h"
#include "measures/figures.h"
#include "measures/visit_reader.h"

namespace stagecraft::measures {

namespace {

using history::DealIndex;
using history::DealState;

/// The stage that an open deal is in; the number of places when it is in none of the map.
std::size_t stage_of(const Study& study, const DealState& deal) {
  const std::size_t places = study.stages().places.size();
  return deal.status == history::DealStatus::in_stage ? std::min<std::size_t>(deal.node, places)
                                                      : places;
}

StageMoney total_of(std::span<const StageMoney> stages) {
  StageMoney total;
  for (const StageMoney& stage : stages) {
    total.deals += stage.deals;
    total.without_amount += stage.without_amount;
    total.other_currency += stage.other_currency;
    total.sum += stage.sum;
  }
  return total;
}

std::int64_t with_amount(const StageMoney& money) {
  return money.deals - money.without_amount - money.other_currency;
}

void fill(Figure& figure, const StageMoney& money) {
  figure.period.reset();
  figure.value = money.sum;
  figure.n = with_amount(money);
  if (money.without_amount > 0) figure.excluded["no amount"] = money.without_amount;
  if (money.other_currency > 0) figure.excluded["another currency"] = money.other_currency;
  // Money that nobody stated is not 0.
  if (money.deals > 0 && money.without_amount == money.deals)
    set_undefined(figure, "no open deal here has an amount");
}

void fill_weighted(Figure& figure, std::span<const StageMoney> stages,
                   std::span<const std::optional<double>> shares) {
  if (!figure.value) return;
  std::vector<double> known(stages.size(), 0);
  for (std::size_t s = 0; s < stages.size(); ++s) {
    if (s < shares.size() && shares[s]) known[s] = *shares[s];
    if ((s >= shares.size() || !shares[s]) && stages[s].sum != 0)
      return set_undefined(figure, "a stage with money in it has no conversion to won");
  }
  const Weighted weighted = stage_weighted(stages, known);
  figure.value = weighted.value;
  figure.extras["sd"] = weighted.sd;
}

/// The deal's expected close as days since 1970, at `as_of`.
std::optional<std::int64_t> expected_close(const Study& study, DealIndex d) {
  const history::Attribute* attribute = study.log().find_attribute("expected_close");
  if (attribute == nullptr || attribute->kind != history::ValueKind::date) return std::nullopt;
  const std::int64_t day = study.log().attribute_at(*attribute, d, study.flow().reading.as_of);
  if (day == history::Attribute::not_stated) return std::nullopt;
  return day;
}

using SliceMoney = std::vector<std::vector<StageMoney>>;

SliceMoney no_money(const Study& study) {
  return {study.money().currencies.size(),
          std::vector<StageMoney>(study.stages().places.size() + 1)};
}

/// Adds an open deal.
void add_deal(const Study& study, DealIndex d, SliceMoney& found) {
  const DealMoney& money = study.money();
  const std::size_t stage = stage_of(study, study.deal(d));
  for (std::size_t c = 0; c < money.currencies.size(); ++c) {
    StageMoney& cell = found[c][stage];
    ++cell.deals;
    if (!money.has_amount(d)) {
      ++cell.without_amount;
    } else if (money.currency[d] != c) {
      ++cell.other_currency;
    } else {
      const double amount =
          static_cast<double>(money.minor[d]) / major_unit(study, static_cast<std::uint8_t>(c));
      cell.sum += amount;
      cell.squares += amount * amount;
    }
  }
}

/// The slice that an open deal counts in.
Slicing::Code slice_of_open(const Study& study, const Slicing& slicing, DealIndex d) {
  const DealState& deal = study.deal(d);
  if (!deal.is_open()) return Slicing::outside;
  return slicing.of_stock(d, study.flow().reading.as_of, deal.created);
}

}  // namespace

std::vector<std::vector<std::vector<StageMoney>>> pipeline_money(const Study& study,
                                                                 const Slicing& slicing) {
  std::vector<SliceMoney> found(slicing.size(), no_money(study));
  for (DealIndex d = 0; d < study.deal_count(); ++d)
    if (const auto slice = slice_of_open(study, slicing, d); slice != Slicing::outside)
      add_deal(study, d, found[slice]);
  return found;
}

Weighted stage_weighted(std::span<const StageMoney> stages, std::span<const double> share_to_won) {
  Weighted weighted;
  double variance = 0;
  for (std::size_t s = 0; s < stages.size(); ++s) {
    const double p = share_to_won[s];
    weighted.value += stages[s].sum * p;
    variance += stages[s].squares * p * (1 - p);
  }
  weighted.sd = std::sqrt(variance);
  return weighted;
}

std::vector<Figure> pipeline(const Study& study, const Slicing& slicing,
                             std::span<const std::optional<double>> share_to_won) {
  std::vector<Figure> figures;
  const auto money = pipeline_money(study, slicing);
  const Tier& tier = study.stages();
  for (std::size_t slice = 0; slice < slicing.size(); ++slice)
    for (std::size_t c = 0; c < study.money().currencies.size(); ++c) {
      const auto currency = static_cast<std::uint8_t>(c);
      const auto& stages = money[slice][c];
      const auto add = [&](const FigureHead& head) -> Figure& {
        figures.push_back(make_money_figure(study, slicing, slice, head, currency));
        return figures.back();
      };
      fill(add({"pipeline", "", Unit::money}), total_of(stages));
      for (PlaceIndex place = 0; place < tier.customer_count; ++place)
        fill(add({"pipeline", "", Unit::money, &tier.places[place]}), stages[place]);
      if (stages.back().deals > 0)
        fill(add({"pipeline", "in no stage", Unit::money}), stages.back());
      Figure& weighted = add({"stage_weighted", "", Unit::money});
      fill(weighted, total_of(stages));
      fill_weighted(weighted, stages, share_to_won);
    }
  return figures;
}

namespace {

/// What is stale about a deal: past its expected close, or longer in its stage than `p90` of that
/// stage; nullopt: nothing.
std::optional<StaleDeal> stale_deal(const Study& study, DealIndex d, base::Day today,
                                    const std::vector<std::optional<double>>& p90) {
  const Tier& tier = study.stages();
  const DealState& deal = study.deal(d);
  if (deal.status != history::DealStatus::in_stage || deal.node >= tier.customer_count)
    return std::nullopt;
  if (study.slicings().front().of_stock(d, study.flow().reading.as_of, deal.created) ==
      Slicing::outside)
    return std::nullopt;
  StaleDeal found{.deal = d, .id = {}, .stage = {}};
  if (const auto close = expected_close(study, d);
      close && base::Day(std::chrono::days(*close)) < today)
    found.days_past_close =
        static_cast<double>((today - base::Day(std::chrono::days(*close))).count());
  VisitReader visits(tier);
  for (const history::Visit& visit : visits.of(d)) {
    if (!visit.is_open() || visit.stage != deal.node || !visit.has_length()) continue;
    const bool dated = visit.has(history::Visit::date_only);
    const double age = to_days(static_cast<double>(study.as_of().last(dated) - visit.entered));
    if (p90[deal.node] && age > *p90[deal.node]) {
      found.idle_days = age;
      found.stage_p90 = *p90[deal.node];
    }
  }
  if (!found.days_past_close && !found.idle_days) return std::nullopt;
  found.id = study.log().deal_id(d);
  found.stage = tier.places[deal.node].id;
  return found;
}

struct StaleDeals {
  std::vector<StaleDeal> found;

  StaleDeals& operator+=(const StaleDeals& other) {
    found.insert(found.end(), other.found.begin(), other.found.end());
    return *this;
  }
};

}  // namespace

std::vector<StaleDeal> stale_deals(const Study& study, const std::vector<PlaceStays>& stays) {
  const Tier& tier = study.stages();
  std::vector<std::optional<double>> p90(tier.places.size());
  for (PlaceIndex place = 0; place < tier.customer_count; ++place) {
    const auto& table = stays[place].table;
    const auto quantile =
        base::statistics::KaplanMeier(table, share_horizon(study, table)).quantile(0.9);
    if (quantile.value) p90[place] = to_days(*quantile.value);
  }
  const base::Day today = study.request().zone.day_of(study.request().as_of);
  std::vector<StaleDeal> stale =
      base::sum_over(study.threads(), study.deal_count(), StaleDeals(),
                     [&](StaleDeals& sum, std::size_t d) {
                       if (auto found = stale_deal(study, static_cast<DealIndex>(d), today, p90))
                         sum.found.push_back(std::move(*found));
                     })
          .found;
  std::ranges::sort(stale, {}, &StaleDeal::id);
  return stale;
}

std::optional<CountedDeals> deals_of_pipeline(const FigureSpot& spot) {
  if (!spot.has_currency()) return std::nullopt;
  const std::size_t places = spot.study.stages().places.size();
  const bool is_in_none = spot.measure == "pipeline" && spot.part == "in no stage";
  const bool is_of_stage = spot.measure == "pipeline" && spot.is_of_stay();
  if (spot.part.empty() ? spot.place != no_place && !is_of_stage : !is_in_none) return std::nullopt;
  SliceMoney found = no_money(spot.study);
  const auto& stages = found[spot.currency];
  DealWatch watching([&] {
    if (is_in_none) return with_amount(stages[places]);
    return with_amount(is_of_stage ? stages[spot.place] : total_of(stages));
  });
  for (DealIndex d = 0; d < spot.study.deal_count(); ++d) {
    if (slice_of_open(spot.study, spot.slicing, d) == spot.slice) add_deal(spot.study, d, found);
    watching.look(d);
  }
  return watching.take();
}

}  // namespace stagecraft::measures
