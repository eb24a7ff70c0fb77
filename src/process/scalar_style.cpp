#include "process/scalar_style.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "base/text.h"

namespace stagecraft::process {
namespace {

using base::is_digit;

/// Every number, date and sexagesimal of YAML 1.1 and 1.2 begins, after a sign, with a digit or a
/// point and holds only these characters. A few texts that are no numbers ('3-4') are caught as
/// well; quotes do them no harm.
bool looks_like_number(std::string_view word) {
  std::string_view rest = word;
  if (rest.starts_with('-') || rest.starts_with('+')) rest.remove_prefix(1);
  if (rest.empty()) return false;
  if (rest[0] == '.') {
    const std::string lower = base::to_lower(rest);
    if (lower == ".inf" || lower == ".nan" || rest == ".") return true;
    rest.remove_prefix(1);
  }
  if (!is_digit(rest[0])) return false;
  if (rest.starts_with("0x") || rest.starts_with("0o") || rest.starts_with("0b")) return true;
  return std::ranges::all_of(rest, [](char c) {
    return is_digit(c) || std::string_view("+-._:eETtZz ").find(c) != std::string_view::npos;
  });
}

bool is_printable_in_quotes(char32_t c) {
  return c != 0x2028 && c != 0x2029 && c != 0xFEFF && !base::is_deceptive(c);
}

bool needs_escapes(std::string_view text) {
  return std::ranges::any_of(base::code_points(text), [](char32_t c) {
    return c == '\n' || c == '\t' || !is_printable_in_quotes(c);
  });
}

bool is_plain(std::string_view text, bool in_flow) {
  if (text.empty() || text.front() == ' ' || text.back() == ' ') return false;
  if (std::string_view("-?:,[]{}#&*!|>'\"%@`=~").find(text.front()) != std::string_view::npos)
    return false;
  if (text.back() == ':' || text.find(": ") != std::string_view::npos ||
      text.find(" #") != std::string_view::npos)
    return false;
  if (text.starts_with("---") || text.starts_with("...")) return false;
  if (in_flow && text.find_first_of("?:,#&*!|[]{}") != std::string_view::npos) return false;
  return !is_special_plain(text);
}

std::string single_quoted(std::string_view text) {
  std::string quoted = "'";
  for (const char c : text) {
    if (c == '\'') quoted += '\'';
    quoted += c;
  }
  return quoted + '\'';
}

std::string double_quoted(std::string_view text) {
  std::string quoted = "\"";
  for (const char32_t c : base::code_points(text)) {
    if (c == '\n')
      quoted += "\\n";
    else if (c == '\t')
      quoted += "\\t";
    else if (c == '"' || c == '\\')
      (quoted += '\\') += static_cast<char>(c);
    else if (c < 0x20 || !is_printable_in_quotes(c))
      quoted += c > 0xFFFF ? fmt::format("\\U{:08X}", static_cast<std::uint32_t>(c))
                           : fmt::format("\\u{:04X}", static_cast<std::uint32_t>(c));
    else
      base::append_utf8(quoted, c);
  }
  return quoted + '"';
}

}  // namespace

bool is_special_plain(std::string_view word) {
  static constexpr std::array words{"y",    "n",  "yes", "no", "true", "false",
                                    "null", "on", "off", "~",  "<<",   "="};
  if (word.empty()) return true;
  if (word.size() <= 5 && std::ranges::find(words, base::to_lower(word)) != words.end())
    return true;
  return looks_like_number(word);
}

bool is_text(const Node& scalar) { return !scalar.plain || !is_special_plain(scalar.text); }

std::string write_text(std::string_view text, bool in_flow) {
  if (needs_escapes(text)) return double_quoted(text);
  return is_plain(text, in_flow) ? std::string(text) : single_quoted(text);
}

bool needs_block(std::string_view text) { return text.find('\n') != std::string_view::npos; }

bool fits_block(std::string_view text) {
  // A first line that begins with a space would need an indentation indicator, and trailing line
  // breaks another chomping; both are rare, and double quotes hold them.
  return text.front() != ' ' && text.front() != '\n' && text.back() != '\n' &&
         std::ranges::all_of(base::code_points(text),
                             [](char32_t c) { return c == '\n' || is_printable_in_quotes(c); }) &&
         text.find('\t') == std::string_view::npos;
}

}  // namespace stagecraft::process
