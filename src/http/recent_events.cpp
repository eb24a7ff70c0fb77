#include "http/desk.h"
#include "http/event_view.h"
#include "http/resources.h"
#include "http/response.h"
#include "http/shape.h"
#include "store/events.h"

namespace stagecraft::store {

BOOST_DESCRIBE_STRUCT(RecentEvent, (),
                      (id, deal, deal_name, account_name, kind, symbol, from, to, actor, actor_name,
                       at, recorded_at))

}  // namespace stagecraft::store

namespace stagecraft::http {

struct ListRecent {
  std::optional<base::Instant> since;
  std::vector<selling::EventKind> kind;
  std::optional<selling::PersonId> owner;
  std::optional<selling::TeamId> team;
  int limit = 50;
  static constexpr Note notes[] = {
      {.field = "since", .text = "Noted after this instant"},
      {.field = "kind", .text = "Left out: what moves a deal"},
      {.field = "owner", .text = "Of this person's deals"},
      {.field = "team", .text = "Of this team's deals"},
      {.field = "limit", .least = 1, .most = 500, .may_be_left_out = true}};
};
BOOST_DESCRIBE_STRUCT(ListRecent, (), (since, kind, owner, team, limit))

struct RecentList {
  std::vector<store::RecentEvent> events;
};
BOOST_DESCRIBE_STRUCT(RecentList, (), (events))

namespace {

/// What a seller would tell a colleague of a deal, in one line.
const std::vector<selling::EventKind> telling = [] {
  using enum selling::EventKind;
  return std::vector{created,        stage_entered,        won,
                     lost,           no_decision,          finished,
                     reopened,       promise_kept,         step_confirmed,
                     promise_made,   objection_raised,     quote_made,
                     quote_approved, quote_refused,        payment,
                     handed_over,    onboarding_confirmed, merged_into};
}();

Response list_recent_events(const Request& request, App& app) {
  auto asked = request.query<ListRecent>();
  if (asked.kind.empty()) asked.kind = telling;
  return look(request, app, [&](const Desk& desk) {
    return reply(200, RecentList{store::recent_events(desk.db(), desk.viewer(),
                                                      {.since = asked.since,
                                                       .kinds = asked.kind,
                                                       .owner = asked.owner,
                                                       .team = asked.team,
                                                       .limit = asked.limit})});
  });
}

}  // namespace

void add_recent_events(Routes& routes) {
  routes.add({.path = "/api/recent-events",
              .access = Access::with(selling::Right::deal_read),
              .summary = "What happened lately to the deals that one sees, newest first",
              .text = "Of the 20,000 events that were noted last; what an import brought is left "
                      "out.",
              .query = &shape_of<ListRecent>(),
              .replies = {{200, "The events", &shape_of<RecentList>()}},
              .handler = list_recent_events});
}

}  // namespace stagecraft::http
