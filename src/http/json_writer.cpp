#include "http/json_writer.h"

#include <fmt/format.h>

#include "base/json_text.h"
#include "base/text.h"

namespace stagecraft::http {
namespace {

template <class T>
const T& as(const void* value) {
  return *static_cast<const T*>(value);
}

void write_escaped(std::string& out, char c) {
  switch (c) {
    case '"':
      out += "\\\"";
      break;
    case '\\':
      out += "\\\\";
      break;
    case '\n':
      out += "\\n";
      break;
    case '\r':
      out += "\\r";
      break;
    case '\t':
      out += "\\t";
      break;
    default:
      fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned char>(c));
  }
}

void write_valid_text(std::string& out, std::string_view text) {
  out += '"';
  std::size_t written = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\' && c != 0x7f) continue;
    out.append(text, written, i - written);
    write_escaped(out, c);
    written = i + 1;
  }
  out.append(text, written);
  out += '"';
}

void write_word(std::string& out, const Shape& shape, const void* value) {
  const std::int64_t number = shape.get_integer(value);
  for (const auto& word : shape.words)
    if (word.value == number) return write_quoted(out, word.name);
  out += "null";
}

void write_object(std::string& out, const Shape& shape, const void* value) {
  char separator = '{';
  for (const auto& field : shape.fields) {
    out += separator;
    separator = ',';
    out += '"';
    out += field.name;
    out += "\":";
    // The accessor is shared with the reader; nothing is written through it here.
    write_json(out, field.shape(), field.member(const_cast<void*>(value)));
  }
  out += separator == '{' ? "{}" : "}";
}

void write_items(std::string& out, const Shape& shape, const void* value) {
  const bool has_keys = shape.kind == Kind::dictionary;
  const char open = has_keys ? '{' : '[';
  out += open;
  bool is_first = true;
  shape.each(value, [&](const std::string& key, const void* item) {
    if (!is_first) out += ',';
    is_first = false;
    if (has_keys) {
      write_quoted(out, key);
      out += ':';
    }
    write_json(out, shape.item(), item);
  });
  out += has_keys ? '}' : ']';
}

void write_optional(std::string& out, const Shape& shape, const void* value) {
  bool is_there = false;
  shape.each(value, [&](const std::string&, const void* item) {
    is_there = true;
    write_json(out, shape.item(), item);
  });
  if (!is_there) out += "null";
}

void write_money(std::string& out, const base::Money& money) {
  fmt::format_to(std::back_inserter(out), R"({{"amount_minor":{},"currency":)", money.minor);
  if (money.currency.is_stated())
    write_quoted(out, money.currency.code());
  else
    out += "null";
  out += '}';
}

}  // namespace

void write_quoted(std::string& out, std::string_view text) {
  if (!base::find_invalid_utf8(text)) return write_valid_text(out, text);
  std::string mended;
  for (const char32_t c : base::code_points(text)) base::append_utf8(mended, c);
  write_valid_text(out, mended);
}

JsonObject& JsonObject::add(std::string_view key, std::string_view json) {
  if (!members_.empty()) members_ += ',';
  write_quoted(members_, key);
  members_ += ':';
  members_ += json;
  return *this;
}

JsonObject& JsonObject::text(std::string_view key, std::string_view text) {
  std::string quoted;
  write_quoted(quoted, text);
  return add(key, quoted);
}

JsonList& JsonList::add(std::string_view json) {
  if (!items_.empty()) items_ += ',';
  items_ += json;
  return *this;
}

JsonList& JsonList::text(std::string_view text) {
  std::string quoted;
  write_quoted(quoted, text);
  return add(quoted);
}

void write_json(std::string& out, const Shape& shape, const void* value) {
  switch (shape.kind) {
    case Kind::boolean:
      out += as<bool>(value) ? "true" : "false";
      break;
    case Kind::integer:
      out += fmt::to_string(shape.get_integer(value));
      break;
    case Kind::number:
      base::append_json_number(out, as<double>(value));
      break;
    case Kind::text:
      write_quoted(out, as<std::string>(value));
      break;
    case Kind::word:
      write_word(out, shape, value);
      break;
    case Kind::instant:
      write_quoted(out, base::to_iso(as<base::Instant>(value)));
      break;
    case Kind::day:
      write_quoted(out, base::to_iso(as<base::Day>(value)));
      break;
    case Kind::money:
      write_money(out, as<base::Money>(value));
      break;
    case Kind::json:
      out += as<RawJson>(value).text;
      break;
    case Kind::optional:
    case Kind::change:
      write_optional(out, shape, value);
      break;
    case Kind::list:
    case Kind::dictionary:
      write_items(out, shape, value);
      break;
    case Kind::object:
      write_object(out, shape, value);
      break;
  }
}

}  // namespace stagecraft::http
