#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/error.h"
#include "base/text.h"
#include "http/json_reader.h"
#include "http/url.h"

namespace stagecraft::http {

struct FuzzedFilter {
  std::optional<int> limit;
  std::vector<std::string> stage;
  std::optional<base::Day> from;
  std::optional<base::Instant> at;
  std::optional<double> share;
};
BOOST_DESCRIBE_STRUCT(FuzzedFilter, (), (limit, stage, from, at, share))

}  // namespace stagecraft::http

/// A target is refused or taken apart into clean text; its query string is read or refused.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace base = stagecraft::base;
  namespace http = stagecraft::http;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto target = http::parse_target(text);
  if (!target) return 0;
  for (const auto& segment : target->segments)
    if (base::find_invalid_utf8(segment) || segment == ".." || segment.find('\0') != segment.npos)
      std::abort();
  try {
    http::from_query<http::FuzzedFilter>(target->query);
  } catch (const base::Error&) {
  }
  return 0;
}
