#include "selling/duplicate_keys.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.h"

namespace stagecraft::selling {
namespace {

using base::is_digit;

// Forms that companies of many countries put behind their names, as they are left of punctuation.
constexpr std::array<std::string_view, 46> legal_forms{
    "ab",          "ag",           "aktiengesellschaft",
    "aps",         "as",           "asa",
    "bv",          "bvba",         "co",
    "cokg",        "company",      "corp",
    "corporation", "cv",           "doo",
    "ek",          "eurl",         "ev",
    "gbr",         "gesmbh",       "gmbh",
    "inc",         "incorporated", "kft",
    "kg",          "kgaa",         "kk",
    "limited",     "llc",          "llp",
    "lp",          "ltd",          "mbh",
    "nv",          "ohg",          "oy",
    "oyj",         "plc",          "pty",
    "sa",          "sarl",         "sas",
    "se",          "sl",           "spa",
    "srl"};

constexpr std::array<std::string_view, 16> mailbox_hosts{
    "aol.com",     "gmail.com", "gmx.de",    "gmx.net",  "googlemail.com", "hotmail.com",
    "icloud.com",  "live.com",  "mail.com",  "mail.ru",  "outlook.com",    "proton.me",
    "t-online.de", "web.de",    "yahoo.com", "yandex.ru"};

constexpr std::size_t phone_digits = 9;
constexpr std::size_t fewest_phone_digits = 7;

template <std::size_t size>
bool is_in(const std::array<std::string_view, size>& words, std::string_view word) {
  return std::ranges::binary_search(words, word);
}

bool is_ascii_space(char c) { return c == ' ' || c == '\t' || c == '\n'; }
bool is_ascii_letter(char c) { return c >= 'a' && c <= 'z'; }

/// Words of letters and digits. Points and apostrophes vanish ('S.p.A.' is 'spa'); all else that is
/// ASCII and neither letter nor digit parts words.
std::vector<std::string> words_of(std::string_view name) {
  std::vector<std::string> words;
  std::string word;
  const auto finish = [&] {
    if (!word.empty()) words.push_back(std::move(word));
    word.clear();
  };
  for (const char c : base::without_accents(base::fold(name))) {
    const bool is_kept = is_digit(c) || is_ascii_letter(c) || (c & 0x80) != 0;
    if (is_kept)
      word += c;
    else if (c != '.' && c != '\'')
      finish();
  }
  finish();
  return words;
}

std::vector<std::string> name_words(std::string_view name) {
  const auto words = words_of(name);
  auto kept = words;
  while (!kept.empty() && is_in(legal_forms, kept.back())) kept.pop_back();
  return kept.empty() ? words : kept;
}

}  // namespace

std::string name_key(std::string_view name) {
  return fmt::format("{}", fmt::join(name_words(name), " "));
}

std::string sorted_name_key(std::string_view name) {
  auto words = name_words(name);
  std::ranges::sort(words);
  return fmt::format("{}", fmt::join(words, " "));
}

std::string domain_key(std::string_view web_or_email) {
  auto text = base::to_lower(base::trim(web_or_email));
  if (const auto scheme = text.find("://"); scheme != std::string::npos) text.erase(0, scheme + 3);
  text.erase(std::min(text.size(), text.find_first_of("/?#")));
  if (const auto at = text.rfind('@'); at != std::string::npos) text.erase(0, at + 1);
  text.erase(std::min(text.size(), text.find(':')));
  if (text.starts_with("www.")) text.erase(0, 4);
  while (text.ends_with('.')) text.pop_back();
  const bool is_host =
      text.find('.') != std::string::npos && !std::ranges::any_of(text, is_ascii_space);
  return !is_host || is_in(mailbox_hosts, text) ? std::string() : text;
}

std::string email_key(std::string_view email) {
  const auto text = base::to_lower(base::trim(email));
  return text.find('@') == std::string::npos ? std::string() : text;
}

std::string phone_key(std::string_view phone) {
  std::string digits;
  std::ranges::copy_if(phone, std::back_inserter(digits), is_digit);
  digits.erase(0, std::min(digits.size(), digits.find_first_not_of('0')));
  if (digits.size() < fewest_phone_digits) return {};
  return digits.size() <= phone_digits ? digits : digits.substr(digits.size() - phone_digits);
}

}  // namespace stagecraft::selling
