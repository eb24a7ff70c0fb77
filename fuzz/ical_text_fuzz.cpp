// Any text becomes content lines of at most 75 bytes that hold no line break, and comes back as it
// was but for what iCalendar cannot hold.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/text.h"
#include "http/ical_text.h"

namespace {

/// Control characters left out, wrong bytes replaced, line ends all alike.
std::string holdable(std::string_view text) {
  std::string out;
  char32_t before = 0;
  for (const char32_t c : stagecraft::base::code_points(text)) {
    if (c == '\r' || (c == '\n' && before != '\r'))
      out += '\n';
    else if (c == '\t' || (c >= 0x20 && c != 0x7f))
      stagecraft::base::append_utf8(out, c);
    before = c;
  }
  return out;
}

void require(bool claim) {
  if (!claim) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace std::string_view_literals;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  std::string lines;
  stagecraft::http::add_ical_line(lines, "SUMMARY", stagecraft::http::ical_escaped(text));
  require(lines.ends_with("\r\n"));
  std::string_view rest = lines;
  while (!rest.empty()) {
    const auto end = rest.find("\r\n");
    require(end <= 75 && !stagecraft::base::find_invalid_utf8(rest.substr(0, end)));
    rest.remove_prefix(end + 2);
  }
  auto whole = stagecraft::http::ical_unfolded(lines);
  whole = whole.substr("SUMMARY:"sv.size(), whole.size() - "SUMMARY:\r\n"sv.size());
  require(stagecraft::http::ical_unescaped(whole) == holdable(text));
  return 0;
}
