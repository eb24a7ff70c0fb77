#include "http/json_parser.h"

#include <boost/json.hpp>
#include <boost/json/basic_parser_impl.hpp>
#include <charconv>
#include <limits>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "base/text.h"
#include "http/problem.h"

namespace stagecraft::http {

namespace json = boost::json;

namespace {

/// Builds the tree from what the parser meets.
class TreeBuilder {
 public:
  static constexpr std::size_t max_object_size = std::numeric_limits<std::size_t>::max();
  static constexpr std::size_t max_array_size = max_object_size;
  static constexpr std::size_t max_key_size = max_object_size;
  static constexpr std::size_t max_string_size = max_object_size;

  using Text = json::string_view;
  using Code = json::error_code;

  bool on_document_begin(Code&) {
    stack_.reset();
    return true;
  }
  bool on_document_end(Code&) { return true; }
  bool on_object_begin(Code&) {
    keys_.emplace_back();
    return true;
  }
  bool on_object_end(std::size_t count, Code&) {
    keys_.pop_back();
    stack_.push_object(count);
    return true;
  }
  bool on_array_begin(Code&) { return true; }
  bool on_array_end(std::size_t count, Code&) {
    stack_.push_array(count);
    return true;
  }
  bool on_key_part(Text part, std::size_t, Code&) {
    key_.append(part.data(), part.size());
    stack_.push_chars(part);
    return true;
  }
  bool on_key(Text part, std::size_t, Code& error) {
    key_.append(part.data(), part.size());
    stack_.push_key(part);
    if (!keys_.back().insert(key_).second) {
      doubled_ = key_;
      error = json::error::syntax;
    }
    key_.clear();
    return !error;
  }
  bool on_string_part(Text part, std::size_t, Code&) {
    stack_.push_chars(part);
    return true;
  }
  bool on_string(Text part, std::size_t, Code&) {
    stack_.push_string(part);
    return true;
  }
  bool on_number_part(Text, Code&) { return true; }
  bool on_int64(std::int64_t number, Text, Code&) {
    stack_.push_int64(number);
    return true;
  }
  bool on_uint64(std::uint64_t number, Text, Code&) {
    stack_.push_uint64(number);
    return true;
  }
  /// The text is whole, since the parser is given everything at once.
  bool on_double(double rough, Text text, Code&) {
    double number = rough;
    std::from_chars(text.data(), text.data() + text.size(), number);
    stack_.push_double(number);
    return true;
  }
  bool on_bool(bool value, Code&) {
    stack_.push_bool(value);
    return true;
  }
  bool on_null(Code&) {
    stack_.push_null();
    return true;
  }
  bool on_comment_part(Text, Code&) { return true; }
  bool on_comment(Text, Code&) { return true; }

  json::value release() { return stack_.release(); }
  const std::optional<std::string>& doubled_key() const { return doubled_; }

 private:
  json::value_stack stack_;
  std::vector<std::unordered_set<std::string>> keys_;
  std::string key_;
  std::optional<std::string> doubled_;
};

}  // namespace

json::value parse_json(std::string_view text) {
  json::parse_options options;
  options.max_depth = json_depth_limit;
  json::basic_parser<TreeBuilder> parser(options);
  json::error_code error;
  const auto read = parser.write_some(false, text.data(), text.size(), error);
  if (!error && read < text.size()) error = json::error::extra_data;
  if (const auto& key = parser.handler().doubled_key())
    throw Refusal(400, base::say("The key '{}' stands twice in one object of the body.",
                                 base::printable(*key)));
  if (error == json::error::too_deep)
    throw Refusal(413, base::say("The JSON is nested deeper than {} levels.", json_depth_limit));
  if (error)
    throw Refusal(400, base::say("The body is not JSON: {} at byte {}.", error.message(), read));
  return parser.handler().release();
}

}  // namespace stagecraft::http
