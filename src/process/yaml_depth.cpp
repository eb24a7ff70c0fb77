#include "process/yaml_depth.h"

#include <algorithm>

#include "process/yaml_source.h"

namespace stagecraft::process {
namespace {

/// Walks over a YAML text as far as it has to know where brackets are structure.
class FlowWalk {
 public:
  FlowWalk(std::string_view text, int limit) : text_(text), limit_(limit) {}

  std::optional<std::size_t> find() {
    while (at_ < text_.size()) {
      if (depth_ > limit_) return at_ - 1;
      if (depth_ > 0)
        step_in_flow();
      else
        step_in_block();
    }
    return depth_ > limit_ ? std::optional(at_ - 1) : std::nullopt;
  }

 private:
  char next(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\n';
  }
  bool ends_word(std::size_t ahead) const {
    const char c = next(ahead);
    return c == ' ' || c == '\t' || c == '\n';
  }
  bool begins_comment() const {
    return next() == '#' &&
           (at_ == 0 || text_[at_ - 1] == ' ' || text_[at_ - 1] == '\t' || text_[at_ - 1] == '\n');
  }
  /// As in `{"a":"b"}`.
  bool follows_json_key() const {
    constexpr std::string_view ends = "\"']}";
    return at_ > 0 && ends.find(text_[at_ - 1]) != std::string_view::npos;
  }
  bool is_quote() const { return next() == '\'' || next() == '"'; }
  bool is_bracket() const { return next() == '[' || next() == '{'; }
  std::size_t line_end() const { return std::min(text_.find('\n', at_), text_.size()); }
  std::size_t column() const {
    return at_ == 0 ? 0 : at_ - (text_.rfind('\n', at_ - 1) + 1);  // npos + 1 == 0
  }

  void open() {
    ++depth_;
    ++at_;
    is_begin_ = true;
  }

  void step_in_flow() {
    const char c = next();
    if (begins_comment()) {
      at_ = line_end();
    } else if (is_quote() && is_begin_) {
      at_ = end_of_quoted(text_, at_);
    } else if (is_bracket()) {
      open();
    } else if (c == ']' || c == '}') {
      --depth_;
      ++at_;
      is_begin_ = depth_ > 0;
    } else {
      if (c == ',' || (c == ':' && (ends_word(1) || follows_json_key())))
        is_begin_ = true;
      else if (c != ' ' && c != '\t' && c != '\n')
        is_begin_ = false;
      ++at_;
    }
  }

  void step_in_block() {
    const char c = next();
    if (begins_comment()) {
      at_ = line_end();
    } else if (c == '\n' || (c == ':' && ends_word(1))) {
      ++at_;
      is_begin_ = true;
    } else if (c == ' ' || c == '\t' || !is_begin_) {
      ++at_;
    } else {
      begin_value(c);
    }
  }

  /// What stands where a value or a key can begin.
  void begin_value(char c) {
    const bool is_document = text_.substr(at_, 3) == "---" && ends_word(3);
    if (is_document || ((c == '-' || c == '?') && ends_word(1))) {
      entry_ = column();
      at_ += is_document ? 3 : 1;
    } else if (is_bracket()) {
      open();
    } else if (c == '|' || c == '>') {
      skip_block_scalar();
    } else {
      if (begins_line()) entry_ = column();
      is_begin_ = false;
      at_ = is_quote() ? end_of_quoted(text_, at_) : at_ + 1;
    }
  }

  /// Whether only spaces and the signs of lists stand before, so that a key may begin here.
  bool begins_line() const {
    const auto line = text_.substr(at_ - column(), column());
    return line.find_first_not_of(" -?") == std::string_view::npos;
  }

  /// The lines after the sign that are empty, or deeper than the entry that the scalar belongs to.
  void skip_block_scalar() {
    for (at_ = line_end(); at_ < text_.size(); at_ = line_end()) {
      const std::size_t begin = at_ + 1;
      const std::size_t content = std::min(text_.find_first_not_of(' ', begin), text_.size());
      const bool is_empty = content == text_.size() || text_[content] == '\n';
      if (!is_empty && content - begin <= entry_) return;
      at_ = begin;
    }
  }

  std::string_view text_;
  int limit_;
  std::size_t at_ = 0;
  std::size_t entry_ = 0;  ///< Column of the last sign of a list or key that began on its line.
  int depth_ = 0;
  bool is_begin_ = true;  ///< A value may begin here: quotes are quotes, brackets brackets.
};

}  // namespace

std::optional<std::size_t> find_deep_flow(std::string_view text, int limit) {
  return FlowWalk(text, limit).find();
}

std::optional<std::size_t> find_many_brackets(std::string_view text, std::size_t most) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++at)
    if ((text[at] == '[' || text[at] == '{') && ++count > most) return at;
  return std::nullopt;
}

}  // namespace stagecraft::process
