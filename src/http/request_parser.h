#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>

#include "http/request.h"

namespace stagecraft::http {

/// Reads one HTTP/1 request from bytes as they come (RFC 9112); knows no sockets. What cannot be a
/// request throws Refusal: 400, 413, 431, 501, 505.
class RequestParser {
 public:
  /// `header_limit` in bytes.
  explicit RequestParser(std::uint32_t header_limit);
  ~RequestParser();
  RequestParser(RequestParser&&) noexcept;
  RequestParser& operator=(RequestParser&&) noexcept;

  /// Takes bytes and says how many of them; the rest has to be given again, with more behind it. It
  /// stops at the end of the header, and of the request.
  std::size_t put(std::string_view bytes);

  /// The request's header, from then on; target and headers are taken apart.
  bool is_head_done() const;
  bool is_done() const;
  Request& request();

  /// To be called between header and body. The body goes to `sink` when there is one, else into the
  /// request. Throws Refusal{413} at once when the stated length is over the limit, later when a
  /// body without stated length passes it.
  void begin_body(std::size_t limit, std::function<void(std::string_view)> sink = {});

  /// REQUIRES is_head_done().
  bool keeps_alive() const;
  bool has_body() const;
  /// Bytes, of a body that states its length; else 0.
  std::uint64_t stated_length() const;
  /// The client waits for `100 Continue` before it sends the body.
  bool expects_continue() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace stagecraft::http
