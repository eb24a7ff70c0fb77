#pragma once

#include <string>
#include <vector>

#include "process/reader.h"
#include "process/yaml_node.h"

namespace stagecraft::process {

/// Makes the Places of a resolved tree.
class PlaceIndex {
 public:
  static Places build(Node tree, std::vector<std::string> files);
};

}  // namespace stagecraft::process
