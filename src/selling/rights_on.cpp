#include "selling/rights_on.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace stagecraft::selling {
namespace {

constexpr std::array about_deals{Right::deal_read,    Right::deal_create, Right::deal_change,
                                 Right::deal_move,    Right::deal_except, Right::deal_assign,
                                 Right::deal_merge,   Right::deal_delete, Right::deal_migrate,
                                 Right::quote_approve};

/// As Deal::is_gone.
bool takes_acts(DealStatus status) {
  return status != DealStatus::merged && status != DealStatus::deleted;
}

}  // namespace

std::span<const Right> rights_about_deals() { return about_deals; }

bool may_on(const Actor& actor, Right right, const Holder& holder, DealStatus status) {
  return (right == Right::deal_read || takes_acts(status)) && may(actor, right, holder);
}

std::vector<Right> rights_on(const Actor& actor, const Holder& holder, DealStatus status) {
  std::vector<Right> rights;
  std::ranges::copy_if(about_deals, std::back_inserter(rights),
                       [&](Right right) { return may_on(actor, right, holder, status); });
  return rights;
}

}  // namespace stagecraft::selling
