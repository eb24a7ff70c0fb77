#include "process/yaml_node.h"

#include <algorithm>

#include "process/scalar_style.h"

namespace stagecraft::process {

Node Node::scalar(std::string text, bool plain) {
  Node node;
  node.kind = Kind::scalar;
  node.plain = plain;
  node.text = std::move(text);
  return node;
}

Node Node::sequence() {
  Node node;
  node.kind = Kind::sequence;
  return node;
}

Node Node::mapping() {
  Node node;
  node.kind = Kind::mapping;
  return node;
}

const Entry* Node::find_entry(std::string_view key) const {
  const auto found = std::ranges::find(entries, key, &Entry::key);
  return found == entries.end() ? nullptr : &*found;
}

const Node* Node::find(std::string_view key) const {
  const Entry* entry = find_entry(key);
  return entry ? &entry->value : nullptr;
}

bool Node::states(std::string_view key) const {
  const Node* value = find(key);
  return value && !value->is_null();
}

Node* Node::find(std::string_view key) {
  const auto found = std::ranges::find(entries, key, &Entry::key);
  return found == entries.end() ? nullptr : &found->value;
}

void Node::set(std::string_view key, Node value, Mark key_mark) {
  const auto found = std::ranges::find(entries, key, &Entry::key);
  if (found == entries.end())
    entries.push_back({std::string(key), key_mark, std::move(value)});
  else
    *found = {std::string(key), key_mark, std::move(value)};
}

void Node::erase(std::string_view key) {
  std::erase_if(entries, [&](const Entry& entry) { return entry.key == key; });
}

Node copy_of(const Node* node) { return node == nullptr ? Node() : *node; }

bool asks_removal(const Node& item) {
  const Node* remove = item.find("remove");
  return remove != nullptr && remove->is_scalar() && remove->text == "true";
}

bool same_value(const Node& a, const Node& b) {
  if (a.kind != b.kind) return false;
  if (a.is_scalar()) return a.text == b.text && is_text(a) == is_text(b);
  return std::ranges::equal(a.items, b.items, same_value) &&
         std::ranges::equal(a.entries, b.entries, [](const Entry& x, const Entry& y) {
           return x.key == y.key && same_value(x.value, y.value);
         });
}

}  // namespace stagecraft::process
