#include "process/templates.h"

#include <algorithm>
#include <array>

#include "process/embedded_data.h"
#include "process/implicit_ids.h"
#include "process/yaml_write.h"

namespace stagecraft::process {

std::span<const std::string_view> template_names() {
  static constexpr std::array<std::string_view, 3> names{"first_map", "four_goals", "seven_steps"};
  return names;
}

std::optional<std::string> new_map(const NewMap& wanted) {
  std::string name = wanted.template_name;
  std::ranges::replace(name, '-', '_');
  if (std::ranges::count(template_names(), name) == 0) return std::nullopt;
  ParsedYaml parsed = parse_yaml(embedded_data("templates/" + name + ".yaml"), name);
  Node& root = parsed.document.root;
  Node* origin = root.find("origin");
  if (!origin) return std::nullopt;
  origin->set("since", Node::scalar(base::to_iso(wanted.since)));
  if (!wanted.name.empty()) root.set("name", Node::scalar(wanted.name));
  if (!wanted.id.empty() || !wanted.name.empty())
    root.set("id", Node::scalar(wanted.id.empty() ? id_from(wanted.name, "map") : wanted.id));
  return write_document(parsed.document);
}

}  // namespace stagecraft::process
