#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "process/description.h"
#include "process/yaml_node.h"

namespace stagecraft::process {

/// `stage:demo`, `persona:owner/choose`; `parent` is the address of what the element stands in.
std::string address_of(const Shape& shape, std::string_view id, std::string_view parent);

/// The one space of names in which an id has to be unique: goals, stages and outcomes share one,
/// steps have one in each persona, every other kind has its own.
std::string id_space(const Shape& shape, std::string_view parent);

/// Calls visit(shape, item, parent address) for each item of every list of things with ids, parents
/// first, in file order, whether or not the item has an id. Skips what is no mapping.
void visit_elements(
    const Node& root,
    const std::function<void(const Shape&, const Node&, const std::string&)>& visit);
void visit_elements(Node& root,
                    const std::function<void(const Shape&, Node&, const std::string&)>& visit);

/// The text under `id`; empty when there is none.
std::string_view id_of(const Node& item);

}  // namespace stagecraft::process
