#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/error.h"
#include "http/json_reader.h"
#include "http/json_writer.h"
#include "http/problem.h"

namespace stagecraft::http {

enum class FuzzedPhase { lead, won };
BOOST_DESCRIBE_ENUM(FuzzedPhase, lead, won)

struct FuzzedBody {
  std::string name;
  FuzzedPhase phase = FuzzedPhase::lead;
  std::optional<std::int64_t> count;
  std::optional<double> share;
  std::optional<base::Instant> at;
  std::optional<base::Day> day;
  std::optional<base::Money> amount;
  std::vector<FuzzedBody> children;
  std::map<std::string, std::string> words;
  RawJson other;
  static constexpr Note notes[] = {{.field = "name", .may_be_left_out = true},
                                   {.field = "phase", .may_be_left_out = true},
                                   {.field = "other", .may_be_left_out = true}};
};
BOOST_DESCRIBE_STRUCT(FuzzedBody, (),
                      (name, phase, count, share, at, day, amount, children, words, other))

}  // namespace stagecraft::http

/// A body is refused with a reason, or read; what was read is written as a body that reads the
/// same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace base = stagecraft::base;
  namespace http = stagecraft::http;
  try {
    const auto body =
        http::from_json<http::FuzzedBody>({reinterpret_cast<const char*>(data), size});
    const auto text = http::to_json(body);
    if (http::to_json(http::from_json<http::FuzzedBody>(text)) != text) std::abort();
  } catch (const base::Error&) {
  } catch (const http::Refusal&) {
  }
  return 0;
}
