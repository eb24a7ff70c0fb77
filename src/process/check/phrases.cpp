#include "process/check/phrases.h"

#include <algorithm>

#include "process/check/tokens.h"

namespace stagecraft::process {

void PhraseList::add(std::string_view entry) {
  auto words = split_words(entry);
  if (words.empty()) return;
  auto& phrases = by_first_[words.front()];
  words.erase(words.begin());
  if (std::ranges::find(phrases, words) != phrases.end()) return;
  // Longest first, so that the first that fits is the one that wins.
  const auto behind = std::ranges::find_if(
      phrases, [&](const Phrase& phrase) { return phrase.size() < words.size(); });
  phrases.insert(behind, std::move(words));
}

void PhraseList::add_verb(std::string_view entry) {
  for (const auto& form : verb_forms(entry)) add(form);
}

std::size_t PhraseList::length_at(std::span<const std::string> words, std::size_t at) const {
  if (at >= words.size()) return 0;
  const auto found = by_first_.find(words[at]);
  if (found == by_first_.end()) return 0;
  const auto rest = words.subspan(at + 1);
  for (const auto& phrase : found->second)
    if (phrase.size() <= rest.size() && std::ranges::equal(phrase, rest.first(phrase.size())))
      return phrase.size() + 1;
  return 0;
}

std::vector<WordSpan> PhraseList::find_in(std::span<const std::string> words) const {
  std::vector<WordSpan> found;
  for (std::size_t at = 0; at < words.size();) {
    const auto length = length_at(words, at);
    if (length > 0) found.push_back({at, at + length});
    at += std::max<std::size_t>(length, 1);
  }
  return found;
}

std::vector<std::string> verb_forms(std::string_view verb) {
  const auto space = verb.find(' ');
  const std::string base(verb.substr(0, space));
  const std::string rest(space == std::string_view::npos ? std::string_view() : verb.substr(space));
  std::vector<std::string> forms;
  if (base.empty()) return forms;
  const auto with = [&](const std::string& stem, std::string_view ending) {
    forms.push_back(stem + std::string(ending) + rest);
  };
  for (const auto* ending : {"", "s", "es", "ed", "d", "ing"}) with(base, ending);
  const auto stem = base.substr(0, base.size() - 1);
  if (base.back() == 'y') with(stem, "ies"), with(stem, "ied");
  if (base.back() == 'e') with(stem, "ing");
  for (const auto* ending : {"ed", "ing"}) with(base + base.back(), ending);
  return forms;
}

}  // namespace stagecraft::process
