#include "http/networks.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/ip/address.hpp>
#include <charconv>
#include <optional>
#include <string>

#include "base/error.h"
#include "base/text.h"

namespace stagecraft::http {
namespace {

namespace ip = boost::asio::ip;

/// IPv4 networks that are not for everybody (RFC 6890 and its successors), and IPv6 within global
/// unicast: Teredo, documentation, 6to4.
constexpr std::string_view special =
    "0.0.0.0/8, 10.0.0.0/8, 100.64.0.0/10, 127.0.0.0/8, 169.254.0.0/16, 172.16.0.0/12, "
    "192.0.0.0/24, 192.0.2.0/24, 192.88.99.0/24, 192.168.0.0/16, 198.18.0.0/15, 198.51.100.0/24, "
    "203.0.113.0/24, 224.0.0.0/3, 2001::/23, 2001:db8::/32, 2002::/16, 3fff::/20";
constexpr std::string_view global_unicast = "2000::/3", mapped_v4 = "::ffff:0:0/96";

using Bytes = std::array<unsigned char, 16>;
constexpr int mapped_bits = 96;

/// IPv4 is mapped into IPv6, so an IPv4 address in the dress of IPv6 is what it is beneath.
std::optional<Bytes> address_bytes_of(std::string_view text) {
  boost::system::error_code error;
  const auto address = ip::make_address(std::string(text), error);
  if (error) return {};
  if (address.is_v6()) return address.to_v6().to_bytes();
  return ip::make_address_v6(ip::v4_mapped, address.to_v4()).to_bytes();
}

bool is_within(const Bytes& address, const Bytes& base, int bits) {
  const auto whole = static_cast<std::size_t>(bits / 8);
  if (!std::equal(base.begin(), base.begin() + whole, address.begin())) return false;
  const int rest = bits % 8;
  return rest == 0 || (address[whole] ^ base[whole]) >> (8 - rest) == 0;
}

std::optional<int> read_bits(std::string_view text, int most) {
  int bits = 0;
  const char* end = text.data() + text.size();
  const auto [read, error] = std::from_chars(text.data(), end, bits);
  if (error != std::errc() || read != end || bits < 0 || bits > most) return {};
  return bits;
}

}  // namespace

Networks::Networks(std::string_view list) {
  while (!list.empty()) {
    const auto end = std::min(list.find(','), list.size());
    const auto text = base::trim(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
    if (text.empty()) continue;
    const auto slash = text.find('/');
    const auto network = address_bytes_of(text.substr(0, slash));
    const int before = text.find(':') == text.npos ? mapped_bits : 0;
    const int most = 128 - before;
    const auto bits = slash == text.npos ? most : read_bits(text.substr(slash + 1), most);
    if (!network || !bits)
      throw base::Error(base::ErrorKind::invalid,
                        fmt::format("'{}' is no network; write 10.1.0.0/16 or 127.0.0.1.",
                                    base::printable(text)));
    networks_.push_back({*network, before + *bits});
  }
}

bool Networks::hold(std::string_view address) const {
  const auto bytes = address_bytes_of(address);
  return bytes && std::ranges::any_of(networks_, [&](const Network& network) {
           return is_within(*bytes, network.base, network.bits);
         });
}

bool is_public(std::string_view address) {
  static const Networks not_for_everybody{special}, unicast{global_unicast}, v4{mapped_v4};
  return (v4.hold(address) || unicast.hold(address)) && !not_for_everybody.hold(address);
}

}  // namespace stagecraft::http
