#include "http/passwords.h"

#include <sodium.h>

#include <array>
#include <stdexcept>

#include "base/error.h"
#include "base/text.h"

namespace stagecraft::http {
namespace {

constexpr std::size_t least_length = 10, most_length = 200;

/// Of a password that nobody has; for taking the usual time.
const std::string& hash_of_nobody() {
  static const std::string hash = [] {
    std::array<char, crypto_pwhash_STRBYTES> text{};
    if (sodium_init() < 0 ||
        crypto_pwhash_str(text.data(), "", 0, crypto_pwhash_OPSLIMIT_INTERACTIVE,
                          crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
      throw std::runtime_error("there is no memory for hashing a password");
    return std::string(text.data());
  }();
  return hash;
}

}  // namespace

/// One of the places for computing.
class Passwords::Turn {
 public:
  explicit Turn(Passwords& passwords) : passwords_(passwords) {
    std::unique_lock lock(passwords_.mutex_);
    passwords_.has_free_.wait(lock, [this] { return passwords_.free_ > 0; });
    --passwords_.free_;
  }
  ~Turn() {
    {
      const std::scoped_lock lock(passwords_.mutex_);
      ++passwords_.free_;
    }
    passwords_.has_free_.notify_one();
  }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;

 private:
  Passwords& passwords_;
};

std::string Passwords::hash(std::string_view password) {
  const auto length = base::code_points(password).size();
  if (length < least_length || length > most_length)
    throw base::Error(base::ErrorKind::invalid, "A password has 10 to 200 characters.",
                      {{"/password", "too short or too long", "10 to 200 characters"}});
  const Turn turn(*this);
  std::array<char, crypto_pwhash_STRBYTES> text{};
  if (sodium_init() < 0 || crypto_pwhash_str(text.data(), password.data(), password.size(),
                                             crypto_pwhash_OPSLIMIT_INTERACTIVE,
                                             crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
    throw base::Error(base::ErrorKind::io, "There is no memory for hashing a password.");
  return text.data();
}

bool Passwords::matches(std::string_view password, const std::string& hash) {
  if (password.size() > most_length * 4) return false;
  const Turn turn(*this);
  const std::string& compared = hash.empty() ? hash_of_nobody() : hash;
  const bool is_same =
      crypto_pwhash_str_verify(compared.c_str(), password.data(), password.size()) == 0;
  return is_same && !hash.empty();
}

}  // namespace stagecraft::http
