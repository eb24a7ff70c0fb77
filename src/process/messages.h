#pragma once

#include <array>
#include <functional>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace stagecraft::process {

/// What the braces of a message are filled with: name and value.
using Fills = std::initializer_list<std::pair<std::string_view, std::string>>;

/// The languages that we speak, as tags of BCP 47; the first is taken where none is asked for.
inline constexpr std::array<std::string_view, 2> message_languages{"en", "de"};

/// Sentences in one language: of each entry what it says, how to mend that, or both, and phrases.
/// Immutable once built. A sentence or brace that is not there is a defect of ours:
/// std::logic_error.
class Messages {
 public:
  /// `yaml`: the text of a message file.
  explicit Messages(std::string_view yaml);

  /// What the entry says, and how to mend it. Values are made printable and cut to
  /// 300 characters. When a fill that `mend` asks for is empty, `mend_else` is taken in its stead.
  std::string message(std::string_view name, Fills fills) const;
  std::string mend(std::string_view name, Fills fills) const;
  /// What an entry says where nothing is known: what would be filled in is an ellipsis.
  std::string outline(std::string_view name) const;
  /// A map fragment that breaks the rule of the entry; for documentation.
  std::string_view example(std::string_view name) const;
  /// A fragment of a sentence by its name under `phrases`.
  std::string phrase(std::string_view name, Fills fills = {}) const;
  /// 'A, B, C'; of more than ten, 'A, B ... and 5 more'.
  std::string list(const std::vector<std::string>& names) const;

  /// All entries, in alphabetical order.
  std::vector<std::string> names() const;

 private:
  using Entry = std::map<std::string, std::string, std::less<>>;

  const std::string& text(std::string_view name, std::string_view key) const;

  std::map<std::string, Entry, std::less<>> entries_;
};

/// The same sentences in each of `message_languages`.
class Translations {
 public:
  /// Reads `NAME-TAG.yaml` of each language; `file` gives an embedded file by its name.
  Translations(std::string_view name, std::string_view (*file)(std::string_view));

  /// REQUIRES one of `message_languages`.
  const Messages& in(std::string_view language) const;

 private:
  std::map<std::string_view, Messages> by_language_;
};

}  // namespace stagecraft::process
