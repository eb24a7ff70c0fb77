#include "measures/closings.h"

#include "base/parallel.h"

namespace stagecraft::measures {

namespace {

using history::DealIndex;
using history::DealState;

Closing closing_of(const Study& study, DealIndex d) {
  const DealState& deal = study.deal(d);
  return {.deal = d,
          .status = deal.status,
          .currency = study.money().currency[d],
          .by_day = deal.has(DealState::closed_date_only),
          .at = deal.closed,
          .minor = study.money().minor[d],
          .cycle = sound_cycle_ms(study, d).value_or(Closing::unknown)};
}

}  // namespace

Slicing::Code slice_of_closing(const Study& study, const Slicing& slicing, DealIndex d) {
  const DealState& deal = study.deal(d);
  if (!deal.is_closed()) return Slicing::outside;
  const bool dated = deal.closed != DealState::unknown;
  const Period& period = study.period();
  if (dated ? !period.holds(deal.closed, deal.has(DealState::closed_date_only)) : !period.is_whole)
    return Slicing::outside;
  return slicing.of_event(d, dated ? deal.closed : study.as_of().last(false), deal.created);
}

std::optional<std::int64_t> sound_cycle_ms(const Study& study, DealIndex d) {
  const DealState& deal = study.deal(d);
  if (deal.has(DealState::doubled) || deal.has(DealState::contradictory)) return std::nullopt;
  return cycle_ms(deal, study.request().zone);
}

Closings& Closings::operator+=(const Closings& other) {
  for (std::size_t slice = 0; slice < of_slice.size(); ++slice) {
    const auto& more = other.of_slice[slice];
    of_slice[slice].insert(of_slice[slice].end(), more.begin(), more.end());
    undated[slice] += other.undated[slice];
  }
  return *this;
}

Closings closings(const Study& study, const Slicing& slicing) {
  const Closings none{.of_slice = std::vector<std::vector<Closing>>(slicing.size()),
                      .undated = std::vector<std::int64_t>(slicing.size())};
  return base::sum_over(
      study.threads(), study.deal_count(), none, [&](Closings& sum, std::size_t i) {
        const auto d = static_cast<DealIndex>(i);
        const DealState& deal = study.deal(d);
        if (!deal.is_closed()) return;
        if (const auto slice = slice_of_closing(study, slicing, d); slice != Slicing::outside) {
          sum.of_slice[slice].push_back(closing_of(study, d));
        } else if (deal.closed == DealState::unknown && !study.period().is_whole) {
          const auto open_end = slicing.of_event(d, study.as_of().last(false), deal.created);
          if (open_end != Slicing::outside) ++sum.undated[open_end];
        }
      });
}

std::vector<std::uint32_t> accounts_by_deal(const Study& study) {
  const history::Attribute* account = study.log().find_attribute("account");
  if (account == nullptr || !account->is_text()) return {};
  std::vector<std::uint32_t> accounts;
  accounts.reserve(study.deal_count());
  auto alone = static_cast<std::uint32_t>(account->dictionary.size());
  for (DealIndex d = 0; d < study.deal_count(); ++d) {
    const std::uint32_t code = account->codes[d];
    accounts.push_back(code != 0 ? code : alone++);
  }
  return accounts;
}

Units units_of_deals(const Study& study, std::span<const DealIndex> deals) {
  const auto by_deal = accounts_by_deal(study);
  if (by_deal.empty()) return units_of(deals.size());
  std::vector<std::uint32_t> accounts;
  accounts.reserve(deals.size());
  for (const DealIndex d : deals) accounts.push_back(by_deal[d]);
  return units_of(deals.size(), accounts);
}

Units units_of_closings(const Study& study, std::span<const Closing> closings) {
  std::vector<DealIndex> deals;
  deals.reserve(closings.size());
  for (const Closing& closing : closings) deals.push_back(closing.deal);
  return units_of_deals(study, deals);
}

}  // namespace stagecraft::measures
