#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "process/reading_error.h"
#include "process/yaml_node.h"

/// The grammar of the mapping file as data: the reader checks by it, and the JSON Schema is printed
/// from it.
namespace stagecraft::history {

struct Shape;

struct ShapeKey {
  std::string_view name;
  const Shape* shape;
  std::string_view says;  ///< What it is for: the editor's tooltip.
  bool required = false;
};

struct Shape {
  enum class Kind { text, number, choice, list, map, object, either };

  Kind kind = Kind::text;
  std::string_view noun;                     ///< "a column"; of an object: "a lookup".
  std::vector<std::string_view> words = {};  ///< choice
  const Shape* item = nullptr;               ///< list, map
  std::vector<ShapeKey> keys = {};           ///< object
  std::vector<const Shape*> of = {};         ///< either: told apart by scalar, list or mapping
};

/// Shape of a whole mapping file.
const Shape& mapping_shape();

/// Adds an error for every value in `node` that does not have the shape: unknown keys with a
/// suggestion, wrong types, missing keys.
void check_shape(const process::Node& node, const Shape& shape, const std::string& file,
                 std::vector<process::ReadingError>& errors);

}  // namespace stagecraft::history
