#include "process/implicit_ids.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "base/text.h"
#include "process/elements.h"

namespace stagecraft::process {
namespace {

constexpr std::size_t longest_id = 64;

using Taken = std::map<std::string, std::set<std::string, std::less<>>>;

/// `_` at the ends says nothing.
void trim_underscores(std::string& id) {
  while (id.ends_with('_')) id.pop_back();
  id.erase(0, id.find_first_not_of('_'));
}

std::string free_id(const std::string& wanted, const std::set<std::string, std::less<>>& taken) {
  if (!taken.contains(wanted)) return wanted;
  for (int number = 2;; ++number) {
    const std::string suffix = fmt::format("_{}", number);
    std::string id = wanted.substr(0, longest_id - suffix.size());
    trim_underscores(id);
    id += suffix;
    if (!taken.contains(id)) return id;
  }
}

const Node* naming_text(const Node& item) {
  for (const std::string_view key : {"name", "text"}) {
    const Node* value = item.find(key);
    if (value && value->is_scalar()) return value;
  }
  return nullptr;
}

}  // namespace

std::string id_from(std::string_view name, std::string_view noun) {
  std::string id;
  for (const char32_t c : base::code_points(base::without_accents(base::to_lower(name)))) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
      id += static_cast<char>(c);
    else if (c != '\'' && !id.ends_with('_'))
      id += '_';
  }
  trim_underscores(id);
  if (id.empty()) return std::string(noun);
  if (id[0] < 'a') id = fmt::format("{}_{}", noun, id);
  id.resize(std::min(id.size(), longest_id));
  trim_underscores(id);
  return id;
}

std::vector<std::string> add_implicit_ids(Node& root) {
  Taken taken;
  visit_elements(std::as_const(root),
                 [&](const Shape& shape, const Node& item, const std::string& parent) {
                   if (const auto id = id_of(item); !id.empty())
                     taken[id_space(shape, parent)].emplace(id);
                 });
  std::vector<std::string> made;
  visit_elements(root, [&](const Shape& shape, Node& item, const std::string& parent) {
    if (const Node* id = item.find("id"); id && !id->is_null()) return;
    const Node* name = naming_text(item);
    if (!name) return;
    auto& ids = taken[id_space(shape, parent)];
    std::string id = free_id(id_from(name->text, shape.kind), ids);
    ids.insert(id);
    made.push_back(address_of(shape, id, parent));
    Node value = Node::scalar(std::move(id));
    value.mark = item.mark;
    item.erase("id");
    item.entries.insert(item.entries.begin(), {"id", item.mark, std::move(value)});
  });
  return made;
}

}  // namespace stagecraft::process
