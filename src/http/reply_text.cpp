#include "http/reply_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace stagecraft::http {
namespace {

constexpr std::string_view fixed_headers =
    "X-Content-Type-Options: nosniff\r\n"
    "X-Frame-Options: DENY\r\n"
    "Referrer-Policy: no-referrer\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n"
    "Permissions-Policy: camera=(), geolocation=(), microphone=()\r\n";

constexpr std::string_view nothing_may_run = "default-src 'none'; frame-ancestors 'none'";

void add(std::string& out, std::string_view name, std::string_view value) {
  out += name;
  out += ": ";
  for (const char c : value) out += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c;
  out += "\r\n";
}

bool has(const Response& response, std::string_view name) {
  return std::ranges::find(response.headers, name, &Header::first) != response.headers.end();
}

/// A second's text is made once a thread.
const std::string& date_now() {
  thread_local base::Instant made{};
  thread_local std::string text;
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  if (text.empty() || made != now) {
    made = now;
    text = http_date(now);
  }
  return text;
}

}  // namespace

std::string http_date(base::Instant at) {
  constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                              "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(std::chrono::floor<std::chrono::seconds>(at - day));
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT",
                     days[std::chrono::weekday(day).c_encoding()],
                     static_cast<unsigned>(date.day()),
                     months[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()),
                     time.hours().count(), time.minutes().count(), time.seconds().count());
}

std::string head_text(const Request& request, const Response& response, const Framing& framing) {
  std::string out;
  out.reserve(768 + response.body.size());  // The body may follow.
  fmt::format_to(std::back_inserter(out), "HTTP/1.1 {} {}\r\n", response.status,
                 reason_phrase(response.status));
  add(out, "Date", date_now());
  const bool has_length = response.status != 204 && response.status != 304;
  if (framing.is_chunked)
    out += "Transfer-Encoding: chunked\r\n";
  else if (has_length && !response.pieces && !response.live)
    fmt::format_to(std::back_inserter(out), "Content-Length: {}\r\n", response.body.size());
  if (!framing.keeps_alive) out += "Connection: close\r\n";
  if (has_length && !response.type.empty()) add(out, "Content-Type", response.type);
  if (!has(response, "Cache-Control")) out += "Cache-Control: no-store\r\n";
  add(out, "Content-Security-Policy",
      response.content_security_policy.empty() ? nothing_may_run
                                               : response.content_security_policy);
  out += fixed_headers;
  if (framing.is_tls) out += "Strict-Transport-Security: max-age=31536000; includeSubDomains\r\n";
  add(out, "X-Request-Id", request.id);
  for (const auto& [name, value] : response.headers) add(out, name, value);
  return out += "\r\n";
}

}  // namespace stagecraft::http
