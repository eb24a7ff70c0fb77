// Addresses that people type for webhooks: what is taken apart is safe to send, and stays what it
// is when it is put together again.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "http/webhook_url.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using stagecraft::http::parse_web_address;
  const auto address = parse_web_address({reinterpret_cast<const char*>(data), size});
  if (!address) return 0;
  const auto is_safe = [](std::string_view text) {
    for (const char c : text)
      if (c <= 0x20 || c >= 0x7f) return false;
    return true;
  };
  if (!is_safe(address->host) || !is_safe(address->target) || address->port == 0 ||
      address->host.empty() || !address->target.starts_with('/'))
    std::abort();
  const std::string again =
      (address->is_secure ? "https://" : "http://") + address->authority() + address->target;
  if (again.size() <= 2'000 && parse_web_address(again) != address) std::abort();
  return 0;
}
