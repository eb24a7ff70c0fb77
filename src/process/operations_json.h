#pragma once

#include <span>

#include "process/operations.h"

namespace boost::json {
class value;
}

namespace stagecraft::process {

/// A canonical value as JSON (process-map.md 8): the keys, nesting and values of the YAML; numbers
/// and flags as such, dates as texts.
boost::json::value to_json(const Node& value);

/// An operation with the members of its kind: `{"op": "set", "at": "stage:demo", "field":
/// "expected_days", "from": 15, "to": 12}`. No item before, and no value, is null.
boost::json::value to_json(const Operation& operation);
boost::json::value to_json(std::span<const Operation> operations);

}  // namespace stagecraft::process
