#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace stagecraft::base {

/// The two alphabets of RFC 4648.
enum class Base64 : std::uint8_t {
  padded,    ///< With `+`, `/` and padding.
  for_urls,  ///< With `-` and `_`, without padding.
};

std::string to_base64(std::string_view bytes, Base64 form = Base64::padded);

/// The bytes; nullopt for a text that is not wholly of this form.
std::optional<std::string> find_base64(std::string_view text, Base64 form = Base64::padded);

}  // namespace stagecraft::base
