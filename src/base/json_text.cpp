#include "base/json_text.h"

#include <array>
#include <boost/json.hpp>
#include <charconv>
#include <cmath>

namespace stagecraft::base {
namespace {

namespace json = boost::json;

constexpr std::size_t line_width = 100;

void append_scalar(std::string& text, const json::value& value) {
  if (const double* number = value.if_double())
    append_json_number(text, *number);
  else
    text += json::serialize(value);
}

void append_line(std::string& text, const json::value& value) {
  const char* separator = "";
  if (const auto* array = value.if_array()) {
    text += '[';
    for (const auto& item : *array) {
      text += separator;
      append_line(text, item);
      separator = ", ";
    }
    text += ']';
  } else if (const auto* object = value.if_object()) {
    text += '{';
    for (const auto& [key, item] : *object) {
      text += separator;
      text += json::serialize(json::string_view(key));
      text += ": ";
      append_line(text, item);
      separator = ", ";
    }
    text += '}';
  } else {
    append_scalar(text, value);
  }
}

bool is_empty(const json::value& value) {
  if (const auto* array = value.if_array()) return array->empty();
  const auto* object = value.if_object();
  return object == nullptr || object->empty();
}

void append_text(std::string& text, const json::value& value, std::size_t indent,
                 std::size_t column) {
  std::string line;
  append_line(line, value);
  if (is_empty(value) || column + line.size() <= line_width) {
    text += line;
    return;
  }
  const std::string margin(indent + 2, ' ');
  const char* separator = "\n";
  text += value.is_array() ? '[' : '{';
  if (const auto* array = value.if_array()) {
    for (const auto& item : *array) {
      text += separator + margin;
      append_text(text, item, indent + 2, indent + 2);
      separator = ",\n";
    }
  } else {
    for (const auto& [key, item] : value.get_object()) {
      const std::string head = json::serialize(json::string_view(key)) + ": ";
      text.append(separator).append(margin).append(head);
      append_text(text, item, indent + 2, indent + 2 + head.size());
      separator = ",\n";
    }
  }
  text += '\n' + std::string(indent, ' ') + (value.is_array() ? ']' : '}');
}

}  // namespace

std::string to_json_text(const json::value& value) {
  std::string text;
  append_text(text, value, 0, 0);
  return text + '\n';
}

std::string to_json_line(const json::value& value) {
  std::string text;
  append_line(text, value);
  return text;
}

void append_json_number(std::string& text, double number) {
  if (!std::isfinite(number)) {
    text += "null";
    return;
  }
  if (number == 0) number = 0;  // Takes the sign of -0 away.
  std::array<char, 32> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  text.append(digits.data(), end);
}

}  // namespace stagecraft::base
