#include "http/desk.h"
#include "http/resources.h"
#include "http/response.h"
#include "http/shape.h"
#include "store/lookups.h"

namespace stagecraft::store {

BOOST_DESCRIBE_STRUCT(SilentDeal, (),
                      (deal, name, stage, owner, last_event_at, silent_days, usual_days))

}  // namespace stagecraft::store

namespace stagecraft::http {

struct ListSilent {
  std::optional<selling::PersonId> owner;
  int limit = 100;
  static constexpr Note notes[] = {
      {.field = "limit", .least = 1, .most = 1000, .may_be_left_out = true}};
};
BOOST_DESCRIBE_STRUCT(ListSilent, (), (owner, limit))

struct SilentList {
  std::map<std::string, double> usual_days;
  std::vector<store::SilentDeal> deals;
  static constexpr Note notes[] = {
      {.field = "usual_days",
       .text = "By stage, the empty name for leads: nine of ten silences are no longer"}};
};
BOOST_DESCRIBE_STRUCT(SilentList, (), (usual_days, deals))

namespace {

Response list_silent_deals(const Request& request, App& app) {
  const auto asked = request.query<ListSilent>();
  return look(request, app, [&](const Desk& desk) {
    const auto usual = desk.habits().usual_silence;
    SilentList list{.usual_days = {usual.begin(), usual.end()}, .deals = {}};
    list.deals = store::silent_deals(
        desk.db(), desk.viewer(),
        {.usual_days = usual, .owner = asked.owner, .now = desk.now(), .limit = asked.limit});
    return reply(200, list);
  });
}

}  // namespace

void add_silent_deals(Routes& routes) {
  routes.add({.path = "/api/silent-deals",
              .access = Access::with(selling::Right::deal_read),
              .summary = "Leads and open deals that are silent longer than usual for their stage",
              .text = "Those that exceed the usual by most come first. A stage of which fewer than "
                      "20 silences are known has no usual one.",
              .query = &shape_of<ListSilent>(),
              .replies = {{200, "The deals, and what is usual", &shape_of<SilentList>()}},
              .handler = list_silent_deals});
}

}  // namespace stagecraft::http
