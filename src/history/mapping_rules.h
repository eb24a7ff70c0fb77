#pragma once

#include <string>
#include <vector>

#include "process/reading_error.h"
#include "process/yaml_node.h"

namespace stagecraft::history {

/// What a mapping has to keep to beyond its shape: known zone, date format, currency; the keys that
/// its layout needs, and none of another layout. Adds an error for each.
void check_rules(const process::Node& root, const std::string& file,
                 std::vector<process::ReadingError>& errors);

}  // namespace stagecraft::history
