#pragma once

#include <condition_variable>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

namespace stagecraft::http {

/// Lets many who want the same at once have it made once. Whoever comes while it is made does not
/// get that one, which may be older than what they have just written: they share the next. So
/// nobody waits for more than two makings, and one runs at a time. Thread-safe; callers block.
template <class T>
class Coalesced {
 public:
  /// What `make` gives, begun after this call; what it throws is thrown to all who share it.
  T get(const std::string& key, const std::function<T()>& make) {
    std::promise<T> promise;
    std::unique_lock lock(mutex_);
    auto& line = lines_[key];
    if (line.next.valid()) {
      const auto shared = line.next;
      lock.unlock();
      return shared.get();
    }
    const auto mine = promise.get_future().share();
    if (line.is_making) {
      line.next = mine;
      has_ended_.wait(lock, [&] { return !line.is_making; });
      line.next = {};
    }
    line.is_making = true;
    lock.unlock();
    try {
      promise.set_value(make());
    } catch (...) {
      promise.set_exception(std::current_exception());
    }
    lock.lock();
    line.is_making = false;
    if (!line.next.valid()) lines_.erase(key);
    lock.unlock();
    has_ended_.notify_all();
    return mine.get();
  }

 private:
  struct Line {
    bool is_making = false;
    std::shared_future<T> next;  ///< Of those who wait for the present making to end.
  };

  std::mutex mutex_;
  std::condition_variable has_ended_;
  std::map<std::string, Line> lines_;
};

}  // namespace stagecraft::http
