#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/sentence.h"

namespace stagecraft::process {

/// Why a condition or formula cannot be used: what, and at which character (from 1).
struct FormulaFault {
  base::Sentence message;
  int column = 1;
};

struct Token {
  enum class Kind { word, number, text, sign, end };

  Kind kind = Kind::end;
  std::string text;  ///< A text without its quotes; a sign as written.
  int column = 1;    ///< In code points, from 1.

  bool is(std::string_view sign) const { return kind == Kind::sign && text == sign; }
  bool is_word(std::string_view word) const { return kind == Kind::word && text == word; }
};

/// The words, numbers, texts and signs of a condition or formula, closed by an `end`; nullopt and a
/// fault for anything else, and for more than 500 characters. REQUIRES valid UTF-8.
std::optional<std::vector<Token>> read_tokens(std::string_view text, FormulaFault& fault);

/// Goes over tokens; the first fault is kept.
class TokenCursor {
 public:
  TokenCursor(std::vector<Token> tokens, FormulaFault& fault)
      : tokens_(std::move(tokens)), fault_(fault) {}

  const Token& now() const { return tokens_[at_]; }
  const Token& after() const { return tokens_[at_ + 1 < tokens_.size() ? at_ + 1 : at_]; }
  bool is_at_end() const { return now().kind == Token::Kind::end; }
  Token take() { return is_at_end() ? now() : tokens_[at_++]; }
  bool take_sign(std::string_view sign);
  bool take_word(std::string_view word);
  /// Takes the sign or reports that it is missing.
  bool expect(std::string_view sign);

  /// Records the fault, unless there is one already; always false.
  bool fail(base::Sentence message) { return fail(std::move(message), now().column); }
  bool fail(base::Sentence message, int column);
  bool has_failed() const { return has_failed_; }
  /// "not 'x'", for messages.
  base::Sentence found() const;

 private:
  std::vector<Token> tokens_;
  FormulaFault& fault_;
  std::size_t at_ = 0;
  bool has_failed_ = false;
};

}  // namespace stagecraft::process
