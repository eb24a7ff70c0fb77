#include "http/event_streams.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <span>
#include <tuple>
#include <utility>

#include "http/problem.h"
#include "store/sign_in.h"

namespace stagecraft::http {
namespace {

using Clock = std::chrono::steady_clock;

/// Between two looks when there is more to send all the time: commits share them.
constexpr std::chrono::milliseconds breath{20};
/// Also finds what ends by itself: sessions and tokens that expire.
constexpr std::chrono::seconds check_rights_every{60};
/// After so many events that a listener does not see it is told the number all the same, so that
/// coming back does not begin far behind.
constexpr std::int64_t silent_events = 1'000;

}  // namespace

/// What one listener has coming. The lane of its connection takes, the following thread puts.
struct EventStreams::Stream {
  explicit Stream(Listener who)
      : listener(std::move(who)),
        log(listener.topic->log()),
        audience(listener.topic->audience()),
        position(listener.after),
        told(position),
        outbox(std::make_shared<const std::string>(listener.greeting)) {}

  const Listener listener;
  const std::string log, audience;  ///< Of the listener's topic.

  // Of the following thread alone.
  std::int64_t position;            ///< Looked at so far.
  std::int64_t told;                ///< The last number that was sent.
  std::int64_t checked_epoch = -1;  ///< In which it still was who it was.
  Clock::time_point checked_at{};
  std::string here;  ///< Who it was told listens.

  std::mutex mutex;                           ///< Of what follows.
  std::shared_ptr<const std::string> outbox;  ///< Null: taken. Shared by those who see the same.
  bool has_ended = false;
  std::function<void()> wake;

  bool is_ready() {
    const std::lock_guard lock(mutex);
    return !outbox && !has_ended;
  }
  void put(std::shared_ptr<const std::string> text) {
    change([&] { outbox = std::move(text); });
  }
  void end() {
    change([&] { has_ended = true; });
  }
  bool is_over() {
    const std::lock_guard lock(mutex);
    return has_ended;
  }

 private:
  template <class F>
  void change(F change_it) {
    std::function<void()> awake;
    {
      const std::lock_guard lock(mutex);
      change_it();
      awake = wake;
    }
    if (awake) awake();
  }
};

/// Wakes the following thread, and holds the streams.
class EventStreams::Bell {
 public:
  void ring() {
    {
      const std::lock_guard lock(mutex_);
      has_rung_ = true;
    }
    rung_.notify_one();
  }
  void end() {
    {
      const std::lock_guard lock(mutex_);
      is_ending_ = true;
    }
    rung_.notify_one();
  }
  /// Until it rings, or the span is over where anybody listens; false at the end.
  bool wait(std::chrono::milliseconds span) {
    std::unique_lock lock(mutex_);
    rung_.wait_for(lock, breath, [this] { return is_ending_; });
    rung_.wait(lock, [this] { return is_ending_ || !streams_.empty(); });
    rung_.wait_for(lock, span, [this] { return is_ending_ || has_rung_; });
    has_rung_ = false;
    return !is_ending_;
  }

