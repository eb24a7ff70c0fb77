#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>

namespace stagecraft::history {

/// A JSON string literal. REQUIRES valid UTF-8.
inline std::string json_text(std::string_view text) {
  std::string literal = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      literal += '\\';
      literal += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      literal += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    } else {
      literal += c;
    }
  }
  return literal + "\"";
}

}  // namespace stagecraft::history
