#include "http/webhook_signature.h"

#include <fmt/format.h>
#include <sodium.h>

#include <array>
#include <span>
#include <stdexcept>
#include <vector>

namespace stagecraft::http {
namespace {

constexpr std::string_view secret_start = "whsec_";
constexpr std::size_t secret_bytes = 32;

std::string to_base64(std::span<const unsigned char> bytes) {
  std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(),
                    sodium_base64_VARIANT_ORIGINAL);
  text.pop_back();  // Its terminating zero.
  return text;
}

std::vector<unsigned char> key_of(std::string_view secret) {
  if (!secret.starts_with(secret_start)) throw std::logic_error("no secret of a webhook");
  secret.remove_prefix(secret_start.size());
  std::vector<unsigned char> key(secret.size());
  std::size_t size = 0;
  if (sodium_base642bin(key.data(), key.size(), secret.data(), secret.size(), nullptr, &size,
                        nullptr, sodium_base64_VARIANT_ORIGINAL) != 0)
    throw std::logic_error("no secret of a webhook");
  key.resize(size);
  return key;
}

}  // namespace

std::string new_webhook_secret() {
  std::array<unsigned char, secret_bytes> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  return std::string(secret_start) + to_base64(bytes);
}

std::string webhook_signature(std::string_view secret, const SignedMessage& message) {
  const auto key = key_of(secret);
  const auto head = fmt::format("{}.{}.", message.id, message.timestamp);
  const auto bytes_of = [](std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
  };
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, key.data(), key.size());
  crypto_auth_hmacsha256_update(&state, bytes_of(head), head.size());
  crypto_auth_hmacsha256_update(&state, bytes_of(message.body), message.body.size());
  std::array<unsigned char, crypto_auth_hmacsha256_BYTES> digest{};
  crypto_auth_hmacsha256_final(&state, digest.data());
  return "v1," + to_base64(digest);
}

}  // namespace stagecraft::http
