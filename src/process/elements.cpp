#include "process/elements.h"

namespace stagecraft::process {
namespace {

template <class NodeType, class Visit>
void walk(NodeType& node, const Shape& shape, const std::string& address, const Visit& visit) {
  for (const FieldRule& rule : shape.fields) {
    if (!rule.shape) continue;
    auto* value = node.find(rule.key);
    if (!value) continue;
    if (value->is_mapping()) walk(*value, *rule.shape, address, visit);
    for (auto& item : value->items) {
      if (!item.is_mapping()) continue;
      std::string inner = address;
      if (rule.shape->has_id()) {
        visit(*rule.shape, item, address);
        inner = address_of(*rule.shape, id_of(item), address);
      }
      walk(item, *rule.shape, inner, visit);
    }
  }
}

}  // namespace

std::string address_of(const Shape& shape, std::string_view id, std::string_view parent) {
  std::string address(shape.kind == "step" ? parent : shape.kind);
  address += shape.kind == "step" ? '/' : ':';
  return address += id;
}

std::string id_space(const Shape& shape, std::string_view parent) {
  if (shape.kind == "goal" || shape.kind == "stage" || shape.kind == "outcome") return "symbol";
  return std::string(shape.kind == "step" ? parent : shape.kind);
}

std::string_view id_of(const Node& item) {
  const Node* id = item.find("id");
  return id && id->is_scalar() ? std::string_view(id->text) : std::string_view();
}

void visit_elements(
    const Node& root,
    const std::function<void(const Shape&, const Node&, const std::string&)>& visit) {
  walk(root, map_shape(), "map", visit);
}

void visit_elements(Node& root,
                    const std::function<void(const Shape&, Node&, const std::string&)>& visit) {
  walk(root, map_shape(), "map", visit);
}

}  // namespace stagecraft::process
