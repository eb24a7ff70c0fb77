#include "history/xml_scanner.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <utility>

#include "base/error.h"
#include "base/text.h"

namespace stagecraft::history {
namespace {

constexpr std::size_t first_xml_buffer = std::size_t{1} << 18;
constexpr std::size_t largest_piece = std::size_t{1} << 20;
constexpr std::size_t markup_limit = std::size_t{16} << 20;

bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

/// What bytes of an attribute's value need more than being copied.
enum Needs : std::uint8_t { nothing = 0, work = 1, utf8_check = 2, refusal = 4 };

constexpr std::array<std::uint8_t, 256> needs_of_bytes() {
  std::array<std::uint8_t, 256> needs{};
  for (std::size_t byte = 0; byte < 0x20; ++byte) needs[byte] = refusal;
  for (const char c : {'\t', '\n', '\r', '&'}) needs[static_cast<unsigned char>(c)] = work;
  needs['<'] = refusal;
  for (std::size_t byte = 0x80; byte < 0x100; ++byte) needs[byte] = utf8_check;
  return needs;
}
constexpr auto byte_needs = needs_of_bytes();

/// How many line ends there are, eight bytes at a time.
std::int64_t count_lines(const char* from, const char* to) {
  constexpr std::uint64_t ones = 0x0101010101010101, low = 0x7F7F7F7F7F7F7F7F;
  std::int64_t count = 0;
  for (; to - from >= 8; from += 8) {
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, from, 8);
    bytes ^= ones * '\n';
    const std::uint64_t zeros = ~(((bytes & low) + low) | bytes | low);
    count += static_cast<std::int64_t>(((zeros >> 7) * ones) >> 56);
  }
  return count + std::count(from, to, '\n');
}

}  // namespace

XmlScanner::XmlScanner(ByteSource& source, XesLog& log, std::string file)
    : source_(source), log_(log), file_(std::move(file)), buffer_(first_xml_buffer) {}

std::int64_t XmlScanner::line() const {
  return lines_before_ + 1 + count_lines(buffer_.data(), buffer_.data() + next_);
}

bool XmlScanner::read_piece() {
  if (!refill()) {
    check_end();
    return false;
  }
  if (is_begin_ && std::string_view(buffer_.data(), filled_).starts_with("\xEF\xBB\xBF")) next_ = 3;
  is_begin_ = false;
  for (;;) {
    const char* const text = buffer_.data();
    const void* found = std::memchr(text + next_, '<', filled_ - next_);
    const std::size_t end =
        found ? static_cast<std::size_t>(static_cast<const char*>(found) - text) : filled_;
    if (name_begins_.empty() && !std::all_of(text + next_, text + end, is_blank))
      fail("text outside of the root element");
    next_ = end;
    if (!found || !scan_markup()) return true;
  }
}

bool XmlScanner::refill() {
  if (at_end_) return false;
  lines_before_ += count_lines(buffer_.data(), buffer_.data() + next_);
  const std::string_view gone(buffer_.data(), next_);
  const std::size_t last_line = gone.rfind('\n');
  column_before_ = last_line == std::string_view::npos
                       ? column_before_ + static_cast<std::int64_t>(next_)
                       : static_cast<std::int64_t>(next_ - last_line - 1);
  std::memmove(buffer_.data(), buffer_.data() + next_, filled_ - next_);
  filled_ -= next_;
  next_ = 0;
  if (filled_ > markup_limit) fail("one element is longer than 16 MiB");
  if (filled_ * 2 > buffer_.size()) buffer_.resize(buffer_.size() * 2);
  const std::size_t got =
      source_.read(buffer_.data() + filled_, std::min(buffer_.size() - filled_, largest_piece));
  filled_ += got;
  at_end_ = got == 0;
  return !at_end_;
}

/// Past the markup that begins at `next_`; false when its end is not in the buffer yet.
bool XmlScanner::scan_markup() {
  const std::string_view rest(buffer_.data() + next_, filled_ - next_);
  if (rest.size() < 2) return false;
  if (rest[1] == '/') return scan_end_tag();
  if (rest[1] == '?') return skip_past("?>", 2);
  if (rest[1] != '!') return scan_tag();
  if (rest.size() < 9) return false;
  if (rest.starts_with("<!--")) return skip_past("-->", 4);
  if (rest.starts_with("<![CDATA[") && !name_begins_.empty()) return skip_past("]]>", 9);
  if (rest.starts_with("<!DOCTYPE"))
    fail(
        "it has a DOCTYPE, which XES does not use and whose entities could fill all memory; take "
        "it out");
  fail("not well-formed");
}

bool XmlScanner::skip_past(std::string_view end, std::size_t from) {
  const std::string_view rest(buffer_.data() + next_, filled_ - next_);
  const std::size_t found = rest.find(end, from);
  if (found == std::string_view::npos) return false;
  next_ += found + end.size();
  return true;
}

bool XmlScanner::scan_end_tag() {
  const std::string_view rest(buffer_.data() + next_, filled_ - next_);
  const std::size_t end = rest.find('>');
  if (end == std::string_view::npos) return false;
  std::string_view name = rest.substr(2, end - 2);
  while (!name.empty() && is_blank(name.back())) name.remove_suffix(1);
  close(name);
  next_ += end + 1;
  return true;
}

