#include "process/formula_lexer.h"

#include <utility>

#include "base/text.h"
#include "process/limits.h"
#include "process/reading_error.h"

namespace stagecraft::process {
namespace {

using base::is_digit;

using base::say;
using base::Sentence;

bool begins_name(char c) { return base::is_letter(c) || c == '_'; }

class Lexer {
 public:
  Lexer(std::string_view text, FormulaFault& fault) : text_(text), fault_(fault) {}

  std::optional<std::vector<Token>> read() {
    for (;;) {
      while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n')) step();
      if (at_ == text_.size()) break;
      if (!read_token()) return std::nullopt;
    }
    tokens_.push_back({Token::Kind::end, "", column_});
    return std::move(tokens_);
  }

 private:
  bool read_token() {
    const char c = text_[at_];
    if (begins_name(c))
      return take(Token::Kind::word, [](char x) { return begins_name(x) || is_digit(x); });
    if (is_digit(c))
      return take(Token::Kind::number, [](char x) { return is_digit(x) || x == '.'; });
    if (c == '\'') return read_text();
    return read_sign();
  }

  template <class Belongs>
  bool take(Token::Kind kind, Belongs belongs) {
    Token& token = begin(kind);
    while (at_ < text_.size() && belongs(text_[at_])) token.text += step();
    return true;
  }

  bool read_text() {
    Token& token = begin(Token::Kind::text);
    step();
    while (at_ < text_.size()) {
      const char c = step();
      if (c != '\'') {
        token.text += c;
      } else if (at_ < text_.size() && text_[at_] == '\'') {
        token.text += step();
      } else {
        return true;
      }
    }
    fault_ = {"a text begins here and does not end; close it with '", token.column};
    return false;
  }

  bool read_sign() {
    Token& token = begin(Token::Kind::sign);
    token.text += step();
    const bool may_go_on = token.text == "<" || token.text == ">" || token.text == "!";
    if (may_go_on && at_ < text_.size() && text_[at_] == '=') token.text += step();
    if (token.text != "!" &&
        std::string_view("+-*/(),=<>!").find(token.text[0]) != std::string_view::npos)
      return true;
    const auto rest = base::code_points(text_.substr(at_ - 1).substr(0, 4));
    std::string sign;
    base::append_utf8(sign, rest.empty() ? U'?' : rest.front());
    fault_ = {sign == "\"" ? "texts stand in single quotes, as 'north'"
                           : say("'{}' has no meaning here", shown(sign)),
              token.column};
    return false;
  }

  Token& begin(Token::Kind kind) { return tokens_.emplace_back(Token{kind, "", column_}); }

  char step() {
    const char c = text_[at_++];
    if (at_ == text_.size() || (static_cast<unsigned char>(text_[at_]) & 0xC0U) != 0x80U) ++column_;
    return c;
  }

  std::string_view text_;
  FormulaFault& fault_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  int column_ = 1;
};

}  // namespace

std::optional<std::vector<Token>> read_tokens(std::string_view text, FormulaFault& fault) {
  const auto count = base::code_points(text).size();
  if (count > limits::formula_characters) {
    fault = {
        say("this has {} characters; at most {} are allowed", count, limits::formula_characters),
        1};
    return std::nullopt;
  }
  return Lexer(text, fault).read();
}

bool TokenCursor::take_sign(std::string_view sign) {
  if (!now().is(sign)) return false;
  take();
  return true;
}

bool TokenCursor::take_word(std::string_view word) {
  if (!now().is_word(word)) return false;
  take();
  return true;
}

bool TokenCursor::expect(std::string_view sign) {
  return take_sign(sign) || fail(say("'{}' is expected here, {}", sign, found()));
}

bool TokenCursor::fail(Sentence message, int column) {
  if (!has_failed_) fault_ = {std::move(message), column};
  has_failed_ = true;
  return false;
}

Sentence TokenCursor::found() const {
  if (is_at_end()) return "but it ends";
  return say("not '{}'", shown(now().text));
}

}  // namespace stagecraft::process
