#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "http/json_writer.h"
#include "http/shape.h"

namespace stagecraft::http {

/// In which direction a value travels: a request may leave out what an answer always holds.
enum class Direction : std::uint8_t { request, answer };

/// The named schemas of an OpenAPI document, collected while others refer to them.
class Components {
 public:
  /// JSON Schema (2020-12) of a type, on one line: structs and enums as `$ref` to a component. A
  /// struct that looks different in requests is the component `NameInput` there. Throws
  /// std::logic_error when two types have one name.
  std::string schema(const Shape& shape, Direction direction);
  /// The same for a field, with its note and limits.
  std::string schema(const Field& field, Direction direction);

  /// Of a struct whose members stand among others: neither a component, nor closed.
  std::string open_schema(const Shape& shape, Direction direction);

  /// Name -> schema, of everything asked for so far.
  const std::map<std::string, std::string>& all() const { return texts_; }

 private:
  std::string reference(const Shape& shape, Direction direction);
  std::string object(const Shape& shape, Direction direction);
  JsonObject members(const Shape& shape, Direction direction);

  std::map<std::string, std::string> texts_;
  std::map<std::string, const Shape*> owners_;
};

/// True when requests may leave out or answers may hold null where the other may not, here or
/// below.
bool differs_by_direction(const Shape& shape);

}  // namespace stagecraft::http
