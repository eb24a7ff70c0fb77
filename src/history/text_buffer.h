#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace stagecraft::history {

/// Gathers text into pieces that are worth writing. What is left has to be flushed.
class TextBuffer {
 public:
  explicit TextBuffer(const std::function<void(std::string_view)>& write) : write_(write) {}

  void add(std::string_view text) {
    text_ += text;
    if (text_.size() >= piece_size) flush();
  }
  void line(std::string_view text) {
    text_ += text;
    add("\n");
  }
  void flush() {
    if (!text_.empty()) write_(text_);
    text_.clear();
  }

 private:
  static constexpr std::size_t piece_size = std::size_t{1} << 16;

  const std::function<void(std::string_view)>& write_;
  std::string text_;
};

}  // namespace stagecraft::history
