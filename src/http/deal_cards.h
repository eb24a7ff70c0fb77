#pragma once

#include <span>
#include <vector>

#include "http/deal_guide.h"
#include "http/desk.h"
#include "http/shape.h"
#include "selling/card.h"

namespace stagecraft::selling {

BOOST_DESCRIBE_STRUCT(CardPromise, (), (number, side, planned, text, due, keeping))
BOOST_DESCRIBE_STRUCT(OpenCriterion, (), (criterion, text))
BOOST_DESCRIBE_STRUCT(Card, (),
                      (deal, next_step, promise, to, to_name, is_ready, missing, expected_days,
                       late_after_days, is_late))

}  // namespace stagecraft::selling

namespace stagecraft::http {

/// A card of each of these deals that is there and that who asks sees, in their order.
/// O(events of all).
std::vector<selling::Card> cards_of(const Desk& desk, std::span<const selling::DealId> deals);

}  // namespace stagecraft::http
