#include "measures/closings.h"

#include <algorithm>

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

Closings no_closings(std::size_t slices) {
  return {.of_slice = std::vector<base::BigVector<Closing>>(slices),
          .undated = std::vector<std::int64_t>(slices)};
}

/// Finds the closings of one part of the deals.
struct ClosingsOfPart {
  const Study* study;
  const Slicing* slicing;
  Closings closings;

  ClosingsOfPart(const Study& of, const Slicing& by)
      : study(&of), slicing(&by), closings(no_closings(by.size())) {}

  void add(DealIndex d) {
    const DealState& deal = study->deal(d);
    if (!deal.is_closed()) return;
    if (const auto slice = slice_of_closing(*study, *slicing, d); slice != Slicing::outside) {
      closings.of_slice[slice].push_back(closing_of(*study, d));
    } else if (deal.closed == DealState::unknown && !study->period().is_whole) {
      const auto open_end = slicing->of_event(d, study->as_of().last(false), deal.created);
      if (open_end != Slicing::outside) ++closings.undated[open_end];
    }
  }
};

/// All parts, in their order; each copied by a thread of its own.
Closings join(std::span<const ClosingsOfPart> parts) {
  Closings all = no_closings(parts[0].closings.of_slice.size());
  for (std::size_t slice = 0; slice < all.of_slice.size(); ++slice) {
    std::vector<std::size_t> begins;
    std::size_t size = 0;
    for (const ClosingsOfPart& part : parts) {
      begins.push_back(size);
      size += part.closings.of_slice[slice].size();
      all.undated[slice] += part.closings.undated[slice];
    }
    all.of_slice[slice].resize(size);
    base::on_threads(static_cast<unsigned>(parts.size()), [&](unsigned part) {
      std::ranges::copy(parts[part].closings.of_slice[slice],
                        all.of_slice[slice].begin() + static_cast<std::ptrdiff_t>(begins[part]));
    });
  }
  return all;
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

Closings closings(const Study& study, const Slicing& slicing) {
  const unsigned threads = study.threads();
  std::vector<ClosingsOfPart> parts(threads, ClosingsOfPart(study, slicing));
  base::in_parts(threads, study.deal_count(),
                 [&](unsigned part, std::size_t begin, std::size_t end) {
                   ClosingsOfPart found(study, slicing);
                   if (slicing.size() == 1) found.closings.of_slice[0].reserve(end - begin);
                   for (std::size_t d = begin; d < end; ++d) found.add(static_cast<DealIndex>(d));
                   parts[part] = std::move(found);
                 });
  return join(parts);
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
