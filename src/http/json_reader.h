#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "http/shape.h"

namespace stagecraft::http {

/// A name and value of a query string, decoded.
using QueryItem = std::pair<std::string, std::string>;

/// Faults that an answer lists.
constexpr std::size_t fault_limit = 100;

/// Fills the value from JSON. Throws Error{invalid} with every fault and its JSON pointer
/// (`/items/0/qty`), at most `fault_limit`, and Refusal{400} when the text is not JSON. O(text).
void read_json(std::string_view text, const Shape& shape, void* value);

/// Fills a struct from a query string; lists are repeated names (`stage=a&stage=b`). Throws
/// Error{invalid} with every fault, each at `?name`.
void read_query(std::span<const QueryItem> items, const Shape& shape, void* value);

template <class T>
T from_json(std::string_view text) {
  T value{};
  read_json(text, shape_of<T>(), &value);
  return value;
}

template <class T>
T from_query(std::span<const QueryItem> items) {
  T value{};
  read_query(items, shape_of<T>(), &value);
  return value;
}

}  // namespace stagecraft::http
