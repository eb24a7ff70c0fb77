#pragma once

#include <cstdint>
#include <vector>

#include "history/dictionary.h"

namespace stagecraft::history {

/// New codes for a dictionary, in the order in which codes are seen; those never seen are dropped,
/// code 0 stays. So a dictionary comes out the same whatever order its texts were first met in.
class Renumbering {
 public:
  explicit Renumbering(const Dictionary& dictionary) : fresh_(dictionary.size(), 0) {}

  void see(std::uint32_t code) {
    if (code == 0 || fresh_[code] != 0) return;
    changes_ = changes_ || code != next_;
    fresh_[code] = next_++;
  }
  bool is_complete() const { return next_ == fresh_.size(); }
  std::uint32_t operator()(std::uint32_t code) const { return fresh_[code]; }

  /// Makes `dictionary` the renumbered one; false when that changes nothing.
  bool apply(Dictionary& dictionary) const {
    if (!changes_ && is_complete()) return false;
    std::vector<std::uint32_t> old_of(next_, 0);
    for (std::uint32_t code = 1; code < fresh_.size(); ++code)
      if (fresh_[code] != 0) old_of[fresh_[code]] = code;
    Dictionary fresh;
    for (std::uint32_t code = 1; code < next_; ++code) fresh.code(dictionary.text(old_of[code]));
    dictionary = std::move(fresh);
    return true;
  }

 private:
  std::vector<std::uint32_t> fresh_;
  std::uint32_t next_ = 1;
  bool changes_ = false;
};

}  // namespace stagecraft::history
