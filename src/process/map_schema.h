#pragma once

#include <string>

namespace stagecraft::process {

/// The JSON Schema (2020-12) of a map file, for editors: every object closed but for `x_` keys,
/// with title and description. It describes files that stand alone and variants alike, so `remove`
/// and `place` are allowed, and what a variant may leave out is required only of maps that do not
/// extend another.
std::string write_schema();

}  // namespace stagecraft::process
