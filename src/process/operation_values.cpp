#include "process/operation_values.h"

#include <algorithm>
#include <boost/json.hpp>
#include <utility>

#include "base/text.h"
#include "process/canonical_tree.h"
#include "process/reading_error.h"
#include "process/scalar_value.h"

namespace stagecraft::process {
namespace {

using base::say;
using base::Sentence;

namespace json = boost::json;

constexpr std::size_t most_faults = 100;

std::string number_text(const json::value& number) {
  if (number.is_int64()) return std::to_string(number.get_int64());
  const double value = number.to_number<double>();
  return value == 0 ? "0" : write_number(value);
}

bool is_control(char32_t c) { return (c < 0x20 && c != U'\n' && c != U'\t') || c == 0x7f; }

Sentence mend_key(std::string_view key, const Shape& shape) {
  std::vector<std::string_view> keys;
  for (const auto& rule : shape.fields) keys.push_back(rule.key);
  const auto near = base::nearest(key, keys);
  return base::did_you_mean(near);
}

}  // namespace

void JsonTrail::fault(Sentence message, Sentence mend) {
  if (faults_.size() < most_faults) faults_.push_back({at_, std::move(message), std::move(mend)});
}

void JsonTrail::enter(std::string_view part) {
  at_ += '/';
  for (const char c : part)
    if (c == '~')
      at_ += "~0";
    else if (c == '/')
      at_ += "~1";
    else
      at_ += c;
}

Node OperationValues::marked(Node node) {
  if (pointers_.size() == limits::operation_values)
    throw base::Error(base::ErrorKind::too_large,
                      say("These operations hold more than {} values. Send them in parts.",
                          limits::operation_values));
  pointers_.push_back(trail_.at());
  node.mark = {.file = SentOperations::file, .line = static_cast<int>(pointers_.size())};
  return node;
}

Node OperationValues::read(const json::value& from, const FieldRule& rule, FieldPart part) {
  if (from.is_null()) return {};
  auto node = field(from, rule, part);
  make_canonical(node, rule);
  return part == FieldPart::whole && is_default(node, rule) ? Node{} : node;
}

Node OperationValues::read_object(const json::value& from, const Shape& shape) {
  auto node = object(from, shape);
  make_canonical(node, shape);
  return node;
}

Node OperationValues::field(const json::value& from, const FieldRule& rule, FieldPart part) {
  const bool has_keys = rule.form == Form::mapping || rule.form == Form::mapping_lists;
  const bool is_list = rule.form == Form::list || rule.form == Form::mapping_lists;
  if (has_keys && part == FieldPart::whole) {
    if (from.is_object()) return free_keys(from.get_object(), rule);
    trail_.fault("expected an object");
    return {};
  }
  if (is_list && part != FieldPart::line) {
    if (from.is_array()) return list(from.get_array(), rule);
    trail_.fault("expected a list");
    return {};
  }
  return rule.shape != nullptr ? object(from, *rule.shape) : scalar(from, rule);
}

Node OperationValues::object(const json::value& from, const Shape& shape) {
  if (!from.is_object()) {
    trail_.fault(say("expected an object, {}", Sentence::of(shape.noun)));
    return {};
  }
  auto node = marked(Node::mapping());
  for (const auto& [key, value] : from.get_object()) {
    const std::string name(key);
    trail_.below(name, [&, &value = value] {
      const auto* rule = shape.find(name);
      if (rule == nullptr && !is_extension(name))
        return trail_.fault(say("unknown key in {}", Sentence::of(shape.noun)),
                            mend_key(name, shape));
      if (value.is_null()) return;
      auto inner = rule == nullptr ? read_free(value) : field(value, *rule, FieldPart::whole);
      const auto mark = inner.mark;
      node.entries.push_back({base::to_nfc(name), mark, std::move(inner)});
    });
  }
  return node;
}

Node OperationValues::list(const json::array& from, const FieldRule& rule) {
  auto node = marked(Node::sequence());
  for (std::size_t i = 0; i < from.size(); ++i)
    trail_.below(std::to_string(i), [&] {
      auto item = rule.shape != nullptr ? object(from[i], *rule.shape) : scalar(from[i], rule);
      node.items.push_back(std::move(item));
    });
  return node;
}

Node OperationValues::free_keys(const json::object& from, const FieldRule& rule) {
  auto node = marked(Node::mapping());
  for (const auto& [key, value] : from)
    trail_.below(key, [&, &key = key, &value = value] {
      auto inner = field(value, rule, FieldPart::under_key);
      const auto mark = inner.mark;
      node.entries.push_back({base::to_nfc(key), mark, std::move(inner)});
    });
  return node;
}

Node OperationValues::scalar(const json::value& from, const FieldRule& rule) {
  if (is_number(rule.rule)) {
    if (from.is_number()) return marked(Node::scalar(number_text(from)));
    trail_.fault("expected a number");
  } else if (rule.rule == ValueRule::flag) {
    if (from.is_bool()) return marked(Node::scalar(from.get_bool() ? "true" : "false"));
    trail_.fault("expected true or false");
  } else {
    if (from.is_string()) return text(from.get_string());
    trail_.fault("expected a text");
  }
  return {};
}

Node OperationValues::text(const json::string& from) {
  const std::string_view view = from;
  if (std::ranges::any_of(base::code_points(view), is_control)) {
    trail_.fault("holds control characters", "Only tabs and line breaks may be in a text.");
    return {};
  }
  return marked(Node::scalar(base::to_nfc(view), false));
}

Node OperationValues::read_free(const json::value& from) {
  if (from.is_null()) return {};
  if (from.is_bool()) return marked(Node::scalar(from.get_bool() ? "true" : "false"));
  if (from.is_number()) return marked(Node::scalar(number_text(from)));
  if (from.is_string()) {
    auto node = text(from.get_string());
    node.plain = parse_day(node.text).has_value();
    return node;
  }
  if (from.is_array()) {
    auto node = marked(Node::sequence());
    const auto& array = from.get_array();
    for (std::size_t i = 0; i < array.size(); ++i)
      trail_.below(std::to_string(i), [&] { node.items.push_back(read_free(array[i])); });
    return node;
  }
  auto node = marked(Node::mapping());
  for (const auto& [key, value] : from.get_object())
    trail_.below(key, [&, &key = key, &value = value] {
      auto inner = read_free(value);
      const auto mark = inner.mark;
      node.entries.push_back({base::to_nfc(key), mark, std::move(inner)});
    });
  return node;
}

}  // namespace stagecraft::process
