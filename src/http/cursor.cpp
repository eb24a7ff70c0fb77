#include "http/cursor.h"

#include <charconv>

#include "base/error.h"
#include "base/text.h"
#include "http/base64.h"

namespace stagecraft::http {
namespace {

[[noreturn]] void refuse() {
  throw base::Error(base::ErrorKind::invalid, "?cursor: this is none that was given out here.",
                    {{"?cursor", "not a cursor of this list", "begin again without it"}});
}

}  // namespace

// Each value behind its length, so that any text may be one: `3:abc2:de`.
std::string to_cursor(const std::vector<std::string>& values) {
  std::string plain;
  for (const auto& value : values) plain += std::to_string(value.size()) + ":" + value;
  return to_base64url(plain);
}

std::vector<std::string> from_cursor(std::string_view cursor, std::size_t count) {
  const auto plain = from_base64url(cursor);
  if (!plain || base::find_invalid_utf8(*plain)) refuse();
  std::vector<std::string> values;
  std::string_view rest = *plain;
  while (!rest.empty()) {
    std::size_t length = 0;
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), length);
    const auto read = static_cast<std::size_t>(end - rest.data());
    if (error != std::errc() || read == rest.size() || rest[read] != ':') refuse();
    rest.remove_prefix(read + 1);
    if (length > rest.size()) refuse();
    values.emplace_back(rest.substr(0, length));
    rest.remove_prefix(length);
  }
  if (values.size() != count) refuse();
  return values;
}

}  // namespace stagecraft::http
