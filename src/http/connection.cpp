#include "http/connection.h"

#include <fmt/format.h>
#include <poll.h>
#include <sodium.h>

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/stream_traits.hpp>
#include <functional>
#include <memory>
#include <mutex>
#include <ranges>

#include "base/text.h"
#include "http/reply_text.h"
#include "http/request_parser.h"
#include "http/temporary_file.h"

namespace stagecraft::http {
namespace {

using TlsStream = net::ssl::stream<Stream>;
using Clock = std::chrono::steady_clock;

constexpr std::size_t head_piece = 4 * 1024;
constexpr std::size_t body_piece = 64 * 1024;
/// As much as has to travel within body_seconds or write_seconds.
constexpr std::size_t timed_piece = 256 * 1024;
/// Bodies up to this size are read before it is asked who sends them.
constexpr std::uint64_t trusted_body = 64 * 1024;
constexpr std::size_t drain_limit = 256 * 1024;

/// Runs `work` on a worker, then goes on here with the result false if the queue was full.
template <class Handler, class Work>
class HandlerJob : public Job {
 public:
  HandlerJob(const Executor& executor, Handler handler, Work work)
      : executor_(executor), handler_(std::move(handler)), work_(std::move(work)) {}
  void run() override {
    work_();
    resume(true);
  }
  void resume(bool was_done) {
    net::post(executor_, [handler = std::move(handler_), was_done]() mutable {
      std::move(handler)(was_done);
    });
  }

 private:
  Executor executor_;
  Handler handler_;
  Work work_;
};

enum class Urgency : std::uint8_t { refusable, always };

template <class Work>
Awaitable<bool> on_worker(Executor executor, WorkerPool& workers, Urgency urgency, Work work) {
  auto begin = [&workers, executor, urgency, work](auto handler) {
    using Made = HandlerJob<decltype(handler), Work>;
    std::unique_ptr<Job> job = std::make_unique<Made>(executor, std::move(handler), work);
    if (urgency == Urgency::always)
      workers.submit_always(std::move(job));
    else if (!workers.submit(job))
      static_cast<Made&>(*job).resume(false);
  };
  net::use_awaitable_t<Executor> token;
  co_return co_await net::async_initiate<net::use_awaitable_t<Executor>, void(bool)>(
      std::move(begin), token);
}

/// Wakes a conversation from any thread, also when it has ended and its lane is gone.
struct Waker {
  explicit Waker(Conversation* woken) : conversation(woken) {}

  std::mutex mutex;
  Conversation* conversation;  ///< Null once it has ended; changed on its lane's thread alone.
};

std::function<void()> wake_by(std::shared_ptr<Waker> waker, const Executor& executor) {
  return [waker = std::move(waker), executor] {
    // The lock keeps the conversation, and so its lane, from going meanwhile.
    const std::scoped_lock lock(waker->mutex);
    if (waker->conversation == nullptr) return;
    net::post(executor, [waker] {
      if (waker->conversation != nullptr) waker->conversation->wake();
    });
  };
}

bool is_good_request_id(std::string_view id) {
  return !id.empty() && id.size() <= 64 && std::ranges::all_of(id, [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
           c == '_' || c == '.';
  });
}

std::string new_request_id() {
  std::uint64_t bits = 0;
  randombytes_buf(&bits, sizeof bits);
  return fmt::format("{:016x}", bits);
}

/// The last item of a list in a header: what the nearest proxy added. It may have added a line of
/// its own below one that the client made up.
std::optional<std::string_view> last_item(const Request& request, std::string_view name) {
  const auto lines = std::views::reverse(request.headers);
  const auto line = std::ranges::find(lines, name, &Header::first);
  if (line == lines.end()) return {};
  const std::string_view list = line->second;
  const auto comma = list.rfind(',');
  return base::trim(comma == list.npos ? list : list.substr(comma + 1));
}

template <class Channel>
class Talk : public Conversation {
 public:
  static constexpr bool is_tls = std::is_same_v<Channel, TlsStream>;

  Talk(Lane& lane, Channel channel, std::string peer)
      : lane_(lane), channel_(std::move(channel)), peer_(std::move(peer)), key_(client_key(peer_)) {
    lane_.conversations.insert(this);
  }
  ~Talk() override {
    if (waker_) {
      const std::scoped_lock lock(waker_->mutex);
      waker_->conversation = nullptr;
    }
    lane_.conversations.erase(this);
    auto& hall = lane_.hall;
    hall.limits.close(key_);
    const std::scoped_lock lock(hall.closing);
    if (hall.open.fetch_sub(1) == 1) hall.all_closed.notify_all();
  }

