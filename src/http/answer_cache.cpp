#include "http/answer_cache.h"

#include <algorithm>

namespace stagecraft::http {

AnswerCache::Text AnswerCache::get(const std::string& key,
                                   const std::function<std::string()>& make) {
  std::promise<Text> promise;
  {
    std::unique_lock lock(mutex_);
    if (const auto known = find(key); known != entries_.end()) {
      const auto text = known->text;
      lock.unlock();
      return text.get();
    }
    entries_.push_front({key, promise.get_future().share()});
    if (entries_.size() > most_) entries_.pop_back();
  }
  try {
    auto text = std::make_shared<const std::string>(make());
    promise.set_value(text);
    return text;
  } catch (...) {
    drop(key);
    promise.set_exception(std::current_exception());
    throw;
  }
}

std::list<AnswerCache::Entry>::iterator AnswerCache::find(const std::string& key) {
  const auto found = std::ranges::find(entries_, key, &Entry::key);
  if (found != entries_.end()) entries_.splice(entries_.begin(), entries_, found);
  return found;
}

void AnswerCache::drop(const std::string& key) {
  const std::scoped_lock lock(mutex_);
  std::erase_if(entries_, [&](const Entry& entry) { return entry.key == key; });
}

}  // namespace stagecraft::http
