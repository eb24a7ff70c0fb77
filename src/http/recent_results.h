#pragma once

#include <algorithm>
#include <cstddef>
#include <exception>
#include <functional>
#include <future>
#include <list>
#include <memory>
#include <mutex>
#include <string>

namespace stagecraft::http {

/// What took long to make, by all that it depends on. Who asks for one that is being made waits for
/// it instead of making it again. Thread-safe.
template <class T>
class RecentResults {
 public:
  using Result = std::shared_ptr<const T>;

  /// Keeps the `most` that were asked for last.
  explicit RecentResults(std::size_t most) : most_(most) {}

  /// What `make` gives; what it throws is thrown to all who wait, and not kept.
  Result get(const std::string& key, const std::function<Result()>& make) {
    std::promise<Result> promise;
    {
      std::unique_lock lock(mutex_);
      if (const auto known = find(key); known != entries_.end()) {
        const auto result = known->result;
        lock.unlock();
        return result.get();
      }
      entries_.push_front({key, promise.get_future().share()});
      if (entries_.size() > most_) entries_.pop_back();
    }
    try {
      auto result = make();
      promise.set_value(result);
      return result;
    } catch (...) {
      drop(key);
      promise.set_exception(std::current_exception());
      throw;
    }
  }

 private:
  struct Entry {
    std::string key;
    std::shared_future<Result> result;
  };

  /// The entry, moved to the front; the end where there is none.
  auto find(const std::string& key) {
    const auto found = std::ranges::find(entries_, key, &Entry::key);
    if (found != entries_.end()) entries_.splice(entries_.begin(), entries_, found);
    return found;
  }
  void drop(const std::string& key) {
    const std::scoped_lock lock(mutex_);
    std::erase_if(entries_, [&](const Entry& entry) { return entry.key == key; });
  }

  std::size_t most_;
  std::mutex mutex_;
  std::list<Entry> entries_;  ///< Those asked for last come first.
};

}  // namespace stagecraft::http
