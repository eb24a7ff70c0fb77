#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace stagecraft::http {

/// An address of the web, taken apart.
struct WebAddress {
  bool is_secure = true;
  std::string host;  ///< Small letters; an IPv6 address without its brackets.
  std::uint16_t port = 443;
  std::string target = "/";  ///< Path and query string, as they are sent.

  /// As the header Host says it: the port only where it is not the usual one.
  std::string authority() const;
  bool operator==(const WebAddress&) const = default;
};

/// Takes `https://hooks.example.org:8443/a?b` apart. Nullopt for other schemes than http and https,
/// user names, fragments, anything but ASCII that may stand in an address as it is, hosts that are
/// neither a name nor an IP address, port 0, and more than 2,000 bytes.
std::optional<WebAddress> parse_web_address(std::string_view text);

}  // namespace stagecraft::http
