#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace stagecraft::process {

/// Words [begin, end) of a text.
struct WordSpan {
  std::size_t begin = 0, end = 0;

  std::size_t size() const { return end - begin; }
  bool holds(const WordSpan& other) const { return begin <= other.begin && other.end <= end; }
  bool operator==(const WordSpan&) const = default;
};

/// A list of phrases, each of one word or more, that is looked up in the words of a text.
class PhraseList {
 public:
  /// Adds an entry as it is written in a word list. Adding it twice changes nothing.
  void add(std::string_view entry);
  /// Adds a verb in base form and its regular forms (see `verb_forms`).
  void add_verb(std::string_view entry);

  /// How many words the longest phrase has that begins at word `at`; 0: none begins there.
  std::size_t length_at(std::span<const std::string> words, std::size_t at) const;
  /// All places of phrases from left to right: the longest wins, and none overlaps another.
  std::vector<WordSpan> find_in(std::span<const std::string> words) const;
  bool holds_any(std::span<const std::string> words) const { return !find_in(words).empty(); }
  bool empty() const { return by_first_.empty(); }

 private:
  using Phrase = std::vector<std::string>;
  std::map<std::string, std::vector<Phrase>, std::less<>> by_first_;  ///< First word -> the others.
};

/// The regular forms of a verb in base form, itself among them: -s, -es, -ed, -d, -ing, y -> ies
/// and ied, e dropped before -ing, the last letter doubled. Forms that English does not know come
/// along, and do no harm, because nobody writes them. Of a phrase, the first word is the verb.
std::vector<std::string> verb_forms(std::string_view verb);

}  // namespace stagecraft::process
