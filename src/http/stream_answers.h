#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "http/app.h"
#include "http/event_streams.h"
#include "http/request.h"
#include "http/response.h"
#include "http/shape.h"

namespace stagecraft::http {

/// The query string of a stream.
struct FollowEvents {
  std::optional<std::int64_t> after;
  static constexpr Note notes[] = {
      {.field = "after",
       .text = "The last number that is known already, 0 for all; Last-Event-ID wins over it. "
               "Without either the stream begins now",
       .least = 0}};
};
BOOST_DESCRIBE_STRUCT(FollowEvents, (), (after))

/// Answers with a stream of the topic, to go on after Last-Event-ID, or what the query string says,
/// or from now on. Event `reset` comes first when the client knows a number that is still to come:
/// the database was put back to an earlier state. Throws Refusal{400} for an id that is no number,
/// {429}, {503} for too many streams.
Response open_stream(const Request& request, App& app, std::shared_ptr<const StreamTopic> topic);

/// Those who follow what the writer does not tell of (a draft, an import undone) need not wait for
/// the next look at the database. After the commit.
void wake_followers(App& app);

}  // namespace stagecraft::http