  void stop() override {
    if (is_idle_) beast::get_lowest_layer(channel_).close();
    wake();
  }

  void wake() override {
    has_news_ = true;
    pause_.cancel();
  }

  Awaitable<void> run() {
    if (co_await handshake()) {
      bool goes_on = true;
      while (goes_on && !hall().is_stopping) goes_on = co_await exchange_one();
    }
    co_await say_goodbye();
  }

 private:
  Hall& hall() { return lane_.hall; }
  Executor executor() { return lane_.io.get_executor(); }
  const Settings& settings() { return lane_.hall.settings; }
  void expire(std::int64_t seconds) {
    beast::get_lowest_layer(channel_).expires_after(std::chrono::seconds(seconds));
  }

  Awaitable<bool> handshake() {
    if constexpr (is_tls) {
      expire(settings().header_seconds);
      const auto [error] = co_await channel_.async_handshake(net::ssl::stream_base::server, use);
      co_return !error;
    }
    co_return true;
  }

  /// Adds what comes to `in_`; false when the connection has ended.
  Awaitable<bool> read_some(std::size_t most) {
    const auto before = in_.size();
    in_.resize(before + most);
    const auto [error, count] =
        co_await channel_.async_read_some(net::buffer(in_.data() + before, most), use);
    in_.resize(before + (error ? 0 : count));
    co_return !error;
  }

  Awaitable<bool> write_text(std::string_view text) {
    while (!text.empty()) {
      expire(settings().write_seconds);
      const auto piece = text.substr(0, timed_piece);
      const auto [error, count] =
          co_await net::async_write(channel_, net::buffer(piece.data(), piece.size()), use);
      if (error) co_return false;
      text.remove_prefix(count);
    }
    co_return true;
  }

  /// Reads and answers one request; false when the connection is to end.
  Awaitable<bool> exchange_one() {
    RequestParser parser(static_cast<std::uint32_t>(settings().header_bytes));
    Response response;
    route_ = nullptr;
    keeps_alive_ = false;
    std::optional<Problem> problem;
    try {
      if (!co_await read_head(parser)) co_return false;
      response = co_await respond(parser);
    } catch (const Refusal& refusal) {
      problem = refusal.problem();
    } catch (const base::Error& error) {
      // An uploaded file cannot be kept; what handlers throw does not come here.
      response = hall().exchange.refuse(parser.request(), error);
    }
    if (has_ended_) co_return false;
    Request& request = parser.request();
    if (request.id.empty()) introduce(request);
    if (problem) response = Exchange::refuse(request, *problem);
    keeps_alive_ = keeps_alive_ && parser.is_head_done() && parser.is_done() &&
                   parser.keeps_alive() && !hall().is_stopping;
    has_unread_ = !parser.is_head_done() || !parser.is_done();
    const int status = response.status;
    const auto note = [&] {
      hall().exchange.note(request, route_, status,
                           std::chrono::duration<double>(Clock::now() - began_).count());
    };
    // How long somebody listens says nothing about how fast they were answered.
    const bool is_live = response.live != nullptr;
    if (is_live) note();
    const bool was_sent = co_await send(request, std::move(response));
    if (!is_live) note();
    co_return was_sent&& keeps_alive_;
  }

  Awaitable<bool> read_head(RequestParser& parser) {
    if (in_.empty()) {
      is_idle_ = true;
      expire(settings().idle_seconds);
      const bool is_there = !hall().is_stopping && co_await read_some(head_piece);
      is_idle_ = false;
      if (!is_there) co_return false;
    }
    began_ = Clock::now();
    expire(settings().header_seconds);
    for (;;) {
      in_.erase(0, parser.put(in_));
      if (parser.is_head_done()) break;
      if (!co_await read_some(head_piece)) co_return false;
    }
    keeps_alive_ = true;
    introduce(parser.request());
    co_return true;
  }

  /// Says who sends the request, and gives it an id.
  void introduce(Request& request) {
    request.client = peer_;
    request.is_secure = is_tls;
    if (std::ranges::find(hall().trusted_proxies, peer_) != hall().trusted_proxies.end()) {
      if (const auto address = last_item(request, "x-forwarded-for")) request.client = *address;
      request.is_secure = is_tls || last_item(request, "x-forwarded-proto") == "https";
    }
    const auto id = request.header("x-request-id").value_or("");
    request.id = is_good_request_id(id) ? std::string(id) : new_request_id();
  }

