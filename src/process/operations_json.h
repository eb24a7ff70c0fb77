#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "process/operations.h"

namespace boost::json {
class array;
class value;
}  // namespace boost::json

namespace stagecraft::process {

/// A canonical value as JSON (process-map.md 8): the keys, nesting and values of the YAML; numbers
/// and flags as such, dates as texts.
boost::json::value to_json(const Node& value);

/// An operation with the members of its kind: `{"op": "set", "at": "stage:demo", "field":
/// "expected_days", "from": 15, "to": 12}`. No item before, and no value, is null.
boost::json::value to_json(const Operation& operation);
boost::json::value to_json(std::span<const Operation> operations);

/// What may be sent at once.
namespace limits {
inline constexpr std::size_t operations = 500;  ///< Also those inside groups.
inline constexpr int group_depth = 4;
inline constexpr std::size_t operation_values = 20'000;  ///< Values of items and fields.
}  // namespace limits

/// Operations as somebody sent them.
struct SentOperations {
  /// Marks of their values are of the file `file`, the line counts `pointers` from 1.
  std::vector<Operation> operations;
  std::vector<std::string> pointers;  ///< JSON pointers: `/ops/0/item/name`.

  static constexpr std::uint16_t file = 1;
  static constexpr std::string_view file_name = "operations";
};

/// The reverse of to_json: every member of its kind, and no other; values of the kind that the
/// field wants, brought into canonical form. `at` is the JSON pointer of the list. Throws
/// Error{invalid} with a fault for each thing that is wrong, by its JSON pointer, at most 100. O(n
/// log n).
SentOperations read_operations(const boost::json::array& list, std::string_view at = "/ops");

}  // namespace stagecraft::process
