#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/basic_stream.hpp>
#include <chrono>

/// The shape in which Asio and Beast are used: a concrete executor everywhere, since
/// any_io_executor costs a third of the speed, and no strands, since an io_context has one thread.
namespace stagecraft::http {

namespace net = boost::asio;
namespace beast = boost::beast;

using Executor = net::io_context::executor_type;
using Tcp = net::ip::tcp;
using Acceptor = net::basic_socket_acceptor<Tcp, Executor>;
using Socket = net::basic_stream_socket<Tcp, Executor>;
using Stream = beast::basic_stream<Tcp, Executor, beast::unlimited_rate_policy>;
using Timer = net::basic_waitable_timer<std::chrono::steady_clock,
                                        net::wait_traits<std::chrono::steady_clock>, Executor>;
template <class T>
using Awaitable = net::awaitable<T, Executor>;
using ErrorCode = boost::system::error_code;

/// Operations give their error as the first of a tuple instead of throwing it.
constexpr auto use = net::as_tuple(net::use_awaitable_t<Executor>{});

}  // namespace stagecraft::http
