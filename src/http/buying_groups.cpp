#include "http/deal_acts.h"
#include "http/deal_shapes.h"
#include "http/resources.h"
#include "selling/buying_group.h"

namespace stagecraft::selling {

BOOST_DESCRIBE_STRUCT(BuyingRoles, (), (contact, roles, need, at))
BOOST_DESCRIBE_STRUCT(ContactView, (), (contact, view, at))
BOOST_DESCRIBE_STRUCT(Reached, (), (contact, at, days, stage, stages_before))
BOOST_DESCRIBE_STRUCT(Consensus, (),
                      (agree, neutral, against, unknown, not_reached, decision_makers,
                       decision_maker_reached))

constexpr std::array<std::string_view, 1> required_of(const BuyingRoles*) { return {"contact"}; }
constexpr std::array<std::string_view, 2> required_of(const ContactView*) {
  return {"contact", "view"};
}

}  // namespace stagecraft::selling

namespace stagecraft::http {

struct BuyingGroupView {
  std::vector<selling::BuyingRole> members;
  selling::Consensus consensus;
  bool is_agreed = false;
};
BOOST_DESCRIBE_STRUCT(BuyingGroupView, (), (members, consensus, is_agreed))

namespace {

Response get(const Request& request, App& app) {
  return look(request, app, [](const Desk& desk) {
    const auto deal = desk.deal();
    const auto consensus = selling::consensus_of(deal);
    return reply(200, BuyingGroupView{deal.buying_group, consensus, consensus.is_reached()});
  });
}

}  // namespace

void add_buying_groups(Routes& routes) {
  routes.add({.path = "/api/deals/{deal}/buying-group",
              .access = Access::with(selling::Right::deal_read),
              .summary = "Who decides with whom, what they need, and whether they agree",
              .replies = {{200, "The buying group", &shape_of<BuyingGroupView>()},
                          {404, "There is no such deal, or not for you"}},
              .handler = get});
  add_act(routes,
          {.path = "/api/deals/{deal}/buying-group",
           .summary = "Say which buying roles a contact has from now on; none: they left"},
          selling::set_buying_roles);
  add_act(routes,
          {.path = "/api/deals/{deal}/views",
           .summary = "Say whether a contact agrees, is neutral or against"},
          selling::set_view);
}

}  // namespace stagecraft::http
