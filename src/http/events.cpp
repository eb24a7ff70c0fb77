#include <fmt/format.h>

#include <charconv>
#include <utility>

#include "http/desk.h"
#include "http/event_streams.h"
#include "http/event_view.h"
#include "http/resources.h"
#include "store/events.h"

namespace stagecraft::http {

struct FollowEvents {
  std::optional<std::int64_t> after;
  static constexpr Note notes[] = {
      {.field = "after",
       .text = "Number of the last event that is known already, 0 for all; Last-Event-ID wins over "
               "it. Without either the stream begins now",
       .least = 0}};
};
BOOST_DESCRIBE_STRUCT(FollowEvents, (), (after))

namespace {

using store::EventId;

/// What a browser sends when it comes back: the last `id` that it was told.
std::optional<EventId> last_event_id(const Request& request) {
  const auto text = request.header("last-event-id");
  if (!text || text->empty()) return {};
  EventId id;
  const char* end = text->data() + text->size();
  const auto [read, error] = std::from_chars(text->data(), end, id.value);
  if (error != std::errc() || read != end || id.value < 0)
    throw Refusal(400, "Last-Event-ID has to be the id of an event, a number.");
  return id;
}

/// Asks again who it is, with what proved it when the stream was opened.
std::function<bool()> same_as_before(const Request& request, App& app) {
  Request proof;
  proof.method = request.method;
  proof.client = request.client;
  for (const auto& header : request.headers)
    if (header.first == "authorization" || header.first == "cookie")
      proof.headers.push_back(header);
  return [proof = std::move(proof), actor = request.who().actor, identify = app.identify] {
    try {
      const auto identity = identify(proof);
      return identity && identity->actor == actor;
    } catch (const Refusal&) {
      return false;
    }
  };
}

Response follow(const Request& request, App& app) {
  const auto asked = request.query<FollowEvents>();
  const auto last = app.workspace->read(store::last_event);
  const auto begin = asked.after ? EventId{*asked.after} : last;
  EventStreams::Listener listener{.viewer = viewer_of(request.who().actor),
                                  .person = request.who().actor.person,
                                  .after = last_event_id(request).value_or(begin),
                                  .greeting = "retry: 2000\n",
                                  .may_go_on = same_as_before(request, app)};
  if (listener.after > last) {
    // The database was put back to an earlier state: what the client has may not have happened.
    listener.after = last;
    listener.greeting += stream_event(last, "reset", "{}");
  } else {
    listener.greeting += fmt::format("id: {}\n\n", listener.after.value);
  }
  Response response;
  response.type = "text/event-stream";
  // A proxy that gathers an answer before it passes it on would hold every event up.
  response.with("X-Accel-Buffering", "no");
  response.live = app.streams->open(std::move(listener));
  return response;
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
               "database was put back, so that all has to be read anew. The stream ends when the "
               "person signs out or gets other rights.",
       .query = &shape_of<FollowEvents>(),
       .replies = {{200, "The events", &shape_of<EventView>(), "text/event-stream"}},
       .handler = follow});
}

}  // namespace stagecraft::http
