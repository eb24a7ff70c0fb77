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

/// The languages that the check speaks, as tags of BCP 47; the first is taken where none is asked
/// for.
inline constexpr std::array<std::string_view, 2> message_languages{"en", "de"};

/// The sentences of the check in one language (src/process/data/check-rules-TAG.yaml). Immutable
/// once built. A sentence or brace that is not there is a defect of ours: std::logic_error.
class Messages {
 public:
  /// `yaml`: the text of a message file.
  explicit Messages(std::string_view yaml);
  /// From the program itself, read once. REQUIRES one of `message_languages`.
  static const Messages& in(std::string_view language);

  /// The message of `rule` or `rule/case`, and how to mend it. Values are made printable and cut to
  /// 300 characters. When a fill that `mend` asks for is empty, `mend_else` is taken in its stead.
  std::string message(std::string_view name, Fills fills) const;
  std::string mend(std::string_view name, Fills fills) const;
  /// The message of a rule without a map: what would be filled in is an ellipsis.
  std::string outline(std::string_view name) const;
  /// A map fragment that breaks the rule; for documentation.
  std::string_view example(std::string_view name) const;
  /// A fragment of a sentence by its name under `phrases`.
  std::string phrase(std::string_view name, Fills fills = {}) const;
  /// 'A, B, C'; of more than ten, 'A, B ... and 5 more'.
  std::string list(const std::vector<std::string>& names) const;

  /// All rules and cases that have sentences, in alphabetical order.
  std::vector<std::string> names() const;

 private:
  using Entry = std::map<std::string, std::string, std::less<>>;

  const std::string& text(std::string_view name, std::string_view key) const;

  std::map<std::string, Entry, std::less<>> entries_;
};

}  // namespace stagecraft::process
