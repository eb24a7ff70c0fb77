#include "store/telling_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <utility>

namespace stagecraft::store {
namespace {

namespace json = boost::json;

/// Stands where a name or an address stood.
constexpr std::string_view blank = "***";
constexpr std::size_t shortest_name = 2, shortest_phone = 6, shortest_address = 6;

/// A letter or digit; of other alphabets any byte counts.
bool is_of_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         static_cast<unsigned char>(c) >= 0x80;
}

bool stands_alone(std::string_view text, std::size_t at, std::size_t size) {
  return (at == 0 || !is_of_word(text[at - 1])) &&
         (at + size == text.size() || !is_of_word(text[at + size]));
}

void take_out(std::string& text, const TellingWord& word) {
  for (auto at = text.find(word.text); at != std::string::npos;) {
    const bool is_meant = !word.is_whole || stands_alone(text, at, word.text.size());
    if (is_meant) text.replace(at, word.text.size(), blank);
    at = text.find(word.text, at + (is_meant ? blank.size() : 1));
  }
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
  auto value = json::parse(text, error);
  if (error) return without(text, words);
  // Names of members may be those of people, as in `people`; a company called `system` is none.
  auto words_of_names = words;
  std::erase_if(words_of_names, [](const auto& word) { return word.is_whole; });
  take_out(value, words, words_of_names);
  return json::serialize(value);
}

/// As it stands within a text of JSON.
std::string in_json(const std::string& word) {
  const auto text = json::serialize(json::string(word));
  return text.substr(1, text.size() - 2);
}

struct Place {
  std::string_view table, column;
  bool is_json;
};
constexpr std::array places{Place{"jobs", "input", true},       Place{"jobs", "report", true},
                            Place{"imports", "report", true},   Place{"audit", "details", true},
                            Place{"imports", "mapping", false}, Place{"imports", "source", false}};

void take_out_of(Connection& db, const Place& place, const std::vector<TellingWord>& words) {
  const auto find =
      fmt::format("SELECT id, {1} FROM {0} WHERE replace({1}, $1, '') <> {1} ORDER BY id",
                  place.table, place.column);
  const auto write =
      fmt::format("UPDATE {0} SET {1} = $1 WHERE id = $2", place.table, place.column);
  for (const auto& word : words) {
    std::vector<std::pair<std::int64_t, std::string>> found;
    for (const Row& row : db.query(find, place.is_json ? in_json(word.text) : word.text))
      found.emplace_back(row.get<std::int64_t>(0), row.get<std::string>(1));
    for (const auto& [id, text] : found)
      db.run(write, place.is_json ? without_in_json(text, words) : without(text, words), id);
  }
}

void take_out_of_lines(Connection& db, const std::vector<TellingWord>& words) {
  struct Line {
    std::int64_t job, number;
    std::string value, text;
  };
  for (const auto& word : words) {
    std::vector<Line> found;
    for (const Row& row :
         db.query("SELECT job_id, number, value, text FROM job_lines WHERE replace(value, $1, '') "
                  "<> value OR replace(text, $1, '') <> text ORDER BY job_id, number",
                  word.text))
      found.push_back({row.get<std::int64_t>(0), row.get<std::int64_t>(1), row.get<std::string>(2),
                       row.get<std::string>(3)});
    for (const auto& line : found)
      db.run("UPDATE job_lines SET value = $1, text = $2 WHERE job_id = $3 AND number = $4",
             without(line.value, words), without(line.text, words), line.job, line.number);
  }
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
  for (const auto& word : words) take_out(text, word);
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
