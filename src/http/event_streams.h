#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "http/log.h"
#include "http/metrics.h"
#include "http/response.h"
#include "selling/ids.h"
#include "store/workspace.h"

namespace stagecraft::http {

/// A part of what a stream tells.
struct StreamPage {
  std::string text;        ///< Events, as stream_event writes them.
  std::int64_t count = 0;  ///< Of events in it.
  std::int64_t up_to = 0;  ///< What comes up to this number is in it, or not for this audience.
};

/// What a stream tells of: a log in the database whose numbers rise with each commit.
class StreamTopic {
 public:
  virtual ~StreamTopic() = default;
  /// Topics with one name follow one log, and `last` of each is the same.
  virtual std::string log() const = 0;
  /// Those of one log and one audience are told the same.
  virtual std::string audience() const = 0;
  virtual std::int64_t last(store::Connection& db) const = 0;
  /// What follows a number: at most about `page_events` events and `page_bytes` bytes.
  virtual StreamPage after(store::Connection& db, std::int64_t number) const = 0;
  /// Whether those who follow this log are told who else does: event `here`, whenever that changes.
  virtual bool shows_listeners() const { return false; }

  static constexpr int page_events = 200;
  static constexpr std::size_t page_bytes = 64 * 1024;
};

/// Sends what is committed to everybody who listens, as server-sent events. One thread follows the
/// logs of all streams: it is woken by this server's writer when deals have changed and by whoever
/// changes a draft, and looks at the database now and then for all else and for what other servers
/// wrote, so an event is with its listeners within a second.
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
    std::shared_ptr<const StreamTopic> topic;  ///< Shared with nobody who changes it.
    selling::PersonId person;
    std::int64_t after = 0;  ///< The last number that it has.
    std::string greeting;    ///< Sent first.
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

  /// Something was committed that the writer does not tell of. Thread-safe.
  void wake();

  void tell(MetricsPage& page) const;

 private:
  struct Stream;
  class Bell;
  class Body;
  struct Group;
  using StreamList = std::vector<std::shared_ptr<Stream>>;

  struct Horizon {
    std::map<std::string, std::int64_t> last;  ///< By log.
    std::int64_t rights_epoch = 0;
  };

  void follow();
  void look();
  void check_rights(const StreamList& streams, std::int64_t epoch);
  Horizon find_horizon(const StreamList& streams) const;
  bool serve(const Group& group, const Horizon& horizon);
  void tell_who_is_here(const StreamList& streams);

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
std::string stream_event(std::int64_t id, std::string_view name, std::string_view json);

}  // namespace stagecraft::http
