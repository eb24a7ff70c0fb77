#include "store/telling_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <utility>

#include "base/text.h"

namespace stagecraft::store {
namespace {

namespace json = boost::json;

/// Stands where a name or an address stood.
constexpr std::string_view blank = "***";
constexpr std::size_t shortest_name = 2, shortest_phone = 6, shortest_address = 6;

using Letters = std::vector<char32_t>;

/// A letter or digit; of other alphabets any code point counts.
bool is_of_word(char32_t c) {
  return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') || (c >= U'0' && c <= U'9') ||
         c >= 0x80;
}

bool stands_alone(const Letters& text, std::size_t at, std::size_t size) {
  return (at == 0 || !is_of_word(text[at - 1])) &&
         (at + size == text.size() || !is_of_word(text[at + size]));
}

/// One code point for each of the text's: offsets hold in both.
Letters in_lower_case(std::string_view text) { return base::code_points(base::to_lower(text)); }

/// Where the word stands in `lower` from `from` on, in any letter case; `lower.size()`: nowhere.
std::size_t find_word(const Letters& lower, const Letters& word, bool is_whole, std::size_t from) {
  for (auto at = from;; ++at) {
    const auto found = std::search(lower.begin() + static_cast<std::ptrdiff_t>(at), lower.end(),
                                   word.begin(), word.end());
    at = static_cast<std::size_t>(found - lower.begin());
    if (found == lower.end() || !is_whole || stands_alone(lower, at, word.size())) return at;
  }
}

/// `lower`: the text in lower case, before and after.
void take_out(std::string& text, Letters& lower, const TellingWord& word) {
  const auto wanted = in_lower_case(word.text);
  auto at = find_word(lower, wanted, word.is_whole, 0);
  if (at == lower.size()) return;
  const auto letters = base::code_points(text);
  std::string left;
  for (std::size_t i = 0; i < letters.size();) {
    if (i < at) {
      base::append_utf8(left, letters[i++]);
      continue;
    }
    left += blank;
    i += wanted.size();
    at = find_word(lower, wanted, word.is_whole, i);
  }
  text = std::move(left);
  lower = in_lower_case(text);
}

void add_texts(const json::value& value, std::vector<TellingWord>& words) {
  if (const auto* text = value.if_string(); text != nullptr && text->size() >= shortest_name)
    words.push_back({.text = std::string(*text), .is_whole = true});
  if (const auto* list = value.if_array())
    for (const auto& item : *list) add_texts(item, words);
  if (const auto* object = value.if_object())
    for (const auto& [name, member] : *object) add_texts(member, words);
}

void take_out(json::value& value, const std::vector<TellingWord>& words,
              const std::vector<TellingWord>& words_of_names) {
  if (auto* text = value.if_string()) *text = without(std::string(*text), words);
  if (auto* list = value.if_array())
    for (auto& item : *list) take_out(item, words, words_of_names);
  if (auto* object = value.if_object()) {
    json::object left;
    for (auto& [name, member] : *object) {
      take_out(member, words, words_of_names);
      left.insert_or_assign(without(std::string(name), words_of_names), std::move(member));
    }
    *object = std::move(left);
  }
}

std::string without_in_json(const std::string& text, const std::vector<TellingWord>& words) {
  boost::system::error_code error;
  const auto value = json::parse(text, error);
  if (error) return without(text, words);
  // Names of members may be those of people, as in `people`; a company called `system` is none.
  auto words_of_names = words;
  std::erase_if(words_of_names, [](const auto& word) { return word.is_whole; });
  auto left = value;
  take_out(left, words, words_of_names);
  return left == value ? text : json::serialize(left);
}

struct Place {
  std::string_view table, column;
  bool is_json;
};
constexpr std::array places{Place{"jobs", "input", true},       Place{"jobs", "report", true},
                            Place{"imports", "report", true},   Place{"audit", "details", true},
                            Place{"imports", "mapping", false}, Place{"imports", "source", false}};

/// All are read: no engine compares letters of every alphabet without regard to their case.
void take_out_of(Connection& db, const Place& place, const std::vector<TellingWord>& words) {
  std::vector<std::pair<std::int64_t, std::string>> changed;
  for (const Row& row : db.query(fmt::format("SELECT id, {1} FROM {0} WHERE {1} <> '' ORDER BY id",
                                             place.table, place.column))) {
    const auto text = row.get<std::string>(1);
    auto left = place.is_json ? without_in_json(text, words) : without(text, words);
    if (left != text) changed.emplace_back(row.get<std::int64_t>(0), std::move(left));
  }
  const auto write =
      fmt::format("UPDATE {0} SET {1} = $1 WHERE id = $2", place.table, place.column);
  for (const auto& [id, left] : changed) db.run(write, left, id);
}

void take_out_of_lines(Connection& db, const std::vector<TellingWord>& words) {
  struct Line {
    std::int64_t job, number;
    std::string value, text;
  };
  std::vector<Line> changed;
  for (const Row& row :
       db.query("SELECT job_id, number, value, text FROM job_lines ORDER BY job_id, number")) {
    Line line{row.get<std::int64_t>(0), row.get<std::int64_t>(1),
              without(row.get<std::string>(2), words), without(row.get<std::string>(3), words)};
    if (line.value != row.get<std::string>(2) || line.text != row.get<std::string>(3))
      changed.push_back(std::move(line));
  }
  for (const auto& line : changed)
    db.run("UPDATE job_lines SET value = $1, text = $2 WHERE job_id = $3 AND number = $4",
           line.value, line.text, line.job, line.number);
}

}  // namespace

std::vector<TellingWord> telling_words(const Contact& contact) {
  std::vector<TellingWord> words;
  if (contact.name.find(' ') != std::string::npos) words.push_back({contact.name});
  if (!contact.email.empty()) words.push_back({contact.email});
  if (contact.phone.size() >= shortest_phone) words.push_back({contact.phone});
  return words;
}

std::vector<TellingWord> telling_words(const Account& account) {
  std::vector<TellingWord> words;
  const auto add = [&](const std::string& text, std::size_t shortest) {
    if (text.size() >= shortest) words.push_back({.text = text, .is_whole = true});
  };
  add(account.name, shortest_name);
  add(account.domain, shortest_name);
  add(account.email, shortest_name);
  add(account.phone, shortest_phone);
  add(account.address, shortest_address);
  add_texts(json::parse(account.beside), words);
  return words;
}

std::string without(std::string text, const std::vector<TellingWord>& words) {
  auto lower = in_lower_case(text);
  for (const auto& word : words) take_out(text, lower, word);
  return text;
}

std::vector<TellingWord> in_order(std::vector<TellingWord> words) {
  const auto key = [](const TellingWord& word) {
    return std::pair(-std::ssize(word.text), std::string_view(word.text));
  };
  std::ranges::stable_sort(words, {}, key);
  const auto same = std::ranges::unique(words, {}, &TellingWord::text);
  words.erase(same.begin(), same.end());
  return words;
}

void take_out_of_jobs(Connection& db, const std::vector<TellingWord>& words) {
  take_out_of_lines(db, words);
  for (const auto& place : places) take_out_of(db, place, words);
}

}  // namespace stagecraft::store
