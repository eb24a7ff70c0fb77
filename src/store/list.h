#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "store/connection.h"
#include "store/row.h"
#include "store/sql.h"

/// Lists: filter, order, pages. A page is found by where the last one ended (keyset), so the
/// thousandth costs what the first one does, and rows that are added meanwhile shift nothing.
namespace stagecraft::store {

/// How the text of a filter is read, and compared.
enum class FieldKind : std::uint8_t {
  text,
  folded,   ///< Compared without regard to case; `begins` is the usual test.
  number,   ///< A whole number.
  day,      ///< `2026-01-31`
  instant,  ///< `2026-01-31T12:00:00Z`
};

enum class Compare : std::uint8_t {
  is,        ///< One of the values.
  is_not,    ///< None of the values; what is not stated counts.
  at_least,  ///< `at_least`, `before`: of numbers, days, instants.
  before,
  begins,  ///< Of texts.
  stated,  ///< Without values.
  not_stated,
};

struct Filter {
  std::string field;
  Compare compare = Compare::is;
  std::vector<std::string> values;
};

struct ListQuery {
  std::vector<Filter> filters;
  std::string order = "id";  ///< A field that the list can be ordered by, or `id`.
  bool is_descending = false;
  int limit = 50;      ///< 1 to 500.
  std::string cursor;  ///< `next` of the page before; empty: the first page.
};

template <class T>
struct Page {
  std::vector<T> rows;
  std::string next;  ///< Empty: there are no more.
};

struct Field {
  std::string_view name;
  std::string_view column;  ///< SQL.
  FieldKind kind = FieldKind::text;
  bool can_order = false;    ///< Needs an index of (column, id).
  bool may_be_null = false;  ///< Then it comes last in either direction.
};

/// What a list is made of.
struct ListSource {
  std::string_view noun;    ///< For messages: `deals`.
  std::string_view select;  ///< `SELECT ... FROM deals d`
  /// ` FROM deals d`: what tells which rows they are, without what is joined for showing alone.
  std::string_view from;
  std::string_view id;     ///< `d.id`: tells rows apart.
  std::string_view where;  ///< Always holds; `1 = 1` where nothing does.
  std::span<const Field> fields;
};

/// Where a page ended: the value that it is ordered by (none: among those without), and the id.
struct ListPlace {
  std::optional<std::string> value;
  std::int64_t id = 0;
};

/// The statement with these (`, x, y`) behind the columns that it selects.
std::string with_columns(std::string_view select, std::string_view columns);

/// Throws Error{invalid} where the list is not ordered by any such field.
const Field& find_order_field(const ListSource& source, std::string_view name);

/// What a row is ordered by, as places hold it; its column holds a value.
std::string order_value(const Field& field, const Row& row, int column);

/// The cursor of the page that begins behind the place.
std::string cursor_behind(const ListQuery& query, const ListPlace& place);

/// ` AND ...` for each filter; throws Error{invalid} for unknown fields and values that are none.
std::string conditions_of(Sql& sql, const ListSource& source, std::span<const Filter> filters);

/// Reads a page: `condition` adds who may see it to the statement; `use` gets each row. Two columns
/// are added behind those of `select`, for the cursor. Gives the cursor of the next page. Throws
/// Error{invalid} for unknown fields, values that are none, a cursor of another list.
std::string read_page(Connection& db, const ListSource& source, const ListQuery& query,
                      const std::function<std::string(Sql&)>& condition,
                      const std::function<void(const Row&)>& use);

}  // namespace stagecraft::store
