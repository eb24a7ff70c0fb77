#pragma once

#include <condition_variable>
#include <mutex>
#include <string>
#include <string_view>

namespace stagecraft::http {

/// Passwords as Argon2id (libsodium, interactive limits: 64 MiB and some tens of milliseconds
/// each). Only a few are computed at a time, so that a flood of sign-ins takes neither memory nor
/// processor from the others.
class Passwords {
 public:
  explicit Passwords(int at_a_time = 2) : free_(at_a_time) {}

  /// Throws Error{invalid} for passwords under 10 or over 200 characters. Blocks.
  std::string hash(std::string_view password);
  /// Blocks. With an empty hash it takes as long, and is false: who asks does not learn whether
  /// there is such a person.
  bool matches(std::string_view password, const std::string& hash);

 private:
  class Turn;
  std::mutex mutex_;
  std::condition_variable has_free_;
  int free_;
};

}  // namespace stagecraft::http
