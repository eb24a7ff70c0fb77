#pragma once

#include <fmt/format.h>

#include <concepts>
#include <cstddef>
#include <functional>
#include <iosfwd>
#include <map>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace stagecraft::base {

/// How patterns of sentences are told in one language. Immutable once built, so threads may share
/// it.
class Phrasebook {
 public:
  using Patterns = std::map<std::string, std::string, std::less<>>;

  /// English: every pattern tells itself.
  Phrasebook() = default;
  /// By the English pattern the other one. Its braces are the same, in order (`{}`) or by number
  /// (`{1} ... {0}`).
  explicit Phrasebook(Patterns patterns) : patterns_(std::move(patterns)) {}

  /// In this language; null where it has none.
  const std::string* find(std::string_view pattern) const;
  bool is_english() const { return patterns_.empty(); }
  /// A number in English notation, with the signs of this language.
  std::string number(std::string text) const;

 private:
  Patterns patterns_;
};

/// What a person is told: a pattern in English, and what stands in its braces. It is written once,
/// where it is thrown, and told in any language that has its pattern.
///
///     "The deal is closed."                          a literal is a pattern without braces
///     say("The deal is in '{}' already.", name)      values stand there in every language
///     say("{} Re-open it first.", sentence)          a sentence within a sentence
///     say("It takes no {}.", "promises")             so is a literal
///     Sentence(std::string)                          told alike in every language
///     Sentence::number("1,234.5")                    "1.234,5" where that is how numbers are told
///
/// Patterns are literals: they live as long as the program.
class Sentence {
 public:
  Sentence() = default;
  template <std::size_t size>
  Sentence(const char (&pattern)[size]) : pattern_(pattern, size - 1) {}
  Sentence(std::string text) : verbatim_(std::move(text)) {}
  /// What holds a number in English notation: `1,234.5`, `€91,200`, `94 %`. Its signs are told as
  /// the language has them.
  static Sentence number(std::string text);
  /// A pattern that comes from a table of literals.
  static Sentence of(std::string_view pattern);
  static Sentence of(std::string_view pattern, std::vector<Sentence> values);
  /// One after the other; `separator` is a pattern, too: `, `, ` and `.
  static Sentence joined(std::vector<Sentence> parts, std::string_view separator);

  bool empty() const { return pattern_.empty() && verbatim_.empty() && values_.empty(); }
  /// In English.
  std::string text() const { return text(Phrasebook()); }
  /// What the book does not know is told in English.
  std::string text(const Phrasebook& book) const;
  /// Whether the book has every pattern of it.
  bool is_known_to(const Phrasebook& book) const;
  /// The same, where control characters of values are made visible.
  Sentence printable() const;

  friend bool operator==(const Sentence& a, const Sentence& b) { return a.text() == b.text(); }
  /// A template, so that a literal is no Sentence first.
  template <class Text>
    requires std::convertible_to<const Text&, std::string_view>
  friend bool operator==(const Sentence& a, const Text& b) {
    return a.text() == std::string_view(b);
  }

 private:
  std::string_view pattern_;
  std::string verbatim_;
  std::vector<Sentence> values_;
  bool is_list_ = false, is_number_ = false;
};

std::ostream& operator<<(std::ostream& out, const Sentence& sentence);

/// In which form a value stands in a pattern: sentences as they are, literals as patterns, else as
/// fmt writes it.
template <class Value>
Sentence as_value(Value&& value) {
  if constexpr (std::is_same_v<std::remove_cvref_t<Value>, Sentence>)
    return std::forward<Value>(value);
  else if constexpr (std::is_array_v<std::remove_reference_t<Value>>)
    return Sentence(value);
  else
    return fmt::format("{}", std::forward<Value>(value));
}

/// "Did you mean 'north'?"; empty where nothing is near.
Sentence did_you_mean(std::string_view near);

/// "'north', 'south'".
Sentence quoted(const std::vector<std::string>& names);

template <class>
using ShownValue = const std::string&;

/// A sentence with values. What takes a form of its own (`{:.2f}`) is formatted before it is handed
/// over. That pattern and values fit is checked by the compiler.
template <class... Values>
Sentence say(fmt::format_string<ShownValue<Values>...> pattern, Values&&... values) {
  const fmt::string_view text = pattern;
  return Sentence::of({text.data(), text.size()}, {as_value(std::forward<Values>(values))...});
}

}  // namespace stagecraft::base

/// Where a sentence becomes part of a text of ours that is English anyway: a log, the terminal.
template <>
struct fmt::formatter<stagecraft::base::Sentence> : fmt::formatter<std::string> {
  template <class Context>
  auto format(const stagecraft::base::Sentence& sentence, Context& context) const {
    return fmt::formatter<std::string>::format(sentence.text(), context);
  }
};
