#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "http/log.h"
#include "http/metrics.h"
#include "http/response.h"
#include "store/ids.h"
#include "store/viewer.h"
#include "store/workspace.h"

namespace stagecraft::http {

/// Sends what is committed to everybody who listens, as server-sent events. One thread follows the
/// log of events for all streams: it is woken by this server's writer, and looks at the database
/// now and then for what other servers wrote, so an event is with its listeners within a second.
///
/// A stream reads on only when its listener has taken what there was: one page is kept for it at
/// most, however far behind it is. Whoever takes nothing is dropped by the connection's own time
/// limit, and comes back with the number of the last event it has.
///
/// Before anything is sent it is known, in the state of the database that it was read from, that
/// the listener still may see it.
class EventStreams {
 public:
  struct Options {
    std::size_t per_person = 10;
    std::size_t total = 1'000;
    std::chrono::milliseconds look_every{250};
  };

  struct Listener {
    store::Viewer viewer;
    selling::PersonId person;
    store::EventId after;  ///< The last one that it has.
    std::string greeting;  ///< Sent first.
    /// Whether it is who it was, with the same rights. May block; may throw base::Error.
    std::function<bool()> may_go_on;
  };

  /// REQUIRES that nothing was written to the workspace by this program yet, and that workspace and
  /// log outlive it.
  EventStreams(store::Workspace& workspace, Log& log, Options options);
  /// Streams that are still there are never told anything again.
  ~EventStreams();
  EventStreams(const EventStreams&) = delete;
  EventStreams& operator=(const EventStreams&) = delete;

  /// Throws Refusal{429} when the person, {503} when the server has too many.
  std::unique_ptr<LiveBody> open(Listener listener);

  void tell(MetricsPage& page) const;

 private:
  struct Stream;
  class Bell;
  class Body;
  struct Group;
  using StreamList = std::vector<std::shared_ptr<Stream>>;

  struct Horizon {
    store::EventId last;
    std::int64_t rights_epoch;
  };

  void follow();
  void look();
  void check_rights(const StreamList& streams, std::int64_t epoch);
  bool serve(const Group& group, const Horizon& horizon);

  store::Workspace& workspace_;
  Log& log_;
  const Options options_;
  /// Shared with the writer, which rings it, and with the streams.
  std::shared_ptr<Bell> bell_;
  std::atomic<std::int64_t> opened_{0}, sent_{0}, ended_{0};
  bool has_failed_ = false;
  std::thread thread_;
};

/// One event in the form of text/event-stream.
std::string stream_event(store::EventId id, std::string_view name, std::string_view json);

}  // namespace stagecraft::http
