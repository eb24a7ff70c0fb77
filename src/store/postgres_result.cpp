#include "store/postgres_result.h"

#include <fmt/format.h>
#include <libpq-fe.h>

#include <bit>
#include <charconv>
#include <stdexcept>

#include "base/error.h"
#include "store/connection.h"

namespace stagecraft::store::postgres {
namespace {

using base::Error;
using base::ErrorKind;
using base::say;

// Numbers of types that PostgreSQL fixes in its catalogue (pg_type.dat).
constexpr Oid bytea_type = 17, int8_type = 20, int4_type = 23, text_type = 25, float8_type = 701;

[[noreturn]] void fail_with_state(std::string_view state, const std::string& words) {
  const auto is_of = [&](std::string_view group) { return state.starts_with(group); };
  if (state == "40001" || state == "40P01")
    throw TryAgain(ErrorKind::conflict,
                   "Somebody else changed the same at the same moment. Try again.");
  if (state == "23505")
    throw Error(ErrorKind::conflict, say("There is one like this already ({}).", words));
  if (state == "23503")
    throw Error(ErrorKind::conflict,
                "This refers to something that is not there, or something still refers to it.");
  if (is_of("23") || state == "P0001")
    throw Error(ErrorKind::conflict, say("The database refuses this: {}.", words));
  if (state == "22021" || state == "22P05")
    throw Error(ErrorKind::invalid, "A text holds a zero byte or is not UTF-8. Leave that out.");
  if (state == "53100")
    throw Error(ErrorKind::io, "The disk of the database is full: nothing of this was kept.");
  if (state == "25006")
    throw Error(ErrorKind::io, say("The database may only be read here ({}).", words));
  if (is_of("08") || is_of("57P"))
    throw TryAgain(ErrorKind::io, say("The database server went away ({}).", words));
  if (state == "55P03" || state == "57014")
    throw Error(ErrorKind::io, "The database is locked by another program. Try again later.");
  if (is_of("53") || is_of("58") || is_of("XX") || is_of("28") || is_of("3D"))
    throw Error(ErrorKind::io, say("The database server refuses: {}.", words));
  throw std::logic_error(fmt::format("PostgreSQL {}: {}", state, words));
}

std::string one_line(std::string_view words) {
  std::string line(words.substr(0, words.find_last_not_of("\n ") + 1));
  for (char& c : line)
    if (c == '\n') c = ' ';
  return line;
}

template <class Unsigned>
void put_in_network_order(std::array<char, 8>& to, Unsigned bits) {
  for (std::size_t i = 0; i < 8; ++i) to[i] = static_cast<char>(bits >> (8 * (7 - i)) & 0xff);
}

Oid type_of(ValueKind kind) {
  switch (kind) {
    case ValueKind::integer:
      return int8_type;
    case ValueKind::real:
      return float8_type;
    case ValueKind::text:
      return text_type;
    case ValueKind::bytes:
      return bytea_type;
    case ValueKind::unknown:
      break;
  }
  return 0;
}

class PostgresCursor : public Rows::Cursor {
 public:
  explicit PostgresCursor(Result result)
      : result_(std::move(result)), count_(PQntuples(result_.get())) {}

  bool next() override {
    decoded_.clear();
    return ++row_ < count_;
  }
  bool is_null(int column) const override { return PQgetisnull(result_.get(), row_, column) != 0; }
  int column_count() const override { return PQnfields(result_.get()); }
  std::string_view column_name(int column) const override { return PQfname(result_.get(), column); }
  ValueKind kind(int column) const override {
    if (is_null(column)) return ValueKind::unknown;
    switch (PQftype(result_.get(), column)) {
      case int8_type:
      case int4_type:
        return ValueKind::integer;
      case float8_type:
        return ValueKind::real;
      case bytea_type:
        return ValueKind::bytes;
      default:
        return ValueKind::text;
    }
  }

 protected:
  std::int64_t integer(int column) const override { return number<std::int64_t>(column); }
  double real(int column) const override { return number<double>(column); }
  std::string_view text(int column) const override {
    const auto raw = raw_text(column);
    if (PQftype(result_.get(), column) != bytea_type) return raw;
    return decoded_.emplace_back(decode_hex(raw));
  }

