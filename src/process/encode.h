#pragma once

#include "process/map.h"
#include "process/yaml_node.h"

namespace stagecraft::process {

enum class Defaults { left_out, written };

/// The canonical tree of a map: keys in the order of the description, values in canonical text. The
/// inverse of decode_map: decode_map(encode_map(m)) == m. Marks are empty.
Node encode_map(const Map& map, Defaults defaults = Defaults::left_out);

}  // namespace stagecraft::process
