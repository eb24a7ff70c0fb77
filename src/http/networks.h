#pragma once

#include <array>
#include <string_view>
#include <vector>

/// Which addresses the server itself may be sent to by what somebody typed: not into the network
/// that it stands in.
namespace stagecraft::http {

/// Reachable on the internet by everybody: none of loopback, private, link-local, shared, reserved,
/// documentation, multicast; of IPv6 only global unicast that carries no IPv4 address. What is no
/// IP address is not public.
bool is_public(std::string_view address);

/// Networks that are stated: `10.1.0.0/16, fd00::/8, 127.0.0.1`.
class Networks {
 public:
  /// Throws Error{invalid} that names what is none.
  explicit Networks(std::string_view list);
  bool hold(std::string_view address) const;

 private:
  struct Network {
    std::array<unsigned char, 16> base;  ///< As IPv6; IPv4 mapped into it.
    int bits = 0;
  };
  std::vector<Network> networks_;
};

}  // namespace stagecraft::http
