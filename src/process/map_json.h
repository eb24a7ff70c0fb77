#pragma once

#include <string>

#include "process/encode.h"
#include "process/map.h"

namespace stagecraft::process {

/// The resolved map as JSON (process-map.md, 8): the keys, nesting and values of its YAML, two
/// spaces a level, with a line break at its end. `extends` is left out, as in write_yaml.
std::string write_json(const Map& map, Defaults defaults = Defaults::left_out);

}  // namespace stagecraft::process
