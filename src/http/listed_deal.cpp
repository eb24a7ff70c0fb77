#include "http/listed_deal.h"

#include <utility>

#include "selling/rights_on.h"

namespace stagecraft::http {

using selling::Right;

ListedDeal listed(store::DealRow row, const selling::Actor& actor) {
  const selling::Holder holder{.owner = row.owner, .team = row.team};
  const auto may = [&](Right right) { return selling::may_on(actor, right, holder, row.status); };
  const bool may_change = may(Right::deal_change), may_move = may(Right::deal_move);
  return {std::move(row), may_change, may_move};
}

}  // namespace stagecraft::http
