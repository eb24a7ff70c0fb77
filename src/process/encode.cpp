#include "process/encode.h"

#include "base/time.h"
#include "process/grammar.h"
#include "process/scalar_value.h"

namespace stagecraft::process {
namespace {

std::string text_of(const std::string& value) { return value; }
std::string text_of(bool value) { return value ? "true" : "false"; }
std::string text_of(int value) { return std::to_string(value); }
std::string text_of(double value) { return write_number(value); }
std::string text_of(base::Day value) { return base::to_iso(value); }
template <class Enum>
  requires std::is_enum_v<Enum>
std::string text_of(Enum value) {
  return std::string(to_word(value));
}

bool is_quoted(const FieldRule& rule) {
  switch (rule.rule) {
    case ValueRule::days:
    case ValueRule::hours:
    case ValueRule::share:
    case ValueRule::number:
    case ValueRule::whole:
    case ValueRule::flag:
    case ValueRule::date:
      return false;
    default:
      return true;
  }
}

class Encoder {
 public:
  explicit Encoder(Defaults defaults) : defaults_(defaults) {}

  template <Described Struct>
  Node node(const Struct& object) const {
    Node mapping = Node::mapping();
    for_each_field(object, [&](const FieldRule& rule, const auto& member) {
      const bool belongs = goes_with(rule, kind_of(object));
      auto value = belongs ? field(rule, member) : Encoder(Defaults::left_out).field(rule, member);
      if (value) mapping.entries.push_back({std::string(rule.key), {}, std::move(*value)});
    });
    for (const auto& [key, text] : object.x)
      mapping.entries.push_back({key, {}, parse_yaml(text, key).document.root});
    return mapping;
  }

 private:
  template <class Struct>
  static std::string_view kind_of(const Struct& object) {
    if constexpr (requires { requires std::is_enum_v<decltype(object.kind)>; })
      return to_word(object.kind);
    else
      return {};
  }

  /// Keys of another kind are no defaults worth writing.
  static bool goes_with(const FieldRule& rule, std::string_view kind) {
    if (rule.only_for.empty()) return true;
    return rule.only_for.starts_with('!') ? kind != rule.only_for.substr(1) : kind == rule.only_for;
  }

  bool writes_defaults() const { return defaults_ == Defaults::written; }

  template <class T>
  Node scalar(const FieldRule& rule, const T& value) const {
    return Node::scalar(text_of(value), !is_quoted(rule));
  }

  // nullopt: the key is left out.

  template <class T>
  std::optional<Node> field(const FieldRule& rule, const T& value) const {
    if constexpr (Described<T>) {
      Node mapping = node(value);
      return mapping.entries.empty() ? std::nullopt : std::optional(std::move(mapping));
    } else {
      const std::string text = text_of(value);
      const bool is_default = text == rule.fallback;
      if (is_default && !(writes_defaults() && !text.empty())) return std::nullopt;
      return scalar(rule, value);
    }
  }

  template <class T>
  std::optional<Node> field(const FieldRule& rule, const std::optional<T>& value) const {
    if (!value) return std::nullopt;
    if constexpr (Described<T>)
      return node(*value);
    else if constexpr (detail::form_of<T> == Form::one)
      return scalar(rule, *value);
    else
      return list(rule, *value);
  }

  template <class T>
  std::optional<Node> field(const FieldRule& rule, const std::vector<T>& values) const {
    const bool is_other_half_of_flat = rule.key == "goals" || rule.key == "stages";
    if (values.empty() && (!writes_defaults() || is_other_half_of_flat)) return std::nullopt;
    return list(rule, values);
  }

  template <class T>
  std::optional<Node> field(const FieldRule& rule, const std::map<std::string, T>& values) const {
    if (values.empty()) return std::nullopt;
    Node mapping = Node::mapping();
    for (const auto& [key, value] : values) {
      if constexpr (detail::form_of<T> == Form::list)
        mapping.entries.push_back({key, {}, list(rule, value)});
      else
        mapping.entries.push_back({key, {}, scalar(rule, value)});
    }
    return mapping;
  }

  template <class T>
  Node list(const FieldRule& rule, const std::vector<T>& values) const {
    Node sequence = Node::sequence();
    for (const T& value : values) {
      if constexpr (Described<T>)
        sequence.items.push_back(node(value));
      else
        sequence.items.push_back(scalar(rule, value));
    }
    return sequence;
  }

  Defaults defaults_;
};

/// A flat map without stages, and a map without goals, still say which they are.
void keep_empty_tree(const Map& map, Node& tree) {
  const std::string_view key = map.flat ? "stages" : "goals";
  if (!tree.find(key)) tree.set(key, Node::sequence());
}

}  // namespace

Node encode_map(const Map& map, Defaults defaults) {
  Node tree = Encoder(defaults).node(map);
  keep_empty_tree(map, tree);
  return tree;
}

}  // namespace stagecraft::process
