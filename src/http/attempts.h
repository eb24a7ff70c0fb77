#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"

namespace stagecraft::http {

/// Counts failures by name (an account, a client), so that secrets cannot be guessed: after `most`
/// within `span` the name has to wait until the oldest is that long ago. Thread-safe; kept in
/// memory, at most `names_limit` names, the longest unused forgotten first.
class Attempts {
 public:
  struct Limits {
    std::size_t most = 10;
    base::Milliseconds span = std::chrono::minutes(15);
    /// The refusal: a pattern for the seconds to wait.
    std::string_view refusal =
        "Too many failed attempts. Try again in {} seconds, or ask an administrator for a link to "
        "set a new password.";
  };

  explicit Attempts(Limits limits) : limits_(limits) {}

  /// Throws Refusal{429} with Retry-After while the name has to wait.
  void require_free(const std::string& name, base::Instant now);
  void note_failure(const std::string& name, base::Instant now);
  void forget(const std::string& name);

 private:
  static constexpr std::size_t names_limit = 100'000;
  void drop_old(std::vector<base::Instant>& failures, base::Instant now) const;

  const Limits limits_;
  std::mutex mutex_;
  std::map<std::string, std::vector<base::Instant>> failures_;
};

}  // namespace stagecraft::http
