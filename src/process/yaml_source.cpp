#include "process/yaml_source.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "process/limits.h"

namespace stagecraft::process {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

std::string_view without_mark(std::string_view text) {
  return text.starts_with(byte_order_mark) ? text.substr(byte_order_mark.size()) : text;
}

bool continues_code_point(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

/// Offset of a control character that no YAML text may hold; the C1 controls are two bytes in
/// UTF-8.
std::optional<std::size_t> find_control(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte == 0x7F) return i;
    if (byte == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
    if (byte < 0x20 && byte != '\n' && byte != '\t') return i;
    if (byte == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0)
      return i;
  }
  return std::nullopt;
}

std::string as_hex(char byte) { return fmt::format("{:02X}", static_cast<unsigned char>(byte)); }

/// Unlike YamlSource::mark, works on a text that is not well-formed.
base::Place place_of(std::string_view text, std::size_t offset, const std::string& file_name) {
  const auto before = text.substr(0, offset);
  const auto line_begin = before.rfind('\n') + 1;  // npos + 1 == 0
  const auto line = std::ranges::count(before, '\n') + 1;
  auto column_bytes = before.substr(line_begin);
  if (line == 1) column_bytes = without_mark(column_bytes);
  const auto column =
      std::ranges::count_if(column_bytes, [](char c) { return !continues_code_point(c); });
  return {file_name, static_cast<int>(line), static_cast<int>(column) + 1};
}

}  // namespace

YamlSource::YamlSource(std::string_view text, std::uint16_t file) : file_(file) {
  text = without_mark(text);
  text_.reserve(text.size());
  line_begins_.push_back(0);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
    text_ += text[i];
    if (text[i] == '\n') line_begins_.push_back(text_.size());
  }
}

Mark YamlSource::mark(std::size_t offset) const {
  offset = std::min(offset, text_.size());
  const auto after = std::ranges::upper_bound(line_begins_, offset);
  const auto line = static_cast<std::size_t>(after - line_begins_.begin()) - 1;
  if (line != last_line_ || offset < last_offset_) {
    last_line_ = line;
    last_offset_ = line_begins_[line];
    last_column_ = 1;
  }
  for (; last_offset_ < offset; ++last_offset_)
    if (!continues_code_point(text_[last_offset_])) ++last_column_;
  return {file_, static_cast<int>(line) + 1, last_column_};
}

std::optional<ReadingError> find_unfit_text(std::string_view text, const std::string& file_name) {
  if (text.size() > limits::file_bytes)
    return ReadingError{"too-large",
                        {file_name, 1, 1},
                        base::say("this file has more than {} bytes (4 MiB), the most that a map "
                                  "may have; it has {}",
                                  limits::file_bytes, text.size()),
                        ""};
  if (const auto nul = text.find('\0'); nul != std::string_view::npos)
    return ReadingError{"syntax", place_of(text, nul, file_name),
                        base::say("a NUL at byte {}; a map is a text", nul), ""};
  if (const auto wrong = base::find_invalid_utf8(text))
    return ReadingError{"syntax", place_of(text, *wrong, file_name),
                        base::say("byte {} (0x{}) is not UTF-8; save the file as UTF-8", *wrong,
                                  as_hex(text[*wrong])),
                        ""};
  if (const auto control = find_control(text))
    return ReadingError{"syntax", place_of(text, *control, file_name),
                        base::say("a control character (0x{}) at byte {}; take it out",
                                  as_hex(text[*control]), *control),
                        ""};
  return std::nullopt;
}

std::optional<std::size_t> find_end_of_quoted(std::string_view text, std::size_t at) {
  const char quote = text[at];
  for (std::size_t i = at + 1; i < text.size(); ++i) {
    const bool is_escape = quote == '"' ? text[i] == '\\' : text.substr(i, 2) == "''";
    if (is_escape)
      ++i;
    else if (text[i] == quote)
      return i + 1;
  }
  return std::nullopt;
}

std::size_t end_of_quoted(std::string_view text, std::size_t at) {
  return find_end_of_quoted(text, at).value_or(text.size());
}

bool has_control_character(std::string_view text) {
  return text.find('\t') != std::string_view::npos || find_control(text).has_value() ||
         text.find('\r') != std::string_view::npos || text.find('\0') != std::string_view::npos;
}

}  // namespace stagecraft::process
