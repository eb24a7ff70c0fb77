#include "measures/closings.h"

#include <utility>

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

/// Calls `dated(slice, d)` for every closing of the deals [begin, end) that counts, in their order,
/// and `undated(slice)` for those that are left out because no day is known.
template <typename Dated, typename Undated>
void for_each_closing(const Study& study, const Slicing& slicing, std::size_t begin,
                      std::size_t end, Dated dated, Undated undated) {
  for (std::size_t i = begin; i < end; ++i) {
    const auto d = static_cast<DealIndex>(i);
    const DealState& deal = study.deal(d);
    if (!deal.is_closed()) continue;
    if (const auto slice = slice_of_closing(study, slicing, d); slice != Slicing::outside) {
      dated(slice, d);
    } else if (deal.closed == DealState::unknown && !study.period().is_whole) {
      const auto open_end = slicing.of_event(d, study.as_of().last(false), deal.created);
      if (open_end != Slicing::outside) undated(open_end);
    }
  }
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

/// Counts first, so that every thread writes where its closings will stand: to copy them together
/// would cost more than to look at the deals twice.
Closings closings(const Study& study, const Slicing& slicing) {
  const std::size_t slices = slicing.size();
  const unsigned threads = study.threads();
  std::vector<std::vector<std::size_t>> begins(threads);  // [part][slice]: first the counts.
  std::vector<std::vector<std::int64_t>> undated(threads);
  base::in_parts(
      threads, study.deal_count(), [&](unsigned part, std::size_t begin, std::size_t end) {
        std::vector<std::size_t> found(slices);
        std::vector<std::int64_t> left_out(slices);
        for_each_closing(
            study, slicing, begin, end, [&](Slicing::Code slice, DealIndex) { ++found[slice]; },
            [&](Slicing::Code slice) { ++left_out[slice]; });
        begins[part] = std::move(found);
        undated[part] = std::move(left_out);
      });
  Closings all{.of_slice = std::vector<base::BigVector<Closing>>(slices),
               .undated = std::vector<std::int64_t>(slices)};
  for (std::size_t slice = 0; slice < slices; ++slice) {
    std::size_t size = 0;
    for (unsigned part = 0; part < threads; ++part) {
      size += std::exchange(begins[part][slice], size);
      all.undated[slice] += undated[part][slice];
    }
    all.of_slice[slice].resize(size);
  }
  base::in_parts(threads, study.deal_count(),
                 [&](unsigned part, std::size_t begin, std::size_t end) {
                   std::vector<std::size_t> next = std::move(begins[part]);
                   for_each_closing(
                       study, slicing, begin, end,
                       [&](Slicing::Code slice, DealIndex d) {
                         all.of_slice[slice][next[slice]++] = closing_of(study, d);
                       },
                       [](Slicing::Code) {});
                 });
  return all;
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