 private:
  std::string_view raw_text(int column) const {
    return {PQgetvalue(result_.get(), row_, column),
            static_cast<std::size_t>(PQgetlength(result_.get(), row_, column))};
  }

  template <class Number>
  Number number(int column) const {
    const auto raw = raw_text(column);
    Number value{};
    const auto [end, code] = std::from_chars(raw.data(), raw.data() + raw.size(), value);
    if (code != std::errc() || end != raw.data() + raw.size())
      throw std::logic_error(
          fmt::format("column '{}' holds '{}', no number", column_name(column), raw));
    return value;
  }

  static std::string decode_hex(std::string_view raw) {
    std::string bytes;
    bytes.reserve(raw.size() / 2);
    const auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
    for (std::size_t i = 2; i + 1 < raw.size(); i += 2)
      bytes += static_cast<char>(digit(raw[i]) * 16 + digit(raw[i + 1]));
    return bytes;
  }

  Result result_;
  int count_;
  int row_ = -1;
  mutable std::vector<std::string> decoded_;  // Of this row; views of them are out.
};

void append_escaped(std::string& out, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '\\':
        out += "\\\\";
        break;
      case '\t':
        out += "\\t";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\0':
        throw Error(ErrorKind::invalid, "A text holds a zero byte. Leave it out.");
      default:
        out += c;
    }
  }
}

void append_hex(std::string& out, std::string_view bytes) {
  out += "\\\\x";
  for (const char c : bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    out += digits[static_cast<unsigned char>(c) >> 4];
    out += digits[static_cast<unsigned char>(c) & 15];
  }
}

}  // namespace

void Clear::operator()(pg_result* result) const { PQclear(result); }

void fail(pg_conn* connection, const pg_result* result) {
  const char* state = result == nullptr ? nullptr : PQresultErrorField(result, PG_DIAG_SQLSTATE);
  const char* primary =
      result == nullptr ? nullptr : PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
  const auto words = one_line(primary != nullptr ? primary : PQerrorMessage(connection));
  if (state != nullptr) fail_with_state(state, words);
  throw TryAgain(ErrorKind::io, say("The database server went away ({}).", words));
}

Result require_success(pg_conn* connection, Result result) {
  switch (PQresultStatus(result.get())) {
    case PGRES_COMMAND_OK:
    case PGRES_TUPLES_OK:
    case PGRES_COPY_IN:
      return result;
    default:
      fail(connection, result.get());
  }
}

Arguments::Arguments(Parameters parameters) {
  numbers_.resize(parameters.size());
  std::size_t i = 0;
  for (const auto& value : parameters) {
    auto& number = numbers_[i++];
    const bool is_text = value.kind() == ValueKind::text || value.kind() == ValueKind::bytes;
    if (value.kind() == ValueKind::integer)
      put_in_network_order(number, static_cast<std::uint64_t>(value.integer()));
    if (value.kind() == ValueKind::real)
      put_in_network_order(number, std::bit_cast<std::uint64_t>(value.real()));
    const char* text = value.text().empty() ? "" : value.text().data();
    values_.push_back(value.is_null() ? nullptr : is_text ? text : number.data());
    lengths_.push_back(is_text ? static_cast<int>(value.text().size()) : 8);
    formats_.push_back(1);
    types_.push_back(type_of(value.kind()));
    type_key_ += static_cast<char>('0' + static_cast<int>(value.kind()));
  }
}

std::unique_ptr<Rows::Cursor> make_cursor(Result result) {
  return std::make_unique<PostgresCursor>(std::move(result));
}

void append_copy_line(std::string& out, Parameters row) {
  bool is_first = true;
  for (const auto& value : row) {
    if (!is_first) out += '\t';
    is_first = false;
    if (value.is_null())
      out += "\\N";
    else if (value.kind() == ValueKind::integer)
      fmt::format_to(std::back_inserter(out), "{}", value.integer());
    else if (value.kind() == ValueKind::real)
      fmt::format_to(std::back_inserter(out), "{}", value.real());
    else if (value.kind() == ValueKind::bytes)
      append_hex(out, value.text());
    else
      append_escaped(out, value.text());
  }
  out += '\n';
}

}  // namespace stagecraft::store::postgres
