#pragma once

#include <cstdint>
#include <string>
#include <string_view>

/// Signing as the Standard Webhooks specification has it.
namespace stagecraft::http {

/// A new secret: `whsec_` and 32 random bytes in base64.
std::string new_webhook_secret();

struct SignedMessage {
  std::string_view id;         ///< Header webhook-id.
  std::int64_t timestamp = 0;  ///< Header webhook-timestamp: seconds since 1970.
  std::string_view body;
};

/// `v1,` and HMAC-SHA256 of `id.timestamp.body` in base64. Throws std::logic_error for a secret
/// that is not written as new_webhook_secret writes them.
std::string webhook_signature(std::string_view secret, const SignedMessage& message);

}  // namespace stagecraft::http