  Awaitable<Response> respond(RequestParser& parser) {
    Request& request = parser.request();
    if (const auto wait = hall().limits.take_request(client_key(request.client), began_))
      throw Refusal({.status = 429,
                     .detail = "Too many requests from this address. Wait a moment.",
                     .headers = {{"Retry-After", fmt::to_string(*wait)}}});
    auto plan = hall().exchange.plan(request);
    route_ = plan.route;
    if (plan.refusal) {
      co_await read_body(parser, drain_limit, {});
      co_return std::move(*plan.refusal);
    }
    std::optional<Response> refusal;
    const bool asks_first =
        parser.stated_length() > trusted_body || route_->takes_file || parser.expects_continue();
    const auto ask = [&] { refusal = hall().exchange.admit(request, *route_); };
    if (asks_first && !co_await work(ask)) co_return busy(request);
    if (refusal) co_return std::move(*refusal);

    std::optional<TemporaryFile> file;
    if (route_->takes_file) {
      file.emplace(files_folder(hall().settings));
      request.body_file = file->path();
    }
    if (!co_await read_body(parser, plan.body_limit, file ? &*file : nullptr)) co_return Response{};
    Response response;
    const auto answer = [&] {
      if (!asks_first) ask();
      response = refusal ? std::move(*refusal) : hall().exchange.answer(request, *route_);
    };
    if (route_->is_quick)
      answer();
    else if (!co_await work(answer))
      co_return busy(request);
    co_return response;
  }

  template <class Work>
  Awaitable<bool> work(Work job) {
    // No time is counted while a worker is at it; the handler's own limits apply.
    beast::get_lowest_layer(channel_).expires_never();
    co_return co_await on_worker(executor(), hall().workers, Urgency::refusable, std::move(job));
  }

  static Response busy(const Request& request) {
    return Exchange::refuse(
        request, {.status = 503, .detail = "The server has too much to do. Try again shortly."});
  }

  /// False when the connection has ended.
  Awaitable<bool> read_body(RequestParser& parser, std::size_t limit, TemporaryFile* file) {
    std::function<void(std::string_view)> sink;
    if (file != nullptr) sink = [file](std::string_view bytes) { file->write(bytes); };
    const bool must_invite = parser.expects_continue();
    parser.begin_body(limit, std::move(sink));
    if (must_invite && !co_await write_text("HTTP/1.1 100 Continue\r\n\r\n")) {
      has_ended_ = true;
      co_return false;
    }
    std::size_t since = timed_piece;
    while (!parser.is_done()) {
      const auto used = parser.put(in_);
      in_.erase(0, used);
      if (parser.is_done()) break;
      since += used;
      if (since >= timed_piece) {
        expire(settings().body_seconds);
        since = 0;
      }
      if (!co_await read_some(body_piece)) {
        has_ended_ = true;
        co_return false;
      }
    }
    if (file != nullptr) file->close();
    co_return true;
  }

  Awaitable<bool> send(const Request& request, Response response) {
    const bool is_endless = response.pieces || response.live;
    const bool is_chunked = is_endless && request.version > 10;
    if (is_endless && !is_chunked) keeps_alive_ = false;
    const bool is_secure = request.is_secure;
    std::string text =
        head_text(request, response,
                  {.keeps_alive = keeps_alive_, .is_chunked = is_chunked, .is_tls = is_secure});
    if (request.method == Method::head || response.status == 304)
      co_return co_await write_text(text);
    if (!is_endless) {
      text += response.body;
      co_return co_await write_text(text);
    }
    if (!co_await write_text(text)) co_return false;
    bool was_sent = false;
    if (response.pieces)
      was_sent = co_await send_pieces(request, response.pieces, is_chunked);
    else
      was_sent = co_await send_live(*response.live, is_chunked);
    if (was_sent && is_chunked) was_sent = co_await write_text("0\r\n\r\n");
    co_return was_sent;
  }

  Awaitable<bool> send_piece(const std::string& piece, bool is_chunked) {
    if (!is_chunked) co_return co_await write_text(piece);
    const std::string chunk = fmt::format("{:x}\r\n{}\r\n", piece.size(), piece);
    co_return co_await write_text(chunk);
  }

