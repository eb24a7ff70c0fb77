#include "http/media_types.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"

namespace stagecraft::http {
namespace {

using namespace std::string_view_literals;

/// How files of a type begin; of a type with several rows one has to agree.
struct Beginning {
  std::string_view media_type;  ///< Or how it begins, as `is_listed` takes it.
  std::string_view bytes;
  std::size_t at = 0;
};

constexpr auto zip = "PK\x03\x04"sv, empty_zip = "PK\x05\x06"sv;
constexpr auto compound = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv;

constexpr std::array beginnings{
    Beginning{"application/pdf", "%PDF-"},
    Beginning{"image/png", "\x89PNG\r\n\x1A\n"},
    Beginning{"image/jpeg", "\xFF\xD8\xFF"},
    Beginning{"image/gif", "GIF8"},
    Beginning{"image/webp", "WEBP", 8},
    Beginning{"image/tiff", "II*\0"sv},
    Beginning{"image/tiff", "MM\0*"sv},
    Beginning{"application/zip", zip},
    Beginning{"application/zip", empty_zip},
    Beginning{"application/vnd.openxmlformats-officedocument.*", zip},
    Beginning{"application/vnd.oasis.opendocument.*", zip},
    Beginning{"application/msword", compound},
    Beginning{"application/vnd.ms-excel", compound},
    Beginning{"application/vnd.ms-powerpoint", compound},
};

bool is_token_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
         "!#$%&'*+-.^_`|~"sv.find(c) != std::string_view::npos;
}

bool is_token(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, is_token_character);
}

bool fits(std::string_view media_type, std::string_view pattern) {
  if (pattern.ends_with('*')) return media_type.starts_with(pattern.substr(0, pattern.size() - 1));
  return media_type == pattern;
}

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
         c == '-' || c == '_';
}

}  // namespace

std::string media_type_of(std::string_view content_type) {
  const std::string type(base::trim(content_type.substr(0, content_type.find(';'))));
  std::string lower;
  for (const char c : type) lower += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  const auto slash = lower.find('/');
  if (slash == std::string::npos || lower.size() > 127) return {};
  const std::string_view view(lower);
  return is_token(view.substr(0, slash)) && is_token(view.substr(slash + 1)) ? lower : "";
}

bool is_listed(std::string_view media_type, std::string_view list) {
  while (!list.empty()) {
    const auto end = std::min(list.find(','), list.size());
    const auto pattern = base::trim(list.substr(0, end));
    if (!pattern.empty() && fits(media_type, pattern)) return true;
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return false;
}

bool agrees(std::string_view media_type, std::string_view first_bytes) {
  if (media_type.starts_with("text/") || media_type == "message/rfc822")
    return first_bytes.find('\0') == std::string_view::npos;
  bool is_known = false;
  for (const auto& beginning : beginnings) {
    if (!fits(media_type, beginning.media_type)) continue;
    if (first_bytes.substr(std::min(beginning.at, first_bytes.size())).starts_with(beginning.bytes))
      return true;
    is_known = true;
  }
  return !is_known;
}

std::string kept_as(std::string_view name) {
  std::string plain, encoded;
  for (const char c : name) {
    plain += is_plain(c) || c == ' ' ? c : '_';
    if (is_plain(c))
      encoded += c;
    else
      fmt::format_to(std::back_inserter(encoded), "%{:02X}", static_cast<unsigned char>(c));
  }
  return fmt::format("attachment; filename=\"{}\"; filename*=UTF-8''{}", plain, encoded);
}

}  // namespace stagecraft::http
