#pragma once

#include <string>
#include <string_view>

#include "http/shape.h"

namespace stagecraft::http {

/// Appends a value as JSON on one line: all members in the order described, null for what there is
/// none of, numbers that are not finite as null. Texts have to be UTF-8; wrong bytes become U+FFFD.
void write_json(std::string& out, const Shape& shape, const void* value);

/// Appends a text in quotes.
void write_quoted(std::string& out, std::string_view text);

/// JSON put together by hand, member by member or item by item.
class JsonObject {
 public:
  /// `json` is put in as it is.
  JsonObject& add(std::string_view key, std::string_view json);
  JsonObject& text(std::string_view key, std::string_view text);
  bool is_empty() const { return members_.empty(); }
  std::string str() const { return "{" + members_ + "}"; }

 private:
  std::string members_;
};

class JsonList {
 public:
  JsonList& add(std::string_view json);
  JsonList& text(std::string_view text);
  bool is_empty() const { return items_.empty(); }
  std::string str() const { return "[" + items_ + "]"; }

 private:
  std::string items_;
};

template <class T>
std::string to_json(const T& value) {
  std::string out;
  write_json(out, shape_of<T>(), &value);
  return out;
}

}  // namespace stagecraft::http
