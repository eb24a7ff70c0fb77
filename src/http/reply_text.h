#pragma once

#include <string>

#include "http/request.h"
#include "http/response.h"

namespace stagecraft::http {

/// How an answer travels.
struct Framing {
  bool keeps_alive = true;
  bool is_chunked = false;  ///< Of unknown length, to a client of HTTP/1.1.
  bool is_tls = false;      ///< Then Strict-Transport-Security is said.
};

/// Status line and headers, with the security headers that every answer carries, the blank line
/// included. Control characters in values become blanks.
std::string head_text(const Request& request, const Response& response, const Framing& framing);

/// `Sun, 06 Nov 1994 08:49:37 GMT`.
std::string http_date(base::Instant at);

}  // namespace stagecraft::http
