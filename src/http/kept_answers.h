#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "http/desk.h"

namespace stagecraft::http {

/// Answers to reading, kept for as long as nothing in the workspace changes, and for a second at
/// most, since what is due depends on the time. A page that many look at is made once.
///
/// An answer belongs to the state that its connection has seen: SQLite numbers the states of each
/// connection (PRAGMA data_version), whoever has changed the file, this program or another. So
/// nobody is told of a state older than the one they read. PostgreSQL numbers none, and there
/// nothing is kept. Thread-safe.
class KeptAnswers {
 public:
  struct Kept {
    std::string body;
    std::string etag;
  };

  /// What the answer depends on: connection, its state, the second, who asks, and what. Nullopt
  /// where it cannot be kept. REQUIRES that connections for reading stay open as long as this.
  static std::optional<std::string> key_of(const Desk& desk, const Request& request);

  /// Null where there is none.
  std::shared_ptr<const Kept> find(const std::string& key);
  void keep(const std::string& key, Kept answer);

 private:
  using Answers = std::unordered_map<std::string, std::shared_ptr<const Kept>>;

  std::mutex mutex_;
  Answers young_, old_;  ///< When there are too many, the old ones go.
};

}  // namespace stagecraft::http
