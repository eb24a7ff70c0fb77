#include "http/webhook_signature.h"

#include <fmt/format.h>
#include <sodium.h>

#include <optional>
#include <stdexcept>

#include "base/base64.h"

namespace stagecraft::http {
namespace {

constexpr std::string_view secret_start = "whsec_";
constexpr std::size_t secret_bytes = 32;

std::string signing_key(std::string_view secret) {
  std::optional<std::string> key;
  if (secret.starts_with(secret_start)) key = base::find_base64(secret.substr(secret_start.size()));
  if (!key) throw std::logic_error("no secret of a webhook");
  return *std::move(key);
}

const unsigned char* unsigned_bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

std::string new_webhook_secret() {
  std::string bytes(secret_bytes, '\0');
  randombytes_buf(bytes.data(), bytes.size());
  return std::string(secret_start) + base::to_base64(bytes);
}

std::string webhook_signature(std::string_view secret, const SignedMessage& message) {
  const auto key = signing_key(secret);
  const auto head = fmt::format("{}.{}.", message.id, message.timestamp);
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, unsigned_bytes_of(key), key.size());
  crypto_auth_hmacsha256_update(&state, unsigned_bytes_of(head), head.size());
  crypto_auth_hmacsha256_update(&state, unsigned_bytes_of(message.body), message.body.size());
  std::string digest(crypto_auth_hmacsha256_BYTES, '\0');
  crypto_auth_hmacsha256_final(&state, reinterpret_cast<unsigned char*>(digest.data()));
  return "v1," + base::to_base64(digest);
}

}  // namespace stagecraft::http
