#include "process/places.h"

#include <charconv>
#include <utility>

#include "process/elements.h"

namespace stagecraft::process {
namespace {

struct Found {
  const Node* node;
  Mark mark;
};

/// The part of `at` that `step` names: a key of a mapping, or the number of an item.
std::optional<Found> descend(const Node& at, std::string_view step) {
  if (at.is_mapping()) {
    const Entry* entry = at.find_entry(step);
    if (!entry) return std::nullopt;
    const bool is_single = entry->value.is_scalar() && entry->value.mark.line > 0;
    return Found{&entry->value, is_single ? entry->value.mark : entry->mark};
  }
  std::size_t index = 0;
  const auto [end, error] = std::from_chars(step.data(), step.data() + step.size(), index);
  if (error != std::errc() || end != step.data() + step.size() || index >= at.items.size())
    return std::nullopt;
  return Found{&at.items[index], at.items[index].mark};
}

}  // namespace

struct Places::Tree {
  Node root;
  std::vector<std::string> files;
  std::map<std::string, const Node*, std::less<>> by_address;
};

base::Place Places::find(std::string_view address, std::string_view field, int index) const {
  if (!tree_) return {};
  const auto element = tree_->by_address.find(address);
  Found found{&tree_->root, tree_->root.mark};
  if (element != tree_->by_address.end()) found = {element->second, element->second->mark};
  const auto step_to = [&](std::string_view step) {
    const auto next = descend(*found.node, step);
    if (next) found = *next;
    return next.has_value();
  };
  bool exists = element != tree_->by_address.end();
  while (exists && !field.empty()) {
    const auto slash = std::min(field.find('/'), field.size());
    exists = step_to(field.substr(0, slash));
    field.remove_prefix(std::min(slash + 1, field.size()));
  }
  if (exists && index >= 0) step_to(std::to_string(index));
  const Mark mark = found.mark;
  return {mark.file < tree_->files.size() ? tree_->files[mark.file] : std::string(), mark.line,
          mark.column};
}

bool Places::knows(std::string_view address) const {
  return tree_ && tree_->by_address.find(address) != tree_->by_address.end();
}

Places PlaceIndex::build(Node tree, std::vector<std::string> files) {
  auto built = std::make_shared<Places::Tree>();
  built->root = std::move(tree);
  built->files = std::move(files);
  built->by_address.emplace("map", &built->root);
  visit_elements(std::as_const(built->root),
                 [&](const Shape& shape, const Node& item, const std::string& parent) {
                   if (const auto id = id_of(item); !id.empty())
                     built->by_address.emplace(address_of(shape, id, parent), &item);
                 });
  Places places;
  places.tree_ = std::move(built);
  return places;
}

}  // namespace stagecraft::process
