#include "http/new_secret.h"

#include <sodium.h>

#include <stdexcept>

#include "base/base64.h"

namespace stagecraft::http {

std::string new_secret() {
  if (sodium_init() < 0) throw std::runtime_error("libsodium cannot be started");
  std::string bytes(32, '\0');
  randombytes_buf(bytes.data(), bytes.size());
  return base::to_base64(bytes, base::Base64::for_urls);
}

}  // namespace stagecraft::http
