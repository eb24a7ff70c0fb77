#pragma once

#include <string>

#include "process/map.h"
#include "process/yaml_node.h"

namespace stagecraft::process {

/// Any value as flow YAML on one line; the canonical text of an `x_` key.
std::string write_flow(const Node& node);

}  // namespace stagecraft::process
