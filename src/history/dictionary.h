#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace stagecraft::history {

/// Strings numbered in order of first appearance; code 0 is the empty string. A lookup is one hash
/// and, as a rule, one comparison. Text lives in one block; views stay valid until the next
/// `code()`.
class Dictionary {
 public:
  Dictionary();

  /// The code of `text`, new if it was not known. Throws Error{too_large} for gigabytes of texts
  /// that are some megabytes each.
  std::uint32_t code(std::string_view text);
  /// O(1), after `pack` O(size).
  std::optional<std::uint32_t> find(std::string_view text) const;
  std::string_view text(std::uint32_t code) const {
    const std::uint64_t begin = begin_of(code);
    return {text_.data() + begin, begin_of(code + 1) - begin};
  }
  std::size_t size() const { return begin_.size() - 1; }

  /// Gives back all memory that reading by code does not need. A later `code()` makes the index
  /// anew.
  void pack();
  std::size_t memory_bytes() const;

  bool operator==(const Dictionary& other) const;

 private:
  static constexpr std::uint32_t block = 1024;  ///< Texts of 4 MiB on average would be too long.

  std::uint64_t begin_of(std::uint32_t code) const {
    return block_begin_[code / block] + begin_[code];
  }
  void push_begin(std::uint64_t begin);
  std::uint32_t append(std::string_view text);
  void index(std::size_t slot_count);

  std::vector<char> text_;
  std::vector<std::uint32_t> begin_;        ///< Of each text and the end, within its block.
  std::vector<std::uint64_t> block_begin_;  ///< In `text_`, of every `block` texts.
  std::vector<std::uint64_t>
      slots_;  ///< Open addressing: upper half of the hash, code + 1; 0 is free.
};

}  // namespace stagecraft::history
