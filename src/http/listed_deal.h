#pragma once

#include "http/deal_shapes.h"
#include "http/shape.h"
#include "selling/rights.h"
#include "store/deal_list.h"

namespace stagecraft::store {

BOOST_DESCRIBE_STRUCT(DealRow, (),
                      (id, name, map, status, created_at, stage, stage_entered_at, outcome,
                       closed_at, account, account_name, owner, owner_name, team, channel, offering,
                       campaign, persona, amount_minor, currency, expected_close, next_due,
                       last_event_at, revision))

}  // namespace stagecraft::store

namespace stagecraft::http {

/// A row of lists and boards, with what who asks may do about it.
struct ListedDeal : store::DealRow {
  bool may_change = false, may_move = false;
  static constexpr Note notes[] = {
      {.field = "may_change", .text = "Who asks has the right `deal.change` on this deal"},
      {.field = "may_move", .text = "The same of `deal.move`"}};
};
BOOST_DESCRIBE_STRUCT(ListedDeal, (store::DealRow), (may_change, may_move))

/// The rights are those of `actor`.
ListedDeal listed(store::DealRow row, const selling::Actor& actor);

}  // namespace stagecraft::http
