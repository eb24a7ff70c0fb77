#include "http/new_secret.h"

#include <sodium.h>

#include <array>
#include <stdexcept>

namespace stagecraft::http {

std::string new_secret() {
  constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
  if (sodium_init() < 0) throw std::runtime_error("libsodium cannot be started");
  std::array<unsigned char, 32> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  std::string text(sodium_base64_ENCODED_LEN(bytes.size(), variant), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), variant);
  text.pop_back();  // The closing zero.
  return text;
}

}  // namespace stagecraft::http
