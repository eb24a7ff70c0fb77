#include "store/readers.h"

namespace stagecraft::store {

std::unique_ptr<Connection> Readers::take() {
  std::unique_lock lock(mutex_);
  has_free_.wait(lock, [this] { return !free_.empty() || count_ < most_; });
  if (!free_.empty()) {
    auto db = std::move(free_.back());
    free_.pop_back();
    return db;
  }
  ++count_;
  lock.unlock();
  try {
    return open_();
  } catch (...) {
    const std::lock_guard again(mutex_);
    --count_;
    has_free_.notify_one();
    throw;
  }
}

void Readers::give_back(std::unique_ptr<Connection> db) {
  const std::lock_guard lock(mutex_);
  free_.push_back(std::move(db));
  has_free_.notify_one();
}

}  // namespace stagecraft::store
