#include "http/server.h"

#include <fmt/format.h>
#include <sodium.h>
#include <sys/socket.h>

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <thread>

#include "base/error.h"
#include "base/text.h"
#include "http/connection.h"
#include "http/tls.h"

namespace stagecraft::http {
namespace {

Tcp::endpoint endpoint_of(const std::string& listen) {
  const auto colon = listen.rfind(':');
  const auto refuse = [&] {
    throw base::Error(base::ErrorKind::invalid,
                      fmt::format("listen: '{}' is no ADDRESS:PORT; write 127.0.0.1:8080, "
                                  "[::1]:8080 or 0.0.0.0:0.",
                                  base::printable(listen)));
  };
  if (colon == std::string::npos) refuse();
  std::string host = listen.substr(0, colon);
  const std::string port = listen.substr(colon + 1);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  if (host == "localhost") host = "127.0.0.1";
  ErrorCode error;
  const auto address = net::ip::make_address(host, error);
  const bool is_number = !port.empty() && port.size() <= 5 &&
                         std::ranges::all_of(port, [](char c) { return c >= '0' && c <= '9'; });
  if (error || !is_number || std::stoi(port) > 65'535) refuse();
  return {address, static_cast<std::uint16_t>(std::stoi(port))};
}

[[noreturn]] void refuse_endpoint(const Tcp::endpoint& endpoint, const ErrorCode& error) {
  throw base::Error(base::ErrorKind::conflict,
                    fmt::format("Cannot listen on {}:{}: {}.", endpoint.address().to_string(),
                                endpoint.port(), error.message()));
}

/// Every lane listens on the same port; the system spreads connections over them.
void share_port(Acceptor& acceptor) {
  const int on = 1;
  ::setsockopt(acceptor.native_handle(), SOL_SOCKET, SO_REUSEPORT, &on, sizeof on);
}

void listen_on(Acceptor& acceptor, const Tcp::endpoint& endpoint, bool shares) {
  ErrorCode error;
  acceptor.open(endpoint.protocol(), error);
  if (!error) acceptor.set_option(net::socket_base::reuse_address(true), error);
  if (!error && shares) share_port(acceptor);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(net::socket_base::max_listen_connections, error);
  if (error) refuse_endpoint(endpoint, error);
}

std::string text_of(const net::ip::address& address) {
  if (address.is_v6() && address.to_v6().is_v4_mapped())
    return net::ip::make_address_v4(net::ip::v4_mapped, address.to_v6()).to_string();
  return address.to_string();
}

std::vector<std::string> split_addresses(std::string_view list) {
  std::vector<std::string> out;
  while (!list.empty()) {
    const auto end = std::min(list.find(','), list.size());
    const auto address = base::trim(list.substr(0, end));
    if (!address.empty()) out.emplace_back(address);
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return out;
}

/// Takes a connection into the lane, or turns it away.
void welcome(Lane& lane, Socket socket) {
  auto& hall = lane.hall;
  ErrorCode error;
  const auto remote = socket.remote_endpoint(error);
  if (error) return;
  std::string peer = text_of(remote.address());
  hall.accepted.fetch_add(1, std::memory_order_relaxed);
  const bool is_full = hall.open.load() >= hall.settings.connections;
  if (is_full || !hall.limits.open(client_key(peer))) {
    hall.turned_away.fetch_add(1, std::memory_order_relaxed);
    return;
  }
  hall.open.fetch_add(1);
  socket.set_option(Tcp::no_delay(true), error);
  begin_conversation(lane, std::move(socket), std::move(peer));
}

Awaitable<void> accept_all(Lane& lane, Acceptor& acceptor) {
  for (;;) {
    Socket socket(lane.io.get_executor());
    const auto [error] = co_await acceptor.async_accept(socket, use);
    if (!acceptor.is_open()) co_return;
    if (!error) {
      welcome(lane, std::move(socket));
      continue;
    }
    // Out of file handles, mostly: connections that end will free some.
    Timer pause(lane.io.get_executor());
    pause.expires_after(std::chrono::milliseconds(50));
    co_await pause.async_wait(use);
  }
}

struct RunningLane {
  explicit RunningLane(Hall& hall) : lane(hall), acceptor(lane.io.get_executor()) {}
  Lane lane;
  Acceptor acceptor;
  net::executor_work_guard<Executor> stays{lane.io.get_executor()};
  std::thread thread;
};

}  // namespace

class Server::Impl {
 public:
  Impl(const Routes& routes, App& app)
      : settings_(app.settings),
        log_(app.log),
        exchange_(routes, app),
        workers_(std::make_unique<WorkerPool>(static_cast<std::size_t>(settings_.workers),
                                              static_cast<std::size_t>(settings_.queue))),
        hall_{.settings = settings_,
              .exchange = exchange_,
              .log = app.log,
              .workers = *workers_,
              .limits = ClientLimits({.connections = settings_.connections_per_client,
                                      .per_second = settings_.requests_per_second,
                                      .burst = settings_.request_burst}),
              .trusted_proxies = split_addresses(settings_.trusted_proxies),
              .tls = make_tls(settings_)} {
    if (sodium_init() < 0) throw std::runtime_error("libsodium cannot be started");
    open_lanes();
    tell_metrics(app.metrics);
    for (auto& lane : lanes_) start(*lane);
  }
  ~Impl() { stop(); }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  std::uint16_t port() const { return endpoint_.port(); }
  std::string address() const {
    const auto host = endpoint_.address().to_string();
    const bool is_v6 = endpoint_.address().is_v6();
    return fmt::format("{}://{}{}{}:{}", hall_.tls ? "https" : "http", is_v6 ? "[" : "", host,
                       is_v6 ? "]" : "", port());
  }

  void stop() {
    if (lanes_.empty()) return;
    counters_->is_gone = true;
    hall_.is_stopping = true;
    for (auto& lane : lanes_)
      net::post(lane->lane.io, [&running = *lane] {
        ErrorCode ignored;
        running.acceptor.close(ignored);
        for (auto* conversation : std::set(running.lane.conversations)) conversation->stop();
      });
    {
      std::unique_lock lock(hall_.closing);
      hall_.all_closed.wait_for(lock, std::chrono::seconds(settings_.stop_seconds),
                                [this] { return hall_.open.load() == 0; });
    }
    for (auto& lane : lanes_) lane->lane.io.stop();
    for (auto& lane : lanes_) lane->thread.join();
    // Workers may still hold conversations, whose ends look at the lanes.
    workers_.reset();
    lanes_.clear();
  }

 private:
  /// Told by the metrics, which may be read after the server has gone.
  struct Counters {
    std::atomic<bool> is_gone{false};
  };

  void open_lanes() {
    endpoint_ = endpoint_of(settings_.listen);
    if (endpoint_.port() != 0) {
      // A shared port would let a second server in unseen; a bind that does not share tells.
      net::io_context io;
      Acceptor probe(io.get_executor());
      listen_on(probe, endpoint_, false);
    }
    const auto wanted = settings_.threads > 0 ? static_cast<unsigned>(settings_.threads)
                                              : std::max(1U, std::thread::hardware_concurrency());
    for (unsigned i = 0; i < wanted; ++i) {
      auto& lane = lanes_.emplace_back(std::make_unique<RunningLane>(hall_));
      listen_on(lane->acceptor, endpoint_, true);
      endpoint_ = lane->acceptor.local_endpoint();
    }
  }

  void start(RunningLane& running) {
    net::co_spawn(running.lane.io.get_executor(), accept_all(running.lane, running.acceptor),
                  net::detached);
    running.thread = std::thread([&running, &log = log_] {
      for (;;) {
        try {
          running.lane.io.run();
          return;
        } catch (const std::exception& bug) {
          // One connection's defect must not take the others with it.
          log.write(LogLevel::error, "defect", {{"what", bug.what()}});
        }
      }
    });
  }

  void tell_metrics(Metrics& metrics) {
    metrics.add([this, counters = counters_](MetricsPage& page) {
      if (counters->is_gone) return;
      page.gauge({"stagecraft_http_connections", "Open connections."},
                 static_cast<double>(hall_.open.load()));
      page.counter({"stagecraft_http_connections_total", "Connections since the start."},
                   static_cast<double>(hall_.accepted.load()));
      page.counter({"stagecraft_http_connections_refused_total", "Over a limit, closed at once."},
                   static_cast<double>(hall_.turned_away.load()));
      page.gauge({"stagecraft_http_queue", "Requests that wait for a worker."},
                 static_cast<double>(workers_->waiting()));
      page.gauge({"stagecraft_http_workers_busy", "Workers that answer a request."},
                 static_cast<double>(workers_->running()));
    });
  }

  const Settings& settings_;
  Log& log_;
  Exchange exchange_;
  std::unique_ptr<WorkerPool> workers_;
  Hall hall_;
  Tcp::endpoint endpoint_;
  std::shared_ptr<Counters> counters_ = std::make_shared<Counters>();
  std::vector<std::unique_ptr<RunningLane>> lanes_;
};

Server::Server(const Routes& routes, App& app) : impl_(std::make_unique<Impl>(routes, app)) {}
Server::~Server() = default;
std::uint16_t Server::port() const { return impl_->port(); }
std::string Server::address() const { return impl_->address(); }
void Server::stop() { impl_->stop(); }

}  // namespace stagecraft::http
