#include "measures/request.h"

#include <array>

namespace stagecraft::measures {

namespace {

constexpr std::array<std::string_view, 5> slice_words{"by_rule", "created", "event", "period_end",
                                                      "now"};
constexpr std::array<std::string_view, 3> interval_words{"full", "fast", "none"};

template <typename Enum, std::size_t size>
std::optional<Enum> find_word(const std::array<std::string_view, size>& words,
                              std::string_view word) {
  for (std::size_t i = 0; i < size; ++i)
    if (words[i] == word) return static_cast<Enum>(i);
  return std::nullopt;
}

}  // namespace

std::string_view to_word(SliceAt at) { return slice_words[static_cast<std::size_t>(at)]; }

std::optional<SliceAt> find_slice_at(std::string_view word) {
  return find_word<SliceAt>(slice_words, word);
}

std::string_view to_word(Intervals intervals) {
  return interval_words[static_cast<std::size_t>(intervals)];
}

std::optional<Intervals> find_intervals(std::string_view word) {
  return find_word<Intervals>(interval_words, word);
}

}  // namespace stagecraft::measures
