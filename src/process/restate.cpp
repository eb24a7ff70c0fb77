#include "process/restate.h"

#include <algorithm>
#include <initializer_list>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "process/canonical_tree.h"
#include "process/elements.h"
#include "process/restate_order.h"

namespace stagecraft::process {
namespace {

bool is_element_list(const FieldRule* rule) {
  return rule != nullptr && rule->is_list() && rule->shape != nullptr && rule->shape->has_id();
}

bool says_nothing(const Node* value, const FieldRule* rule) {
  return value == nullptr || value->is_null() || (rule != nullptr && is_default(*value, *rule));
}

bool same(const Node* a, const Node* b, const FieldRule* rule) {
  if (says_nothing(a, rule) || says_nothing(b, rule))
    return says_nothing(a, rule) == says_nothing(b, rule);
  return same_value(*a, *b);
}

const Node* find(const Node* mapping, std::string_view key) {
  return mapping == nullptr ? nullptr : mapping->find(key);
}

std::span<const Node> items_in(const Node* list) {
  return list == nullptr ? std::span<const Node>() : list->items;
}

const Node* find_item(const Node* list, std::string_view id) {
  const auto items = items_in(list);
  const auto item = std::ranges::find_if(items, [id](const Node& one) { return id_of(one) == id; });
  return item == items.end() ? nullptr : &*item;
}

Node removal_of(std::string_view id) {
  auto item = Node::mapping();
  item.set("id", Node::scalar(std::string(id), false));
  item.set("remove", Node::scalar("true"));
  return item;
}

/// A value where it replaces another: the comment is about the field, so it stays.
Node in_place_of(const Node* own, Node value) {
  if (own != nullptr && value.comment < 0) value.comment = own->comment;
  return value;
}

/// Keys of all of them, each once, those of the first in their order.
std::vector<std::string> keys_of(std::initializer_list<const Node*> mappings) {
  std::vector<std::string> keys;
  for (const auto* mapping : mappings) {
    if (mapping == nullptr) continue;
    for (const auto& entry : mapping->entries)
      if (std::ranges::find(keys, entry.key) == keys.end()) keys.push_back(entry.key);
  }
  return keys;
}

/// Where elements of a tree stand, by address.
using Elements = std::map<std::string, std::pair<const Node*, std::string>, std::less<>>;

Elements elements_of(const Node& root) {
  Elements elements;
  visit_elements(root, [&](const Shape& shape, const Node& item, const std::string& parent) {
    elements.emplace(address_of(shape, id_of(item), parent), std::pair(&item, parent));
  });
  return elements;
}

/// What is known of one value: what the variant states, what its base says, what is to come out.
struct Three {
  const Node* own = nullptr;
  const Node* base = nullptr;
  const Node* target = nullptr;
};

class Restater {
 public:
  Restater(const Node& variant, const Node& base, const Node& target)
      : own_(elements_of(variant)), base_(elements_of(base)), target_(elements_of(target)) {}

  Node mapping(const Three& three, const Shape* shape, const std::string& address) const {
    auto result = three.own != nullptr && three.own->is_mapping() ? *three.own : Node::mapping();
    for (const auto& key : keys_of({&result, three.base, three.target})) {
      const auto* rule = shape == nullptr ? nullptr : shape->find(key);
      if (shape != nullptr && (key == "remove" || key == "place")) continue;
      const bool is_inherited = rule == nullptr || rule->inherited;
      Node said;
      const bool is_said =
          state({find(three.own, key), is_inherited ? find(three.base, key) : nullptr,
                 find(three.target, key)},
                rule, address, said);
      if (is_said)
        result.set(key, std::move(said));
      else
        result.erase(key);
    }
    return result;
  }

 private:
  /// Whether the variant has to say something of a field, and what.
  bool state(const Three& three, const FieldRule* rule, const std::string& address,
             Node& said) const {
    if (is_element_list(rule)) return state_list(three, *rule, address, said);
    const bool has_keys = rule != nullptr && rule->form != Form::list &&
                          (rule->form != Form::one || rule->shape != nullptr);
    if (has_keys && three.target != nullptr && three.target->is_mapping() &&
        three.base != nullptr && three.base->is_mapping()) {
      said = mapping(three, rule->form == Form::one ? rule->shape : nullptr, address);
      return !said.entries.empty();
    }
    return state_value(three, rule, said);
  }

