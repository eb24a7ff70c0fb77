#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "http/json_writer.h"
#include "http/problem.h"

namespace stagecraft::http {

/// A long answer, made piece by piece on a worker: the next piece, empty at the end. A piece of
/// about 64 KiB is right; the worker is free while the piece travels.
using Pieces = std::function<std::string()>;

/// An answer that goes on: server-sent events. It occupies no worker, only a connection.
class LiveBody {
 public:
  virtual ~LiveBody() = default;
  /// What there is to say now, possibly nothing; nullopt ends the answer. Called on the thread of
  /// the connection, so it must not block.
  virtual std::optional<std::string> take() = 0;
  /// `wake` is to be called, from any thread, whenever there is something new; it does no harm
  /// after the end, and takes no lock that take() needs.
  virtual void on_news(std::function<void()> wake) = 0;
};

struct Response {
  int status = 200;
  std::string body;
  std::string type = "application/json";  ///< Content-Type; left out when there is no body.
  std::vector<Header> headers;
  Pieces pieces;                        ///< Instead of `body`.
  std::unique_ptr<LiveBody> live;       ///< Instead of `body`.
  std::string content_security_policy;  ///< Empty: nothing may be loaded or run.

  Response& with(std::string name, std::string value) {
    headers.emplace_back(std::move(name), std::move(value));
    return *this;
  }
};

/// An answer with a described value as its body.
template <class T>
Response reply(int status, const T& value) {
  Response response;
  response.status = status;
  response.body = to_json(value);
  return response;
}

/// 204.
Response no_content();

/// 201 with the address of what was made.
template <class T>
Response created(std::string location, const T& value) {
  Response response = reply(201, value);
  response.with("Location", std::move(location));
  return response;
}

}  // namespace stagecraft::http
