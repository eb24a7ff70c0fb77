#include "history/dictionary.h"

#include <cstring>
#include <limits>

#include "base/error.h"
#include "base/release.h"

namespace stagecraft::history {
namespace {

constexpr std::uint64_t mixer = 0x9E3779B97F4A7C15;

std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
  const std::uint64_t product = (a ^ b) * mixer;
  return product ^ (product >> 32);
}

std::uint64_t load(const char* from, std::size_t size) {
  std::uint64_t bytes = 0;
  std::memcpy(&bytes, from, size);
  return bytes;
}

/// Eight bytes a step; the last step overlaps the one before, so that nothing is read past the end.
std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = text.size() * mixer;
  if (text.size() < 8) return mix(mix(hash, load(text.data(), text.size())), mixer);
  std::size_t i = 0;
  for (; i + 8 < text.size(); i += 8) hash = mix(hash, load(text.data() + i, 8));
  return mix(mix(hash, load(text.data() + text.size() - 8, 8)), mixer);
}

constexpr std::uint64_t hash_part = 0xFFFF'FFFF'0000'0000;

}  // namespace

Dictionary::Dictionary() {
  push_begin(0);
  push_begin(0);
  index(16);
}

std::uint32_t Dictionary::code(std::string_view text) {
  if (text.empty()) return 0;
  if (size() * 2 >= slots_.size()) index(slots_.empty() ? size() * 4 : slots_.size() * 2);
  const std::uint64_t hash = hash_of(text);
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t slot = hash & mask;; slot = (slot + 1) & mask) {
    if (slots_[slot] == 0) {
      const std::uint32_t fresh = append(text);
      slots_[slot] = (hash & hash_part) | (fresh + 1);
      return fresh;
    }
    if (((slots_[slot] ^ hash) & hash_part) != 0) continue;
    const auto known = static_cast<std::uint32_t>(slots_[slot]) - 1;
    if (this->text(known) == text) return known;
  }
}

std::optional<std::uint32_t> Dictionary::find(std::string_view text) const {
  if (text.empty()) return 0;
  if (slots_.empty()) {
    for (std::uint32_t i = 0; i < size(); ++i)
      if (this->text(i) == text) return i;
    return std::nullopt;
  }
  const std::uint64_t hash = hash_of(text);
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t slot = hash & mask; slots_[slot] != 0; slot = (slot + 1) & mask) {
    if (((slots_[slot] ^ hash) & hash_part) != 0) continue;
    const auto known = static_cast<std::uint32_t>(slots_[slot]) - 1;
    if (this->text(known) == text) return known;
  }
  return std::nullopt;
}

void Dictionary::pack() {
  base::release(slots_);
  text_.shrink_to_fit();
  begin_.shrink_to_fit();
  block_begin_.shrink_to_fit();
}

std::size_t Dictionary::memory_bytes() const {
  return text_.capacity() + begin_.capacity() * sizeof(std::uint32_t) +
         (block_begin_.capacity() + slots_.capacity()) * sizeof(std::uint64_t);
}

bool Dictionary::operator==(const Dictionary& other) const {
  return begin_ == other.begin_ && block_begin_ == other.block_begin_ && text_ == other.text_;
}

std::uint32_t Dictionary::append(std::string_view text) {
  push_begin(text_.size() + text.size());
  text_.insert(text_.end(), text.begin(), text.end());
  return static_cast<std::uint32_t>(size() - 1);
}

void Dictionary::push_begin(std::uint64_t begin) {
  if (begin_.size() % block == 0) block_begin_.push_back(begin);
  const std::uint64_t in_block = begin - block_begin_.back();
  if (in_block > std::numeric_limits<std::uint32_t>::max())
    throw base::Error(base::ErrorKind::too_large,
                      "A thousand texts of one column are longer than 4 GiB together; keep such "
                      "texts elsewhere and link to them.");
  begin_.push_back(static_cast<std::uint32_t>(in_block));
}

void Dictionary::index(std::size_t slot_count) {
  std::size_t rounded = 16;
  while (rounded < slot_count) rounded *= 2;
  slots_.assign(rounded, 0);
  const std::size_t mask = rounded - 1;
  for (std::uint32_t code = 1; code < size(); ++code) {
    const std::uint64_t hash = hash_of(text(code));
    std::size_t slot = hash & mask;
    while (slots_[slot] != 0) slot = (slot + 1) & mask;
    slots_[slot] = (hash & hash_part) | (code + 1);
  }
}

}  // namespace stagecraft::history
