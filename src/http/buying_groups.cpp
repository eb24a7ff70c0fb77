#include "http/buying_group_view.h"

#include "http/deal_acts.h"
#include "http/resources.h"

namespace stagecraft::selling {

BOOST_DESCRIBE_STRUCT(BuyingRoles, (), (contact, roles, need, at))
BOOST_DESCRIBE_STRUCT(ContactView, (), (contact, view, at))

constexpr std::array<std::string_view, 1> required_of(const BuyingRoles*) { return {"contact"}; }
constexpr std::array<std::string_view, 2> required_of(const ContactView*) {
  return {"contact", "view"};
}

}  // namespace stagecraft::selling

namespace stagecraft::http {

namespace {

Response get_buying_group(const Request& request, App& app) {
  return look(request, app,
              [](const Desk& desk) { return reply(200, buying_group_view(desk.deal())); });
}

}  // namespace

BuyingGroupView buying_group_view(const selling::Deal& deal) {
  const auto consensus = selling::consensus_of(deal);
  BuyingGroupView view{.members = {}, .consensus = consensus};
  for (const auto& member : deal.buying_group)
    view.members.push_back({member, selling::weight_of(member.roles)});
  view.is_agreed = consensus.is_reached();
  return view;
}

void add_buying_groups(Routes& routes) {
  routes.add({.path = "/api/deals/{deal}/buying-group",
              .access = Access::with(selling::Right::deal_read),
              .summary = "Who decides with whom, what they need, and whether they agree",
              .replies = {{200, "The buying group", &shape_of<BuyingGroupView>()},
                          {404, "There is no such deal, or not for you"}},
              .handler = get_buying_group});
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
