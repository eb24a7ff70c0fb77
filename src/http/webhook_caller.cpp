#include "http/webhook_caller.h"

#include <fmt/format.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/ip/basic_resolver.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/stream_traits.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>

#include "base/error.h"
#include "base/text.h"
#include "http/beast.h"
#include "http/networks.h"

namespace stagecraft::http {
namespace {

using Resolver = net::ip::basic_resolver<Tcp, Executor>;
using TlsStream = net::ssl::stream<Stream>;

constexpr std::uint32_t header_limit = 16 * 1024;
/// So much of an answer is kept for the log.
constexpr std::size_t kept_answer = 500;

WebhookAnswer no_answer(std::string_view why) { return {.status = {}, .text = std::string(why)}; }

WebhookAnswer no_answer(std::string_view step, const ErrorCode& error) {
  return no_answer(fmt::format("{}: {}", step,
                               error == beast::error::timeout ? "took too long" : error.message()));
}

std::string text_of(const WebhookCall& call) {
  auto text = fmt::format("POST {} HTTP/1.1\r\nHost: {}\r\nContent-Length: {}\r\n",
                          call.address.target, call.address.authority(), call.body.size());
  for (const auto& [name, value] : call.headers) text += fmt::format("{}: {}\r\n", name, value);
  return text + "Connection: close\r\n\r\n" + call.body;
}

net::ssl::context make_context(const std::string& certificates) {
  net::ssl::context context(net::ssl::context::tls_client);
  context.set_options(net::ssl::context::default_workarounds | net::ssl::context::no_tlsv1 |
                      net::ssl::context::no_tlsv1_1);
  context.set_verify_mode(net::ssl::verify_peer);
  ErrorCode ignored;
  context.set_default_verify_paths(ignored);
  if (certificates.empty()) return context;
  ErrorCode error;
  context.load_verify_file(certificates, error);
  if (error)
    throw base::Error(base::ErrorKind::invalid,
                      fmt::format("The certificates '{}' cannot be read: {}.",
                                  base::printable(certificates), error.message()));
  return context;
}

/// Sends the request and reads the status and the beginning of the body.
template <class Channel>
Awaitable<WebhookAnswer> converse(Channel& channel, const std::string& text) {
  const auto [write_error, written] = co_await net::async_write(channel, net::buffer(text), use);
  if (write_error) co_return no_answer("sending", write_error);
  beast::flat_buffer buffer;
  beast::http::response_parser<beast::http::string_body> parser;
  parser.header_limit(header_limit);
  parser.body_limit(boost::none);
  parser.eager(true);
  const auto [read_error, read] =
      co_await beast::http::async_read_header(channel, buffer, parser, use);
  if (read_error) co_return no_answer("waiting for the answer", read_error);
  while (!parser.is_done() && parser.get().body().size() < kept_answer) {
    const auto [error, count] = co_await beast::http::async_read_some(channel, buffer, parser, use);
    if (error) break;
  }
  co_return WebhookAnswer{.status = parser.get().result_int(),
                          .text = base::printable(parser.get().body().substr(0, kept_answer))};
}

}  // namespace

class WebhookCaller::Impl {
 public:
  explicit Impl(const Options& options)
      : networks_(options.networks),
        tls_(make_context(options.certificates)),
        time_limit_(options.time_limit) {}

  void start(WebhookCall call, Done done) {
    ++under_way_;
    net::co_spawn(io_.get_executor(), run(std::move(call), std::move(done)), net::detached);
  }
  std::size_t under_way() const { return under_way_; }
  void run_for(std::chrono::milliseconds span) {
    const auto stays = net::make_work_guard(io_);
    io_.restart();
    io_.run_for(span);
  }
  void interrupt() { io_.stop(); }

 private:
  Awaitable<void> run(WebhookCall call, Done done) {
    WebhookAnswer answer;
    try {
      answer = co_await attempt(call);
    } catch (const std::exception& error) {
      answer = no_answer(error.what());
    }
    --under_way_;
    done(std::move(answer));
  }

  Awaitable<WebhookAnswer> attempt(const WebhookCall& call) {
    Resolver resolver(io_.get_executor());
    const auto [error, found] =
        co_await resolver.async_resolve(call.address.host, fmt::to_string(call.address.port), use);
    if (error) co_return no_answer("looking the host up", error);
    const auto endpoints = allowed(call, found);
    if (endpoints.empty())
      co_return no_answer(
          "not called: the host is not on the public internet (setting webhook_networks), or not "
          "without TLS");
    Stream stream(io_.get_executor());
    stream.expires_after(time_limit_);
    ErrorCode connect_error;
    for (const auto& endpoint : endpoints) {
      std::tie(connect_error) = co_await stream.async_connect(endpoint, use);
      if (!connect_error) break;
    }
    if (connect_error) co_return no_answer("connecting", connect_error);
    const auto text = text_of(call);
    if (!call.address.is_secure) co_return co_await converse(stream, text);
    co_return co_await converse_securely(std::move(stream), call.address.host, text);
  }

  Awaitable<WebhookAnswer> converse_securely(Stream stream, const std::string& host,
                                             const std::string& text) {
    TlsStream channel(std::move(stream), tls_);
    channel.set_verify_callback(net::ssl::host_name_verification(host));
    SSL_set_tlsext_host_name(channel.native_handle(), host.c_str());
    const auto [error] = co_await channel.async_handshake(net::ssl::stream_base::client, use);
    if (error) co_return no_answer("TLS", error);
    co_return co_await converse(channel, text);
  }

  std::vector<Tcp::endpoint> allowed(const WebhookCall& call,
                                     const Resolver::results_type& found) const {
    std::vector<Tcp::endpoint> endpoints;
    for (const auto& entry : found) {
      const auto address = entry.endpoint().address().to_string();
      if (networks_.hold(address) || (call.address.is_secure && is_public(address)))
        endpoints.push_back(entry.endpoint());
    }
    return endpoints;
  }

  const Networks networks_;
  net::ssl::context tls_;
  const std::chrono::seconds time_limit_;
  std::size_t under_way_ = 0;
  net::io_context io_{1};
};

WebhookCaller::WebhookCaller(const Options& options) : impl_(std::make_unique<Impl>(options)) {}
WebhookCaller::~WebhookCaller() = default;
void WebhookCaller::start(WebhookCall call, Done done) {
  impl_->start(std::move(call), std::move(done));
}
std::size_t WebhookCaller::under_way() const { return impl_->under_way(); }
void WebhookCaller::run_for(std::chrono::milliseconds span) { impl_->run_for(span); }
void WebhookCaller::interrupt() { impl_->interrupt(); }

}  // namespace stagecraft::http