  Awaitable<bool> send_pieces(const Request& request, Pieces& pieces, bool is_chunked) {
    for (;;) {
      std::string piece;
      bool has_failed = false;
      const auto make = [&] {
        try {
          piece = pieces();
        } catch (const std::exception& bug) {
          // The head is out; all that is left is to break off, which the client can see.
          has_failed = true;
          hall().log.write(LogLevel::error, "answer broken off",
                           {{"request_id", request.id}, {"what", bug.what()}});
        }
      };
      beast::get_lowest_layer(channel_).expires_never();
      co_await on_worker(executor(), hall().workers, Urgency::always, make);
      if (has_failed) co_return false;
      if (piece.empty()) co_return true;
      if (!co_await send_piece(piece, is_chunked)) co_return false;
    }
  }

  /// Whether the client has closed its side, whatever it sent before.
  bool has_hung_up() {
    pollfd look{.fd = beast::get_lowest_layer(channel_).socket().native_handle(),
                .events = POLLRDHUP,
                .revents = 0};
    return poll(&look, 1, 0) == 1;
  }

  /// Ends the pause when the client hangs up: a page that is loaded again leaves its stream behind,
  /// and people have only so many. Of a client that sends something first, the next sign of life
  /// tells.
  void watch_for_hang_up() {
    beast::get_lowest_layer(channel_).socket().async_wait(
        Tcp::socket::wait_read, [this, waker = waker_](const ErrorCode& error) {
          if (!error && waker->conversation != nullptr && has_hung_up()) pause_.cancel();
        });
  }

  Awaitable<bool> send_live(LiveBody& live, bool is_chunked) {
    if (!waker_) waker_ = std::make_shared<Waker>(this);
    live.on_news(wake_by(waker_, executor()));
    watch_for_hang_up();
    while (!hall().is_stopping) {
      has_news_ = false;
      auto text = live.take();
      if (!text) break;
      if (text->empty()) {
        pause_.expires_after(std::chrono::seconds(settings().heartbeat_seconds));
        co_await pause_.async_wait(use);
        if (has_hung_up()) co_return false;
        if (has_news_) continue;
        *text = ":\n\n";
      }
      if (!co_await send_piece(*text, is_chunked)) co_return false;
    }
    keeps_alive_ = keeps_alive_ && !hall().is_stopping;
    co_return true;
  }

  /// Ends the connection so that the last answer is not lost: what still comes is read and thrown
  /// away for a moment, since closing over unread bytes would reset it.
  Awaitable<void> say_goodbye() {
    expire(2);
    if constexpr (is_tls) {
      if (!has_ended_) co_await channel_.async_shutdown(use);
    }
    auto& socket = beast::get_lowest_layer(channel_).socket();
    ErrorCode ignored;
    socket.shutdown(Tcp::socket::shutdown_send, ignored);
    for (std::size_t read = 0; has_unread_ && read < drain_limit; read += in_.size()) {
      in_.resize(body_piece);
      const auto [error, count] = co_await beast::get_lowest_layer(channel_).async_read_some(
          net::buffer(in_.data(), in_.size()), use);
      if (error) break;
      in_.resize(count);
    }
    socket.close(ignored);
  }

  Lane& lane_;
  Channel channel_;
  const std::string peer_, key_;
  std::string in_;  ///< Read, not yet used.
  const Route* route_ = nullptr;
  Clock::time_point began_{};
  bool keeps_alive_ = false;
  bool is_idle_ = false;
  bool has_ended_ = false;                ///< The client is gone; nothing can be said.
  bool has_unread_ = false;               ///< The client may still be sending.
  Timer pause_{lane_.io.get_executor()};  ///< Between signs of life of a live answer.
  bool has_news_ = false;
  /// Shared with those who have news, who may keep it beyond the conversation.
  std::shared_ptr<Waker> waker_;
};

template <class Channel>
Awaitable<void> converse(std::unique_ptr<Talk<Channel>> talk) {
  co_await talk->run();
}

template <class Channel>
void begin(Lane& lane, Channel channel, std::string peer) {
  auto talk = std::make_unique<Talk<Channel>>(lane, std::move(channel), std::move(peer));
  net::co_spawn(lane.io.get_executor(), converse(std::move(talk)), net::detached);
}

}  // namespace

void begin_conversation(Lane& lane, Socket socket, std::string peer) {
  Stream stream(std::move(socket));
  if (lane.hall.tls)
    begin(lane, TlsStream(std::move(stream), *lane.hall.tls), std::move(peer));
  else
    begin(lane, std::move(stream), std::move(peer));
}

}  // namespace stagecraft::http
