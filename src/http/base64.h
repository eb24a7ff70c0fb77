#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace stagecraft::http {

/// RFC 4648, 5, without padding.
std::string to_base64url(std::string_view bytes);
std::optional<std::string> from_base64url(std::string_view text);

/// 256 random bits as text of 43 letters: for links, sessions and tokens.
std::string new_secret();

}  // namespace stagecraft::http
