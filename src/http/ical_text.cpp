#include "http/ical_text.h"

#include "base/text.h"

namespace stagecraft::http {
namespace {

constexpr std::size_t line_bytes = 75;

bool is_ical_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7f;
}
bool goes_on_in_a_character(char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; }

}  // namespace

void add_ical_line(std::string& out, std::string_view name, std::string_view value) {
  std::string line(name);
  line += ':';
  for (const char c : value)
    if (!is_ical_control(c) || c == '\t') line += c;
  std::string_view rest = line;
  // The blank that begins a folded line counts.
  for (std::size_t room = line_bytes; rest.size() > room; room = line_bytes - 1) {
    std::size_t end = room;
    while (end > 0 && goes_on_in_a_character(rest[end])) --end;
    if (end == 0) end = room;  // No UTF-8: it is torn anywhere.
    out.append(rest.substr(0, end)).append("\r\n ");
    rest.remove_prefix(end);
  }
  out.append(rest).append("\r\n");
}

std::string ical_escaped(std::string_view text) {
  std::string out;
  char32_t before = 0;
  for (const char32_t c : base::code_points(text)) {
    const bool is_end_of_pair = c == '\n' && before == '\r';
    before = c;
    if (is_end_of_pair) continue;
    if (c == '\n' || c == '\r') {
      out += "\\n";
    } else if (c >= 0x20 && c != 0x7f) {
      if (c == '\\' || c == ';' || c == ',') out += '\\';
      base::append_utf8(out, c);
    } else if (c == '\t') {
      out += '\t';
    }
  }
  return out;
}

std::string ical_unfolded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (text.substr(i).starts_with("\r\n "))
      i += 2;
    else
      out += text[i];
  return out;
}

std::optional<std::string> ical_unescaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      out += text[i];
      continue;
    }
    if (++i == text.size()) return {};
    const char c = text[i];
    if (c == 'n' || c == 'N')
      out += '\n';
    else if (c == '\\' || c == ';' || c == ',')
      out += c;
    else
      return {};
  }
  return out;
}

}  // namespace stagecraft::http
