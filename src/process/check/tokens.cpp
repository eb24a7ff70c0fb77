#include "process/check/tokens.h"

#include "base/text.h"

namespace stagecraft::process {
namespace {

constexpr char32_t typographic_apostrophe = 0x2019;

bool is_ascii_word(char32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '\'' || c == '-';
}

// Beyond ASCII everything is a letter but the blocks of punctuation, symbols and spaces: a table of
// all letters would say the same of every text that people write.
bool is_foreign_letter(char32_t c) {
  if (c < 0xC0) return c == 0xAA || c == 0xB5 || c == 0xBA;
  return c != 0xD7 && c != 0xF7 && !(c >= 0x2000 && c <= 0x2BFF) && !(c >= 0x3000 && c <= 0x303F) &&
         !(c >= 0xFF00 && c <= 0xFF0F) && c != 0xFEFF && c != 0xFFFD;
}

std::string_view without_edges(std::string_view word) {
  const auto first = word.find_first_not_of("'-");
  if (first == std::string_view::npos) return {};
  word = word.substr(first, word.find_last_not_of("'-") - first + 1);
  if (word.ends_with("'s")) word.remove_suffix(2);
  return word;
}

}  // namespace

std::vector<std::string> split_words(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  const auto finish = [&] {
    if (const auto core = without_edges(word); !core.empty()) words.emplace_back(core);
    word.clear();
  };
  for (auto c : base::code_points(base::to_lower(text))) {
    if (c == typographic_apostrophe) c = '\'';
    if (is_ascii_word(c) || is_foreign_letter(c))
      base::append_utf8(word, c);
    else
      finish();
  }
  finish();
  return words;
}

}  // namespace stagecraft::process
