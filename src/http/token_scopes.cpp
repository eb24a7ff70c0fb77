#include "http/token_scopes.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "base/text.h"

namespace stagecraft::http {
namespace {

constexpr std::string_view everything = "all";

base::Sentence mend(std::string_view word) {
  std::vector<std::string_view> words{everything};
  for (const auto& row : selling::rights()) words.push_back(row.word);
  const auto near = base::nearest(word, words);
  if (near.empty()) return "the rights stand at /api/rights";
  return base::say("Did you mean {}?", near);
}

}  // namespace

std::optional<std::vector<selling::Right>> rights_of_scopes(std::string_view scopes) {
  std::vector<selling::Right> rights;
  while (!scopes.empty()) {
    const auto end = std::min(scopes.find(' '), scopes.size());
    const auto word = scopes.substr(0, end);
    if (word == everything) return {};
    if (const auto right = selling::find_right(word)) rights.push_back(*right);
    scopes.remove_prefix(std::min(end + 1, scopes.size()));
  }
  return rights;
}

std::string to_scopes(const std::vector<std::string>& words) {
  std::vector<base::Fault> faults;
  std::string scopes;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] != everything && !selling::find_right(words[i]))
      faults.push_back({fmt::format("/scopes/{}", i), "not a right", mend(words[i])});
    scopes += (i == 0 ? "" : " ") + words[i];
  }
  if (words.empty()) faults.push_back({"/scopes", "empty", "name rights, or all"});
  if (!faults.empty())
    throw base::Error(base::ErrorKind::invalid, "The scopes of a token are rights.", faults);
  return scopes;
}

}  // namespace stagecraft::http
