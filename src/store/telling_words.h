#pragma once

#include <string>
#include <vector>

#include "store/connection.h"
#include "store/customers.h"

/// What tells who is meant, taken out of texts that say it (erasure.h).
namespace stagecraft::store {

struct TellingWord {
  std::string text;
  /// Not within a longer word, and not the name of a member of JSON: a company may be called like
  /// any word.
  bool is_whole = false;
};

/// What a contact is called and reached by, as far as it is hardly anybody else's: a name of one
/// word might be a word of any text.
std::vector<TellingWord> telling_words(const Contact& contact);
/// The same of an account: its name also where it is one word, and what a merge kept beside.
std::vector<TellingWord> telling_words(const Account& account);

/// The text with `***` where a word stood, in any letter case. Longer words have to come first.
std::string without(std::string text, const std::vector<TellingWord>& words);

/// Longer ones first, each once.
std::vector<TellingWord> in_order(std::vector<TellingWord> words);

/// Takes them out of commands and reports of jobs and imports, which hold rows as they were sent,
/// and of the audit. O(jobs and audit), which are all read.
void take_out_of_jobs(Connection& db, const std::vector<TellingWord>& words);

}  // namespace stagecraft::store
