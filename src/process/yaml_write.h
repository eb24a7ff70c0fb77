#pragma once

#include <string>
#include <string_view>

#include "process/map.h"
#include "process/reading_error.h"
#include "process/yaml_node.h"

/// Writes maps in their one canonical form (process-map.md, 3 'map format').
namespace stagecraft::process {

/// Any value as flow YAML on one line; the canonical text of an `x_` key.
std::string write_flow(const Node& node);

/// The file of a map, formatted: keys in order, defaults left out, comments kept. REQUIRES a
/// mapping without reading errors, whose elements have ids. A file that extends another keeps what
/// equals a default, because there it overrides the base.
std::string write_document(const Document& document);

/// The canonical text of a resolved map: what is hashed, compared and shown. It stands alone:
/// `extends` is left out, because everything of the base is in it.
std::string write_yaml(const Map& map);

/// What formatting a file gave.
struct Formatted {
  std::string text;  ///< Empty when there are errors.
  std::vector<ReadingError> errors;
};

/// Formats the text of a map file. Reads the file alone, not what it extends. Idempotent, and the
/// map that the file means stays the same.
Formatted format_map(std::string_view text, const std::string& file_name);

}  // namespace stagecraft::process