  static bool state_value(const Three& three, const FieldRule* rule, Node& said) {
    const auto* now = three.own == nullptr ? three.base : three.own;
    if (same(now, three.target, rule)) {
      if (three.own != nullptr) said = *three.own;
      return three.own != nullptr;
    }
    if (three.own != nullptr && same(three.base, three.target, rule)) return false;
    said = in_place_of(three.own, three.target == nullptr ? Node{} : *three.target);
    return true;
  }

  bool state_list(const Three& three, const FieldRule& rule, const std::string& address,
                  Node& said) const {
    const bool gives_default = three.own != nullptr && three.own->is_null();
    if (gives_default && says_nothing(three.target, &rule)) {
      said = *three.own;
      return true;
    }
    said = three.own == nullptr || gives_default ? Node::sequence() : *three.own;
    said.items = items_of(three, rule, address);
    return !said.items.empty();
  }

  std::vector<Node> items_of(const Three& three, const FieldRule& rule,
                             const std::string& address) const {
    ListOrder order;
    for (const auto& item : items_in(three.target)) order.target.emplace_back(id_of(item));
    for (const auto& own : items_in(three.own)) add_stated(order, own, three, *rule.shape, address);
    for (const auto& item : items_in(three.target))
      if (find_item(three.own, id_of(item)) == nullptr)
        add_item(order, item, three, *rule.shape, address);
    for (const auto& item : items_in(three.base))
      add_inherited(order, item, three, *rule.shape, address);
    return in_order(std::move(order));
  }

  /// An item that the variant states in this list already.
  void add_stated(ListOrder& order, const Node& own, const Three& three, const Shape& shape,
                  const std::string& parent) const {
    const auto id = id_of(own);
    if (const auto* target = find_item(three.target, id)) {
      add_item(order, *target, three, shape, parent);
    } else if (asks_removal(own)) {
      if (!is_elsewhere(address_of(shape, id, parent), shape)) order.stated.push_back(own);
    } else if (find_item(three.base, id) != nullptr &&
               !is_elsewhere(address_of(shape, id, parent), shape)) {
      order.stated.push_back(in_place_of(&own, removal_of(id)));
    }
  }

  void add_item(ListOrder& order, const Node& target, const Three& three, const Shape& shape,
                const std::string& parent) const {
    const auto id = std::string(id_of(target));
    const auto address = address_of(shape, id, parent);
    const auto* own = stated_at(address, find_item(three.own, id));
    const auto* here = find_item(three.base, id);
    const auto* base = here != nullptr || shape.kind != "stage" ? here : inherited_stage(address);
    auto item = mapping({own, base, &target}, &shape, address);
    item.erase("remove");
    if (item.find("id") == nullptr) {
      item.entries.insert(item.entries.begin(), Entry{"id", {}, Node::scalar(id, false)});
    }
    const bool is_needed = here == nullptr || item.entries.size() > 1 || has_comments(item);
    if (here == nullptr && base != nullptr) order.brought.insert(id);
    (is_needed ? order.stated : order.spare).push_back(std::move(item));
  }

  /// An item of the base: where it now stands in the list, or that it is to go.
  void add_inherited(ListOrder& order, const Node& base, const Three& three, const Shape& shape,
                     const std::string& parent) const {
    const auto id = id_of(base);
    if (find_item(three.target, id) != nullptr) {
      order.inherited.emplace_back(id);
      return;
    }
    const auto is_stated = std::ranges::find_if(order.stated, [&](const Node& item) {
                             return id_of(item) == id;
                           }) != order.stated.end();
    if (!is_stated && !is_elsewhere(address_of(shape, id, parent), shape))
      order.stated.push_back(removal_of(id));
  }

  /// A stage that the variant writes under another goal moves there by that.
  bool is_elsewhere(std::string_view address, const Shape& shape) const {
    return shape.kind == "stage" && target_.contains(address) && base_.contains(address);
  }

  /// What the variant states of an element, here or where it stood; not that it is removed there.
  const Node* stated_at(std::string_view address, const Node* here) const {
    if (here != nullptr) return here;
    const auto own = own_.find(address);
    return own == own_.end() || asks_removal(*own->second.first) ? nullptr : own->second.first;
  }

  const Node* inherited_stage(std::string_view address) const {
    const auto base = base_.find(address);
    return base == base_.end() ? nullptr : base->second.first;
  }

  Elements own_, base_, target_;
};

}  // namespace

Node restate_variant(const Node& variant, const Node& base, const Node& target) {
  return Restater(variant, base, target).mapping({&variant, &base, &target}, &map_shape(), "map");
}

}  // namespace stagecraft::process
