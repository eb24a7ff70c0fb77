#pragma once

#include <array>
#include <string_view>

#include "http/deal_shapes.h"
#include "selling/plan.h"

/// Words of the plan with the customer, for those who sign in and for those who open a link.
namespace stagecraft::selling {

BOOST_DESCRIBE_ENUM(LinkState, good, expired, revoked)
BOOST_DESCRIBE_ENUM(StepSaid, agreed, done)
BOOST_DESCRIBE_ENUM(GoalState, behind, here, ahead)
BOOST_DESCRIBE_STRUCT(SharePlan, (), (title, good_until, mode, contact, shows))
BOOST_DESCRIBE_STRUCT(PlanGoal, (), (value, state))

constexpr std::array<std::string_view, 2> required_of(const SharePlan*) {
  return {"title", "good_until"};
}

}  // namespace stagecraft::selling