  StreamList streams() {
    const std::lock_guard lock(mutex_);
    return streams_;
  }
  void add(std::shared_ptr<Stream> stream, const Options& options) {
    {
      const std::lock_guard lock(mutex_);
      const auto person = stream->listener.person;
      const auto theirs = std::ranges::count_if(
          streams_, [&](const auto& other) { return other->listener.person == person; });
      if (theirs >= static_cast<std::ptrdiff_t>(options.per_person))
        throw Refusal(429, base::say("You have {} event streams open. Close one first.", theirs));
      if (streams_.size() >= options.total)
        throw Refusal(503, "The server has no room for another event stream. Try again later.");
      streams_.push_back(std::move(stream));
    }
    ring();
  }
  void remove(const Stream* stream) {
    const std::lock_guard lock(mutex_);
    std::erase_if(streams_, [&](const auto& other) { return other.get() == stream; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable rung_;
  bool has_rung_ = false, is_ending_ = false;
  StreamList streams_;
};

class EventStreams::Body : public LiveBody {
 public:
  Body(std::shared_ptr<Stream> stream, std::shared_ptr<Bell> bell)
      : stream_(std::move(stream)), bell_(std::move(bell)) {}
  ~Body() override { bell_->remove(stream_.get()); }
  Body(const Body&) = delete;
  Body& operator=(const Body&) = delete;

  std::optional<std::string> take() override {
    std::shared_ptr<const std::string> text;
    {
      const std::lock_guard lock(stream_->mutex);
      if (stream_->has_ended) return std::nullopt;
      text = std::move(stream_->outbox);
      stream_->outbox = nullptr;
    }
    if (!text) return "";
    bell_->ring();
    return *text;
  }
  void on_news(std::function<void()> wake) override {
    const std::lock_guard lock(stream_->mutex);
    stream_->wake = std::move(wake);
  }

 private:
  std::shared_ptr<Stream> stream_;
  std::shared_ptr<Bell> bell_;
};

/// Streams that are to be told the same: of one log, to one audience that has looked equally far.
struct EventStreams::Group {
  StreamList streams;  ///< Never empty.

  using Key = std::tuple<std::string_view, std::string_view, std::int64_t>;
  static Key key_of(const Stream& stream) { return {stream.log, stream.audience, stream.position}; }
};

EventStreams::EventStreams(store::Workspace& workspace, Log& log, Options options)
    : workspace_(workspace), log_(log), options_(options), bell_(std::make_shared<Bell>()) {
  workspace.writer().observe([bell = bell_](std::span<const store::EventId>) { bell->ring(); });
  thread_ = std::thread([this] { follow(); });
}

EventStreams::~EventStreams() {
  bell_->end();
  thread_.join();
}

std::unique_ptr<LiveBody> EventStreams::open(Listener listener) {
  auto stream = std::make_shared<Stream>(std::move(listener));
  bell_->add(stream, options_);
  opened_.fetch_add(1, std::memory_order_relaxed);
  return std::make_unique<Body>(std::move(stream), bell_);
}

void EventStreams::wake() { bell_->ring(); }

void EventStreams::follow() {
  while (bell_->wait(options_.look_every)) {
    try {
      look();
      has_failed_ = false;
    } catch (const std::exception& error) {
      // The database is away: streams stay, and go on when it is back. Said once.
      if (!has_failed_) log_.write(LogLevel::error, "streams", {{"what", error.what()}});
      has_failed_ = true;
    }
  }
}

void EventStreams::look() {
  const auto streams = bell_->streams();
  const auto horizon = find_horizon(streams);
  check_rights(streams, horizon.rights_epoch);
  std::map<Group::Key, Group> groups;
  for (const auto& stream : streams) {
    if (stream->position >= horizon.last.at(stream->log) || !stream->is_ready()) continue;
    groups[Group::key_of(*stream)].streams.push_back(stream);
  }
  for (const auto& [key, group] : groups)
    if (!serve(group, horizon)) return bell_->ring();
  tell_who_is_here(streams);
}

EventStreams::Horizon EventStreams::find_horizon(const StreamList& streams) const {
  return workspace_.read([&](store::Connection& db) {
    Horizon horizon{.last = {}, .rights_epoch = store::rights_epoch(db)};
    for (const auto& stream : streams)
      if (!horizon.last.contains(stream->log))
        horizon.last.emplace(stream->log, stream->listener.topic->last(db));
    return horizon;
  });
}

void EventStreams::check_rights(const StreamList& streams, std::int64_t epoch) {
  const auto now = Clock::now();
  for (const auto& stream : streams) {
    if (stream->is_over()) continue;
    if (stream->checked_epoch == epoch && now < stream->checked_at + check_rights_every) continue;
    if (!stream->listener.may_go_on()) {
      stream->end();
      ended_.fetch_add(1, std::memory_order_relaxed);
    }
    stream->checked_epoch = epoch;
    stream->checked_at = now;
  }
}

/// False when rights have changed since they were checked; then nothing was sent.
bool EventStreams::serve(const Group& group, const Horizon& horizon) {
  const auto& first = *group.streams.front();
  StreamPage page;
  const bool is_current = workspace_.read([&](store::Connection& db) {
    if (store::rights_epoch(db) != horizon.rights_epoch) return false;
    page = first.listener.topic->after(db, first.position);
    return true;
  });
  if (!is_current) return false;
  // A page without events is its number alone, which a browser keeps without telling anybody.
  const auto text = std::make_shared<const std::string>(
      page.count > 0 ? std::move(page.text) : fmt::format("id: {}\n\n", page.up_to));
  const auto last = horizon.last.at(first.log);
  for (const auto& stream : group.streams) {
    stream->position = page.up_to;
    if (page.count == 0 && page.up_to < stream->told + silent_events) continue;
    stream->told = page.up_to;
    stream->put(text);
  }
  sent_.fetch_add(page.count * std::ssize(group.streams), std::memory_order_relaxed);
  if (page.up_to < last) bell_->ring();
  return true;
}

void EventStreams::tell_who_is_here(const StreamList& streams) {
  std::map<std::string_view, std::set<std::int64_t>> people;  // By log.
  for (const auto& stream : streams)
    if (stream->listener.topic->shows_listeners() && !stream->is_over())
      people[stream->log].insert(stream->listener.person.value);
  for (const auto& stream : streams) {
    const auto found = people.find(stream->log);
    if (found == people.end() || !stream->is_ready()) continue;
    auto here =
        fmt::format("event: here\ndata: {{\"people\":[{}]}}\n\n", fmt::join(found->second, ","));
    if (here == stream->here) continue;
    stream->here = here;
    stream->put(std::make_shared<const std::string>(std::move(here)));
    sent_.fetch_add(1, std::memory_order_relaxed);
  }
}

void EventStreams::tell(MetricsPage& page) const {
  page.gauge({"stagecraft_streams", "Open event streams."},
             static_cast<double>(bell_->streams().size()));
  page.counter({"stagecraft_streams_opened_total", "Event streams opened."},
               static_cast<double>(opened_.load(std::memory_order_relaxed)));
  page.counter({"stagecraft_streams_ended_total", "Ended because rights had changed."},
               static_cast<double>(ended_.load(std::memory_order_relaxed)));
  page.counter({"stagecraft_stream_events_total", "Events sent on streams."},
               static_cast<double>(sent_.load(std::memory_order_relaxed)));
}

std::string stream_event(std::int64_t id, std::string_view name, std::string_view json) {
  return fmt::format("id: {}\nevent: {}\ndata: {}\n\n", id, name, json);
}

}  // namespace stagecraft::http
