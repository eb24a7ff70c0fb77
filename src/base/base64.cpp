#include "base/base64.h"

#include <sodium.h>

namespace stagecraft::base {
namespace {

int variant_of(Base64 form) {
  return form == Base64::padded ? sodium_base64_VARIANT_ORIGINAL
                                : sodium_base64_VARIANT_URLSAFE_NO_PADDING;
}

}  // namespace

std::string to_base64(std::string_view bytes, Base64 form) {
  const auto variant = variant_of(form);
  std::string text(sodium_base64_encoded_len(bytes.size(), variant), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                    bytes.size(), variant);
  text.pop_back();  // The closing zero.
  return text;
}

std::optional<std::string> find_base64(std::string_view text, Base64 form) {
  std::string bytes(text.size() / 4 * 3 + 3, '\0');
  std::size_t size = 0;
  if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(),
                        text.size(), nullptr, &size, nullptr, variant_of(form)) != 0)
    return std::nullopt;
  bytes.resize(size);
  return bytes;
}

}  // namespace stagecraft::base
