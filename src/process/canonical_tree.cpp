#include "process/canonical_tree.h"

#include <algorithm>

#include "process/scalar_style.h"
#include "process/scalar_value.h"

namespace stagecraft::process {
namespace {

void trim_line_breaks(std::string& text) {
  text.erase(text.find_last_not_of('\n') + 1);
  text.erase(0, text.find_first_not_of('\n'));
}

void canonical_scalar(const FieldRule& rule, Node& scalar) {
  if (is_number(rule.rule)) {
    if (const auto value = parse_number(scalar.text)) scalar.text = write_number(*value);
    scalar.plain = true;
  } else {
    trim_line_breaks(scalar.text);
    scalar.plain = rule.rule == ValueRule::flag || rule.rule == ValueRule::date;
  }
}

class Canonical {
 public:
  explicit Canonical(bool is_variant) : is_variant_(is_variant) {}

  void mapping(Node& node, const Shape& shape) const {
    for (Entry& entry : node.entries)
      if (const FieldRule* rule = shape.find(entry.key)) value(entry.value, *rule);
    std::erase_if(node.entries, [&](const Entry& entry) { return is_needless(entry, shape); });
    std::ranges::stable_sort(node.entries, {}, [&](const Entry& entry) {
      return std::pair(rank(entry.key, shape), std::string_view(entry.key));
    });
  }

  void value(Node& node, const FieldRule& rule) const {
    if (node.is_scalar()) canonical_scalar(rule, node);
    for (Node& item : node.items) {
      if (item.is_scalar()) canonical_scalar(rule, item);
      if (item.is_mapping() && rule.shape) mapping(item, *rule.shape);
    }
    if (!node.is_mapping()) return;
    if (rule.shape) return mapping(node, *rule.shape);
    for (Entry& entry : node.entries) value(entry.value, rule);
    // The order of free keys has no meaning; a map holds them sorted.
    std::ranges::stable_sort(node.entries, {}, &Entry::key);
  }

 private:
  bool is_needless(const Entry& entry, const Shape& shape) const {
    const FieldRule* rule = shape.find(entry.key);
    return !is_variant_ && rule && !has_comments(entry.value) && is_default(entry.value, *rule);
  }

  /// The grammar's order; `remove` and `place` just after the id, `x_` keys at the end.
  static std::size_t rank(std::string_view key, const Shape& shape) {
    if (key == "remove") return 1;
    if (key == "place") return 2;
    for (std::size_t i = 0; i < shape.fields.size(); ++i)
      if (shape.fields[i].key == key) return i == 0 ? 0 : i + 2;
    return shape.fields.size() + 2;
  }

  bool is_variant_;
};

}  // namespace

void make_canonical(Document& document) {
  const Node* extends = document.root.find("extends");
  Canonical(extends && !extends->is_null()).mapping(document.root, map_shape());
}

void make_canonical(Node& value, const FieldRule& rule) { Canonical(false).value(value, rule); }

void make_canonical(Node& mapping, const Shape& shape) { Canonical(false).mapping(mapping, shape); }

bool is_default(const Node& value, const FieldRule& rule) {
  if (value.is_null()) return true;
  if (value.is_scalar()) return !rule.fallback.empty() && value.text == rule.fallback;
  const bool is_empty = value.items.empty() && value.entries.empty();
  const bool says_something =
      rule.empty_differs || rule.key == "goals" || rule.key == "stages" || rule.key == "serves";
  return is_empty && !says_something;
}

bool has_inner_comments(const Node& node) {
  return std::ranges::any_of(node.items, has_comments) ||
         std::ranges::any_of(node.entries,
                             [](const Entry& entry) { return has_comments(entry.value); });
}

bool has_comments(const Node& node) { return node.comment >= 0 || has_inner_comments(node); }

}  // namespace stagecraft::process
