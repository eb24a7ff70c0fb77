#include "http/stream_answers.h"

#include <fmt/format.h>

#include <charconv>
#include <utility>

#include "store/workspace.h"

namespace stagecraft::http {
namespace {

/// What a browser sends when it comes back: the last `id` that it was told.
std::optional<std::int64_t> last_event_id(const Request& request) {
  const auto text = request.header("last-event-id");
  if (!text || text->empty()) return {};
  std::int64_t id = 0;
  const char* end = text->data() + text->size();
  const auto [read, error] = std::from_chars(text->data(), end, id);
  if (error != std::errc() || read != end || id < 0)
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

}  // namespace

Response open_stream(const Request& request, App& app, std::shared_ptr<const StreamTopic> topic) {
  const auto asked = request.query<FollowEvents>().after;
  const auto last = app.workspace->read([&](store::Connection& db) { return topic->last(db); });
  EventStreams::Listener listener{.topic = std::move(topic),
                                  .person = request.who().actor.person,
                                  .after = last_event_id(request).value_or(asked.value_or(last)),
                                  .greeting = "retry: 2000\n",
                                  .may_go_on = same_as_before(request, app)};
  if (listener.after > last) {
    // What the client has may not have happened.
    listener.after = last;
    listener.greeting += stream_event(last, "reset", "{}");
  } else {
    listener.greeting += fmt::format("id: {}\n\n", listener.after);
  }
  Response response;
  response.type = "text/event-stream";
  // A proxy that gathers an answer before it passes it on would hold every event up.
  response.with("X-Accel-Buffering", "no");
  response.live = app.streams->open(std::move(listener));
  return response;
}

void wake_followers(App& app) {
  if (app.streams != nullptr) app.streams->wake();
}

}  // namespace stagecraft::http
