#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "http/request_parser.h"

namespace {

namespace http = stagecraft::http;

/// What a request says; the same however the bytes are cut. Nothing when they are no request: how
/// soon the parser sees that a broken one will never be whole may depend on where it was cut.
std::string told(std::string_view bytes, std::size_t first) {
  std::string in;
  http::RequestParser parser(4096);
  bool has_begun = false;
  try {
    for (const auto part : {bytes.substr(0, first), bytes.substr(first)}) {
      in += part;
      for (std::size_t used = 1; used > 0 && !parser.is_done();) {
        if (parser.is_head_done() && !has_begun) {
          parser.begin_body(10'000);
          has_begun = true;
        }
        used = parser.put(in);
        in.erase(0, used);
      }
    }
  } catch (const http::Refusal&) {
    return {};
  }
  if (!parser.is_done()) return {};
  const auto& request = parser.request();
  std::string out = request.target.path + "\n" + request.body;
  for (const auto& [name, value] : request.target.query) out += "\n" + name + "=" + value;
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  const auto cut = bytes.size() * data[0] / 256;
  if (told(bytes, bytes.size()) != told(bytes, cut)) std::abort();
  return 0;
}
