#pragma once

#include <cstddef>
#include <functional>
#include <future>
#include <list>
#include <memory>
#include <mutex>
#include <string>

namespace stagecraft::http {

/// Answers that took long to make, by all that they depend on. Who asks for one that is being made
/// waits for it instead of making it again. Thread-safe.
class AnswerCache {
 public:
  using Text = std::shared_ptr<const std::string>;

  /// Keeps the `most` that were asked for last.
  explicit AnswerCache(std::size_t most) : most_(most) {}

  /// What `make` gives; what it throws is thrown to all who wait, and not kept.
  Text get(const std::string& key, const std::function<std::string()>& make);

 private:
  struct Entry {
    std::string key;
    std::shared_future<Text> text;
  };

  /// The entry, moved to the front; the end where there is none.
  std::list<Entry>::iterator find(const std::string& key);
  void drop(const std::string& key);

  std::size_t most_;
  std::mutex mutex_;
  std::list<Entry> entries_;  ///< Those asked for last come first.
};

}  // namespace stagecraft::http
