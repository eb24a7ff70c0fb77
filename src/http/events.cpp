#include "http/deal_topic.h"
#include "http/desk.h"
#include "http/event_view.h"
#include "http/resources.h"
#include "http/stream_answers.h"

namespace stagecraft::http {
namespace {

Response follow_events(const Request& request, App& app) {
  return open_stream(request, app, std::make_shared<DealTopic>(viewer_of(request.who().actor)));
}

}  // namespace

void add_events(Routes& routes) {
  routes.add(
      {.path = "/api/events",
       .access = Access::with(selling::Right::deal_read),
       .summary = "Follow what happens to the deals that one sees",
       .text = "Server-sent events, each with the number of the event as id and as data what "
               "`EventView` describes; event `deal_event`. Whoever comes back with the last id in "
               "Last-Event-ID is told all that came since, once. Event `reset` says that the "
               "database was put back, or that an import was undone, so that all has to be read "
               "anew. The stream ends when the person signs out or gets other rights.",
       .query = &shape_of<FollowEvents>(),
       .replies = {{200, "The events", &shape_of<EventView>(), "text/event-stream"}},
       .handler = follow_events});
}

}  // namespace stagecraft::http
