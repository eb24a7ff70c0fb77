#pragma once

#include <cstddef>
#include <vector>

#include "process/yaml_node.h"
#include "process/yaml_source.h"

namespace stagecraft::process {

/// Finds the comments of a file and gives each to the value that it stands above or behind, since
/// the parser drops them. `quoted`: offsets of all scalars in quotes or block style, in which a `#`
/// begins no comment. O(n).
void attach_comments(Document& document, const YamlSource& source,
                     const std::vector<std::size_t>& quoted);

}  // namespace stagecraft::process
