#include "http/base64.h"

#include <sodium.h>

#include <array>
#include <stdexcept>

namespace stagecraft::http {
namespace {

constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

}  // namespace

std::string to_base64url(std::string_view bytes) {
  std::string text(sodium_base64_encoded_len(bytes.size(), variant), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                    bytes.size(), variant);
  text.pop_back();  // the terminating zero
  return text;
}

std::optional<std::string> from_base64url(std::string_view text) {
  std::string bytes(text.size(), '\0');
  std::size_t length = 0;
  const char* end = nullptr;
  const int status = sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(),
                                       text.data(), text.size(), nullptr, &length, &end, variant);
  if (status != 0 || end != text.data() + text.size()) return {};
  bytes.resize(length);
  return bytes;
}

std::string new_secret() {
  if (sodium_init() < 0) throw std::runtime_error("libsodium cannot be started");
  std::array<char, 32> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  return to_base64url({bytes.data(), bytes.size()});
}

}  // namespace stagecraft::http
