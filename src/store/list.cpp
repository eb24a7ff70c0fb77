#include "store/list.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <charconv>
#include <optional>
#include <utility>

#include "base/base64.h"
#include "base/error.h"
#include "base/text.h"
#include "history/value_text.h"
#include "store/page_request.h"

namespace stagecraft::store {
namespace {

using base::Error;
using base::ErrorKind;
using base::say;
using base::Sentence;

[[noreturn]] void refuse_query(Sentence sentence) {
  throw Error(ErrorKind::invalid, std::move(sentence));
}

const Field& find_field(const ListSource& source, std::string_view name, bool for_order) {
  std::vector<std::string_view> known;
  for (const auto& field : source.fields) {
    if (for_order && !field.can_order) continue;
    if (field.name == name) return field;
    known.push_back(field.name);
  }
  auto noun = Sentence::of(source.noun);
  refuse_query(for_order ? say("The list of {} cannot be ordered by '{}'. It can be by: {}.",
                               std::move(noun), name, fmt::join(known, ", "))
                         : say("The list of {} cannot be filtered by '{}'. It can be by: {}.",
                               std::move(noun), name, fmt::join(known, ", ")));
}

std::optional<std::int64_t> find_number(FieldKind kind, std::string_view text) {
  if (kind == FieldKind::day) return history::parse_iso_day(text);
  if (kind == FieldKind::instant) {
    const auto parsed = history::parse_iso_instant(text);
    return parsed ? std::optional(parsed->at) : std::nullopt;
  }
  std::int64_t number = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || code != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

bool is_text(FieldKind kind) { return kind == FieldKind::text || kind == FieldKind::folded; }

std::string place_of(Sql& sql, const Field& field, const std::string& text) {
  if (field.kind == FieldKind::text) return sql.parameter(text);
  if (field.kind == FieldKind::folded) {
    if (base::find_invalid_utf8(text)) refuse_query("A filter is not UTF-8.");
    return sql.parameter(base::fold(text));
  }
  if (const auto number = find_number(field.kind, text)) return sql.parameter(*number);
  const Sentence example = field.kind == FieldKind::number ? Sentence("a whole number")
                           : field.kind == FieldKind::day
                               ? Sentence("a day such as 2026-01-31")
                               : Sentence("an instant such as 2026-01-31T12:00:00Z");
  refuse_query(say("'{}' is no value for '{}': give {}.", text, field.name, example));
}

/// A text after all that begin with `text`, in the order of bytes: no character comes after
/// U+10FFFF.
std::string end_of_beginning(const std::string& text) { return text + "\xf4\x8f\xbf\xbf"; }

std::string any_of(Sql& sql, const Field& field, const std::vector<std::string>& values) {
  std::vector<std::string> places;
  for (const auto& value : values) places.push_back(place_of(sql, field, value));
  return fmt::format("{} IN ({})", field.column, fmt::join(places, ", "));
}

std::string begins(Sql& sql, const Field& field, const std::string& value) {
  if (!is_text(field.kind)) refuse_query(say("'{}' is no text: it has no beginning.", field.name));
  if (base::find_invalid_utf8(value)) refuse_query("A filter is not UTF-8.");
  const auto folded = field.kind == FieldKind::folded ? base::fold(value) : value;
  if (folded.empty()) return "1 = 1";
  return fmt::format("{0} >= {1} AND {0} < {2}", field.column, sql.parameter(folded),
                     sql.parameter(end_of_beginning(folded)));
}

std::string condition_of(Sql& sql, const Field& field, const Filter& filter) {
  const bool needs_value =
      filter.compare != Compare::stated && filter.compare != Compare::not_stated;
  if (needs_value && filter.values.empty())
    refuse_query(say("The filter '{}' has no value.", field.name));
  const std::string empty = is_text(field.kind) ? fmt::format(" OR {} = ''", field.column) : "";
  switch (filter.compare) {
    case Compare::is:
      return any_of(sql, field, filter.values);
    case Compare::is_not:
      return fmt::format("({} IS NULL OR NOT {})", field.column, any_of(sql, field, filter.values));
    case Compare::at_least:
      return fmt::format("{} >= {}", field.column, place_of(sql, field, filter.values.front()));
    case Compare::before:
      return fmt::format("{} < {}", field.column, place_of(sql, field, filter.values.front()));
    case Compare::begins:
      return begins(sql, field, filter.values.front());
    case Compare::stated:
      return fmt::format("NOT ({} IS NULL{})", field.column, empty);
    case Compare::not_stated:
      break;
  }
  return fmt::format("({} IS NULL{})", field.column, empty);
}

std::string order_word(const ListQuery& query) {
  return fmt::format("{}{}", query.is_descending ? "-" : "", query.order);
}

ListPlace read_cursor(const ListQuery& query) {
  const auto text = base::find_base64(query.cursor, base::Base64::for_urls).value_or("");
  const auto order_end = text.find('\n');
  const auto id_end = order_end == std::string::npos ? order_end : text.find('\n', order_end + 1);
  if (id_end == std::string::npos || id_end + 1 >= text.size() ||
      text.substr(0, order_end) != order_word(query))
    refuse_cursor();
  const auto id = find_number(FieldKind::number,
                              std::string_view(text).substr(order_end + 1, id_end - order_end - 1));
  if (!id) refuse_cursor();
  ListPlace place{.value = {}, .id = *id};
  if (text[id_end + 1] == '=') place.value = text.substr(id_end + 2);
  return place;
}

/// One page of a list. Rows without a value come last: a part of their own, so that both parts
/// follow an index.
class PageReader {
 public:
  PageReader(Connection& db, const ListSource& source, const ListQuery& query)
      : db_(db), source_(source), query_(query) {
    require_page_size(query.limit);
    if (query.order != "id") order_ = find_order_field(source, query.order);
    if (!query.cursor.empty()) after_ = read_cursor(query);
  }

  std::string read(const std::function<std::string(Sql&)>& condition,
                   const std::function<void(const Row&)>& use) {
    const bool is_among_nulls = after_ && !after_->value && order_.name != "id";
    if (!is_among_nulls) read_part(condition, use, true);
    if (!is_full_ && order_.may_be_null) read_part(condition, use, false);
    return next_;
  }

 private:
  void read_part(const std::function<std::string(Sql&)>& condition,
                 const std::function<void(const Row&)>& use, bool has_value) {
    // Which rows comes before what they say: where they have to be sorted, ids are sorted.
    Sql sql(fmt::format("{0} WHERE {1} IN (SELECT {1}{2} WHERE {3}", with_order_column(),
                        source_.id, source_.from, source_.where));
    sql.add(conditions_of(sql, source_, query_.filters));
    sql.add(condition(sql));
    if (order_.may_be_null)
      sql.add(fmt::format(" AND {} IS {}NULL", order_.column, has_value ? "NOT " : ""));
    add_position(sql, has_value);
    add_order(sql, has_value);
    const int room = query_.limit - count_;
    sql.add(" LIMIT " + sql.parameter(room + 1) + ")");
    add_order(sql, has_value);
    for (const Row& row : sql.query(db_)) {
      if (count_ == query_.limit) {
        is_full_ = true;
        next_ = cursor_behind(query_, last_);
        return;
      }
      use(row);
      remember(row, has_value);
    }
  }

  std::string with_order_column() const {
    return with_columns(source_.select, fmt::format(", {}, {}", order_column(), source_.id));
  }
  std::string_view order_column() const { return order_.name == "id" ? source_.id : order_.column; }

  void add_position(Sql& sql, bool has_value) {
    if (!after_) return;
    const auto sign = query_.is_descending ? "<" : ">";
    if (order_.name == "id" || (!has_value && !after_->value)) {
      sql.add(fmt::format(" AND {} {} {}", source_.id, sign, sql.parameter(after_->id)));
      return;
    }
    if (!has_value) return;  // The first page that comes to those without a value.
    const auto value =
        is_text(order_.kind)
            ? sql.parameter(*after_->value)
            : sql.parameter(find_number(FieldKind::number, *after_->value).value_or(0));
    sql.add(fmt::format(" AND ({}, {}) {} ({}, {})", order_.column, source_.id, sign, value,
                        sql.parameter(after_->id)));
  }

  void add_order(Sql& sql, bool has_value) {
    const auto direction = query_.is_descending ? " DESC" : "";
    if (order_.name == "id" || !has_value)
      sql.add(fmt::format(" ORDER BY {}{}", source_.id, direction));
    else
      sql.add(fmt::format(" ORDER BY {0}{2}, {1}{2}", order_.column, source_.id, direction));
  }

  void remember(const Row& row, bool has_value) {
    ++count_;
    last_.id = row.get<std::int64_t>(row.column_count() - 1);
    last_.value.reset();
    if (!has_value) return;
    last_.value = order_value(order_, row, row.column_count() - 2);
  }

  Connection& db_;
  const ListSource& source_;
  const ListQuery& query_;
  Field order_{.name = "id", .column = {}, .kind = FieldKind::number};
  std::optional<ListPlace> after_;
  ListPlace last_;
  int count_ = 0;
  bool is_full_ = false;
  std::string next_;
};

}  // namespace

std::string with_columns(std::string_view select, std::string_view columns) {
  const auto from = select.find(" FROM ");
  return fmt::format("{}{}{}", select.substr(0, from), columns, select.substr(from));
}

const Field& find_order_field(const ListSource& source, std::string_view name) {
  return find_field(source, name, true);
}

std::string order_value(const Field& field, const Row& row, int column) {
  return is_text(field.kind) ? row.get<std::string>(column)
                             : std::to_string(row.get<std::int64_t>(column));
}

std::string cursor_behind(const ListQuery& query, const ListPlace& place) {
  const auto text = fmt::format("{}\n{}\n{}{}", order_word(query), place.id,
                                place.value ? "=" : "0", place.value.value_or(""));
  return base::to_base64(text, base::Base64::for_urls);
}

std::string conditions_of(Sql& sql, const ListSource& source, std::span<const Filter> filters) {
  std::string text;
  for (const auto& filter : filters)
    text += " AND " + condition_of(sql, find_field(source, filter.field, false), filter);
  return text;
}

std::string read_page(Connection& db, const ListSource& source, const ListQuery& query,
                      const std::function<std::string(Sql&)>& condition,
                      const std::function<void(const Row&)>& use) {
  return PageReader(db, source, query).read(condition, use);
}

}  // namespace stagecraft::store
