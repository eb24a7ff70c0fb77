#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "store/readers.h"

namespace stagecraft::http {

/// What was worked out from reading, kept until anything in the workspace changes.
///
/// A value belongs to the state that its connection has seen, whoever changes the database, this
/// program or another. So nobody is told of a state older than the one they would read.
/// REQUIRES that connections for reading stay open as long as this. Thread-safe.
template <class T>
class Kept {
 public:
  /// Keeps between `most` and twice as many.
  explicit Kept(std::size_t most) : most_(most) {}

  /// Null where there is none of this state.
  std::shared_ptr<const T> find(const store::ReadState& state, std::string_view key) {
    const std::scoped_lock lock(mutex_);
    for (const auto* values : {&young_, &old_})
      if (const auto found = values->find(Place{state.connection, key}); found != values->end())
        return found->second.version == state.version ? found->second.value : nullptr;
    return nullptr;
  }

  void keep(const store::ReadState& state, std::string_view key, T value) {
    Value kept{state.version, std::make_shared<const T>(std::move(value))};
    const std::scoped_lock lock(mutex_);
    if (young_.size() >= most_) old_ = std::exchange(young_, {});
    young_.insert_or_assign(Key{state.connection, std::string(key)}, std::move(kept));
  }

 private:
  struct Key {
    const void* connection;
    std::string text;
  };
  struct Place {
    const void* connection;
    std::string_view text;
  };
  struct Value {
    std::int64_t version;
    std::shared_ptr<const T> value;
  };
  struct Hash {
    using is_transparent = void;
    template <class Any>
    std::size_t operator()(const Any& key) const {
      return std::hash<std::string_view>()(key.text) * 31 +
             std::hash<const void*>()(key.connection);
    }
  };
  struct Equal {
    using is_transparent = void;
    template <class A, class B>
    bool operator()(const A& a, const B& b) const {
      return a.connection == b.connection && a.text == b.text;
    }
  };
  using Values = std::unordered_map<Key, Value, Hash, Equal>;

  std::size_t most_;
  std::mutex mutex_;
  Values young_, old_;  ///< When there are too many, the old ones go.
};

}  // namespace stagecraft::http