/// `<name a="b" ...>` or `.../>`. Nothing is told of it before all of it is there.
bool XmlScanner::scan_tag() {
  const char* const text = buffer_.data();
  std::size_t at = next_ + 1;
  while (at < filled_ && !is_blank(text[at]) && text[at] != '>' && text[at] != '/' &&
         text[at] != '<')
    ++at;
  XmlTag tag{.name = {text + next_ + 1, at - next_ - 1}};
  for (;;) {
    while (at < filled_ && is_blank(text[at])) ++at;
    if (at >= filled_) return false;
    if (text[at] == '>') break;
    if (text[at] == '/') {
      if (at + 1 >= filled_) return false;
      if (text[at + 1] != '>') fail("not well-formed");
      break;
    }
    if (!read_attribute(tag, at)) return false;
  }
  if (tag.name.empty()) fail("not well-formed");
  const bool is_closed = text[at] == '/';
  open(tag);
  if (is_closed) close(tag.name);
  next_ = at + (is_closed ? 2 : 1);
  return true;
}

bool XmlScanner::read_attribute(XmlTag& tag, std::size_t& at) {
  const char* const text = buffer_.data();
  const std::size_t begin = at;
  while (at < filled_ && text[at] != '=' && !is_blank(text[at]) && text[at] != '>' &&
         text[at] != '<')
    ++at;
  const std::string_view name(text + begin, at - begin);
  while (at < filled_ && is_blank(text[at])) ++at;
  if (at >= filled_) return false;
  if (name.empty() || text[at] != '=') fail("an attribute without a value");
  ++at;
  while (at < filled_ && is_blank(text[at])) ++at;
  if (at >= filled_) return false;
  const char quote = text[at];
  if (quote != '"' && quote != '\'') fail("an attribute's value without quotes");
  ++at;
  const void* found = std::memchr(text + at, quote, filled_ - at);
  if (!found) return false;
  const std::string_view raw(
      text + at, static_cast<std::size_t>(static_cast<const char*>(found) - (text + at)));
  at += raw.size() + 1;
  if (name == "key") {
    tag.key = plain_value(raw, key_room_);
    tag.has_key = true;
  } else if (name == "value") {
    tag.value = plain_value(raw, value_room_);
    tag.has_value = true;
  }
  return true;
}

/// The value with its references replaced and its line breaks as blanks (XML 1.0, 3.3.3).
std::string_view XmlScanner::plain_value(std::string_view raw, std::string& room) {
  unsigned needs = nothing;
  for (const char c : raw) needs |= byte_needs[static_cast<unsigned char>(c)];
  if (needs == nothing) return raw;
  if ((needs & refusal) != 0) fail("a character that an attribute can't hold");
  if ((needs & utf8_check) != 0 && base::find_invalid_utf8(raw)) fail("not valid UTF-8");
  if ((needs & work) == 0) return raw;
  room.clear();
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (raw[i] == '&') {
      const std::size_t end = raw.find(';', i);
      if (end == std::string_view::npos) fail("an '&' that begins no reference");
      append_reference(room, raw.substr(i + 1, end - i - 1));
      i = end;
    } else if (raw[i] == '\r') {
      if (i + 1 == raw.size() || raw[i + 1] != '\n') room += ' ';
    } else {
      room += is_blank(raw[i]) ? ' ' : raw[i];
    }
  }
  return room;
}

void XmlScanner::append_reference(std::string& text, std::string_view reference) {
  constexpr std::array<std::pair<std::string_view, char>, 5> named = {
      {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}}};
  for (const auto& [name, c] : named) {
    if (reference != name) continue;
    text += c;
    return;
  }
  if (!reference.starts_with('#')) fail("an entity that is not defined");
  const bool is_hex = reference.starts_with("#x");
  const std::string_view digits = reference.substr(is_hex ? 2 : 1);
  std::uint32_t code = 0;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), code, is_hex ? 16 : 10);
  const bool is_number = error == std::errc() && end == digits.data() + digits.size();
  const bool is_control = code < 0x20 && code != '\t' && code != '\n' && code != '\r';
  const bool is_no_character =
      code > 0x10FFFF || (code >= 0xD800 && code < 0xE000) || code == 0xFFFE || code == 0xFFFF;
  if (!is_number || is_control || is_no_character) fail("a reference to no character");
  base::append_utf8(text, char32_t{code});
}

void XmlScanner::open(const XmlTag& tag) {
  if (name_begins_.empty() && has_root_) fail("junk after the root element");
  has_root_ = true;
  name_begins_.push_back(names_.size());
  names_ += tag.name;
  log_.begin_element(tag, *this);
}

void XmlScanner::close(std::string_view name) {
  if (name_begins_.empty() || open_name() != name) fail("mismatched tag");
  names_.resize(name_begins_.back());
  name_begins_.pop_back();
  log_.end_element(*this);
}

std::string_view XmlScanner::open_name() const {
  return std::string_view(names_).substr(name_begins_.back());
}

void XmlScanner::check_end() const {
  if (next_ < filled_) fail("the file ends inside of a tag, it is cut off");
  if (!has_root_) fail("there is no element in it");
  if (!name_begins_.empty())
    fail(base::say("the file ends before </{}>, it is cut off", open_name()));
}

void XmlScanner::fail(base::Sentence what) const {
  const std::string_view before(buffer_.data(), next_);
  const std::size_t last_line = before.rfind('\n');
  const std::int64_t column = last_line == std::string_view::npos
                                  ? column_before_ + static_cast<std::int64_t>(next_)
                                  : static_cast<std::int64_t>(next_ - last_line - 1);
  throw base::Error(
      base::ErrorKind::invalid,
      base::say(
          "'{}' can't be read as XES: line {}, column {}: {}. {} events were read up to there.",
          file_, line(), column + 1, std::move(what), log_.events()));
}

}  // namespace stagecraft::history
