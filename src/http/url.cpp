#include "http/url.h"

#include <algorithm>

#include "base/text.h"

namespace stagecraft::http {
namespace {

constexpr std::size_t segment_limit = 64;
constexpr std::size_t parameter_limit = 200;

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool is_refused_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\t' && c != '\n' && c != '\r') || byte == 0x7f;
}

/// Calls `take` for every part between separators, until it says false.
template <class Take>
bool split(std::string_view text, char separator, Take take) {
  for (;;) {
    const auto end = text.find(separator);
    if (!take(text.substr(0, end))) return false;
    if (end == std::string_view::npos) return true;
    text.remove_prefix(end + 1);
  }
}

bool read_path(std::string_view path, Target& target) {
  return split(path.substr(1), '/', [&](std::string_view part) {
    auto segment = percent_decoded(part, false);
    if (!segment || *segment == "." || *segment == ".." || target.segments.size() == segment_limit)
      return false;
    target.segments.push_back(std::move(*segment));
    return true;
  });
}

bool read_parameters(std::string_view query, Target& target) {
  return split(query, '&', [&](std::string_view part) {
    if (part.empty()) return true;
    const auto equals = part.find('=');
    auto name = percent_decoded(part.substr(0, equals), true);
    auto value = equals == std::string_view::npos ? std::optional<std::string>(std::string())
                                                  : percent_decoded(part.substr(equals + 1), true);
    if (!name || !value || target.query.size() == parameter_limit) return false;
    target.query.emplace_back(std::move(*name), std::move(*value));
    return true;
  });
}

/// Proxies send the whole address: `http://host/path`.
std::string_view without_authority(std::string_view target) {
  for (const std::string_view scheme : {"http://", "https://"})
    if (target.starts_with(scheme)) {
      const auto slash = target.find('/', scheme.size());
      return slash == std::string_view::npos ? "/" : target.substr(slash);
    }
  return target;
}

}  // namespace

std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_blank) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus_is_blank) {
      out += ' ';
    } else if (text[i] != '%') {
      out += text[i];
    } else {
      const int high = i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
      const int low = i + 2 < text.size() ? hex_value(text[i + 2]) : -1;
      if (high < 0 || low < 0) return {};
      out += static_cast<char>(high * 16 + low);
      i += 2;
    }
  }
  if (std::ranges::any_of(out, is_refused_control) || base::find_invalid_utf8(out)) return {};
  return out;
}

std::optional<Target> parse_target(std::string_view text) {
  text = without_authority(text);
  if (text.empty() || text.front() != '/') return {};
  const auto question = text.find('?');
  Target target{.path = std::string(text.substr(0, question))};
  if (!read_path(target.path, target)) return {};
  if (question != std::string_view::npos && !read_parameters(text.substr(question + 1), target))
    return {};
  return target;
}

}  // namespace stagecraft::http
