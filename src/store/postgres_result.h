#pragma once

#include <array>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "store/parameter.h"
#include "store/row.h"

struct pg_conn;
struct pg_result;

/// Of the PostgreSQL engine alone.
namespace stagecraft::store::postgres {

struct Clear {
  void operator()(pg_result* result) const;
};
using Result = std::unique_ptr<pg_result, Clear>;

/// Throws what the result, or the connection where there is none, says is wrong.
[[noreturn]] void fail(pg_conn* connection, const pg_result* result);
/// The result, if it is one of success.
Result require_success(pg_conn* connection, Result result);

/// Parameters as libpq takes them, in binary: numbers in network order, texts as they are.
class Arguments {
 public:
  explicit Arguments(Parameters parameters);

  int count() const { return static_cast<int>(values_.size()); }
  const char* const* values() const { return values_.data(); }
  const int* lengths() const { return lengths_.data(); }
  const int* formats() const { return formats_.data(); }
  const unsigned int* types() const { return types_.data(); }
  /// The types as a key for prepared statements.
  std::string_view type_key() const { return type_key_; }

 private:
  std::vector<std::array<char, 8>> numbers_;
  std::vector<const char*> values_;
  std::vector<int> lengths_, formats_;
  std::vector<unsigned int> types_;
  std::string type_key_;
};

std::unique_ptr<Rows::Cursor> make_cursor(Result result);

/// One row in the text form of COPY, with its line break.
void append_copy_line(std::string& out, Parameters row);

}  // namespace stagecraft::store::postgres
