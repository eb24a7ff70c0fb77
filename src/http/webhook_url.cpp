#include "http/webhook_url.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace stagecraft::http {
namespace {

using base::is_digit;

constexpr std::size_t longest = 2'000;
constexpr std::size_t longest_host = 253;

bool is_small_letter(char c) { return c >= 'a' && c <= 'z'; }
char to_small(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool may_stand_in_target(char c) {
  return c > 0x20 && c < 0x7f && std::string_view("\"<>\\^`{|}#").find(c) == std::string_view::npos;
}

bool is_name(std::string_view host) {
  const bool has_shape = !host.empty() && host.size() <= longest_host && host.front() != '.' &&
                         host.find("..") == host.npos;
  return has_shape && std::ranges::all_of(host, [](char c) {
           return is_small_letter(c) || is_digit(c) || c == '-' || c == '.' || c == '_';
         });
}

bool is_bracketed_address(std::string_view host) {
  const bool has_shape = host.size() > 3 && host.front() == '[' && host.back() == ']' &&
                         std::ranges::count(host, ':') >= 2;
  return has_shape && std::ranges::all_of(host.substr(1, host.size() - 2), [](char c) {
           return is_digit(c) || (c >= 'a' && c <= 'f') || c == ':' || c == '.';
         });
}

/// `:8443`, or nothing.
bool read_port(std::string_view text, std::uint16_t& port) {
  if (text.empty()) return true;
  text.remove_prefix(1);
  const bool is_number = !text.empty() && std::ranges::all_of(text, is_digit);
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  return is_number && error == std::errc() && port != 0;
}

}  // namespace

std::string WebAddress::authority() const {
  const bool is_v6 = host.find(':') != host.npos;
  const auto name = is_v6 ? fmt::format("[{}]", host) : host;
  return port == (is_secure ? 443 : 80) ? name : fmt::format("{}:{}", name, port);
}

std::optional<WebAddress> parse_web_address(std::string_view text) {
  if (text.size() > longest) return {};
  const auto colon = text.find("://");
  if (colon == text.npos) return {};
  std::string scheme(text.substr(0, colon));
  std::ranges::transform(scheme, scheme.begin(), to_small);
  if (scheme != "https" && scheme != "http") return {};
  WebAddress address{.is_secure = scheme == "https"};
  address.port = address.is_secure ? 443 : 80;
  text.remove_prefix(colon + 3);
  const auto end = std::min(text.find_first_of("/?#"), text.size());
  std::string authority(text.substr(0, end));
  std::ranges::transform(authority, authority.begin(), to_small);
  const auto bracket = authority.find(']');
  const auto port = authority.find(':', bracket == authority.npos ? 0 : bracket);
  const auto host = authority.substr(0, port);
  if (!read_port(
          port == authority.npos ? std::string_view() : std::string_view(authority).substr(port),
          address.port))
    return {};
  if (is_bracketed_address(host))
    address.host = host.substr(1, host.size() - 2);
  else if (is_name(host))
    address.host = host;
  else
    return {};
  text.remove_prefix(end);
  if (!std::ranges::all_of(text, may_stand_in_target)) return {};
  address.target = text.starts_with('/') ? std::string(text) : "/" + std::string(text);
  return address;
}

}  // namespace stagecraft::http
