#pragma once

#include <vector>

#include "http/deal_shapes.h"
#include "selling/buying_group.h"

namespace stagecraft::selling {

BOOST_DESCRIBE_STRUCT(Reached, (), (contact, at, days, stage, stages_before))
BOOST_DESCRIBE_STRUCT(Consensus, (),
                      (agree, neutral, against, unknown, not_reached, decision_makers,
                       decision_maker_reached))

BOOST_DESCRIBE_ENUM(Weight, decide, shape, live)

}  // namespace stagecraft::selling

namespace stagecraft::http {

struct GroupMember : selling::BuyingRole {
  selling::Weight weight = selling::Weight::live;
  static constexpr Note notes[] = {
      {.field = "weight", .text = "Whether they take the decision, shape it, or live with it"}};
};
BOOST_DESCRIBE_STRUCT(GroupMember, (selling::BuyingRole), (weight))

struct BuyingGroupView {
  std::vector<GroupMember> members;
  selling::Consensus consensus;
  bool is_agreed = false;
};
BOOST_DESCRIBE_STRUCT(BuyingGroupView, (), (members, consensus, is_agreed))

/// Of a deal as its own events tell it.
BuyingGroupView buying_group_view(const selling::Deal& deal);

}  // namespace stagecraft::http
