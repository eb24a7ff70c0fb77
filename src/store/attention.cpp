#include "store/attention.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string_view>
#include <utility>

#include "base/base64.h"
#include "store/few_deals.h"
#include "store/page_request.h"

namespace stagecraft::store {
namespace {

using selling::DealId;

enum class Due : std::uint8_t { none, overdue, ahead, any };
enum class Late : std::uint8_t { yes, no, any };

/// A stretch of the order in which the index `deals_in_need` has its deals in turn.
struct Part {
  WaitsFor waits_for;
  Due due;
  Late late;
};

/// The order. Cursors hold places in it.
constexpr std::array<Part, 10> parts{{
    {WaitsFor::promise, Due::overdue, Late::yes},
    {WaitsFor::promise, Due::overdue, Late::no},
    {WaitsFor::next_step, Due::none, Late::yes},
    {WaitsFor::next_step, Due::none, Late::no},
    {WaitsFor::promise, Due::ahead, Late::yes},
    {WaitsFor::nothing, Due::none, Late::yes},
    {WaitsFor::promise, Due::ahead, Late::no},
    {WaitsFor::nothing, Due::none, Late::no},
    {WaitsFor::promise_when_over, Due::any, Late::any},
    {WaitsFor::nothing_when_over, Due::none, Late::any},
}};
constexpr std::size_t first_that_is_over = 8;

bool can_hold(WaitsFor waits_for, std::string_view status) {
  const bool is_at_work = status == "lead" || status == "open", is_won = status == "won";
  switch (waits_for) {
    case WaitsFor::promise:
      return is_at_work || is_won;
    case WaitsFor::next_step:
      return is_at_work;
    case WaitsFor::nothing:
      return is_won;
    case WaitsFor::promise_when_over:
    case WaitsFor::nothing_when_over:
      break;
  }
  return !is_at_work && !is_won;
}

std::string head_of_cursor(const ListQuery& query) {
  return query.is_descending ? "-attention\n" : "attention\n";
}

/// Takes a number, and the space behind it, from the front.
template <class Number>
bool take(std::string_view& text, Number& number) {
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (code != std::errc()) return false;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  if (text.starts_with(' ')) text.remove_prefix(1);
  return true;
}

AttentionPlace read_attention_cursor(const ListQuery& query) {
  const auto text = base::find_base64(query.cursor, base::Base64::for_urls).value_or("");
  const auto head = head_of_cursor(query);
  AttentionPlace place;
  std::string_view rest = text;
  if (rest.starts_with(head)) {
    rest.remove_prefix(head.size());
    if (take(rest, place.part) && take(rest, place.due) && take(rest, place.since) &&
        take(rest, place.id) && rest.empty() && place.part < parts.size())
      return place;
  }
  refuse_cursor();
}

std::string due_condition(Sql& sql, const Attention& as_of, Due due) {
  if (due == Due::none) return " AND d.next_due IS NULL";
  if (due == Due::any) return {};
  return fmt::format(" AND d.next_due {} {}",
                     due == Due::overdue ? "<" : ">=", sql.parameter(as_of.today));
}

std::string late_condition(Sql& sql, const Attention& as_of, Late late) {
  if (late == Late::any) return {};
  const auto now = sql.parameter(as_of.now);
  if (late == Late::yes) return " AND d.late_at < " + now;
  return fmt::format(" AND (d.late_at IS NULL OR d.late_at >= {})", now);
}

std::string condition_of(Sql& sql, const Attention& as_of, const Part& part,
                         bool has_today = true) {
  return fmt::format("d.waits_for = {}{}{}", static_cast<int>(part.waits_for),
                     has_today ? due_condition(sql, as_of, part.due) : "",
                     late_condition(sql, as_of, part.late));
}

/// Which of these parts a deal is in.
std::string part_column(Sql& sql, const Attention& as_of, std::size_t first, std::size_t last) {
  if (first == last) return fmt::format("{}", first);
  std::string cases;
  for (auto part = first; part <= last; ++part)
    cases += fmt::format(" WHEN {} THEN {}", condition_of(sql, as_of, parts[part]), part);
  return fmt::format("CASE{} END", cases);
}

/// Parts that are read together: one that the index has in turn, or several that are gathered.
struct Stretch {
  std::size_t first = 0, last = 0;  ///< Both are in it.
  Condition among = {};             ///< Few deals, which alone are looked at; none: all.
};

class Reader {
 public:
  Reader(Connection& db, const AttentionList& list, const ListQuery& query)
      : db_(db), list_(list), query_(query) {
    require_page_size(query.limit);
    if (!query.cursor.empty()) after_ = read_attention_cursor(query);
  }

  DealsInNeed read() {
    read_parts(query_.is_descending);
    if (!is_full()) read_parts(!query_.is_descending);
    return std::move(found_);
  }

 private:
  bool is_full() const { return !found_.next.empty(); }

  /// All parts of what is over, or of what is not.
  void read_parts(bool are_over) {
    const std::size_t first = are_over ? first_that_is_over : 0;
    const std::size_t last = are_over ? parts.size() - 1 : first_that_is_over - 1;
    if (!is_asked_for({first, last})) return;
    if (auto among = find_few(are_over)) return read({first, last, std::move(among)});
    for (std::size_t i = 0; i <= last - first && !is_full(); ++i) {
      const std::size_t part = query_.is_descending ? last - i : first + i;
      if (is_asked_for({part, part})) read({part, part, few_late(part)});
    }
  }

  /// Whether the page can come to it, by the cursor and the statuses that are asked for.
  bool is_asked_for(const Stretch& stretch) const {
    if (after_ &&
        (query_.is_descending ? stretch.first > after_->part : stretch.last < after_->part))
      return false;
    return std::ranges::all_of(query_.filters, [&](const Filter& filter) {
      if (filter.field != "status" || filter.compare != Compare::is) return true;
      return std::ranges::any_of(filter.values, [&](const std::string& status) {
        for (auto part = stretch.first; part <= stretch.last; ++part)
          if (can_hold(parts[part].waits_for, status)) return true;
        return false;
      });
    });
  }

  /// Few deals, found by an index, among which all that are asked for are; null: no filter leaves
  /// few.
  Condition find_few(bool are_over) const {
    for (auto& condition : indexed_conditions({.fields = list_.indexed,
                           .filters = query_.filters,
                           .viewer = list_.viewer,
                           .waiting = are_over ? " AND d.waits_for >= 3" : " AND d.waits_for < 3"}))
      if (is_few(condition)) return std::move(condition);
    return {};
  }

  bool is_few(const Condition& condition) const {
    const int few = list_.as_of.few;
    return count_deals(db_, condition, few + 1) <= few;
  }

  /// Those of a part that are late, if few deals are at all: the walk might pass all by.
  Condition few_late(std::size_t part) {
    if (parts[part].late != Late::yes) return {};
    const Condition late = [this](Sql& sql) {
      return "d.late_at < " + sql.parameter(list_.as_of.now);
    };
    if (!are_few_late_) are_few_late_ = is_few(late);
    if (!*are_few_late_) return {};
    return [late, part](Sql& sql) {
      return fmt::format("{} AND +d.waits_for = {}", late(sql),
                         static_cast<int>(parts[part].waits_for));
    };
  }

  void read(const Stretch& stretch) {
    Sql sql(
        "SELECT id, next_due, waits_since, part FROM (SELECT d.id, d.next_due, d.waits_since, ");
    sql.add(part_column(sql, list_.as_of, stretch.first, stretch.last) + " AS part" +
            std::string(list_.source.from));
    // The `+` keeps the engine from the index where it should begin with few deals.
    sql.add(stretch.among ? " WHERE +" : " WHERE ").add(stretch_condition(sql, stretch));
    sql.add(" AND " + std::string(list_.source.where));
    sql.add(conditions_of(sql, list_.source, query_.filters));
    sql.add(sees_deals(sql, list_.viewer, "d"));
    if (stretch.among)
      sql.add(" AND d.id IN (SELECT d.id FROM deals d WHERE " + stretch.among(sql) + ")");
    sql.add(") AS found");
    if (is_position_needed(stretch)) sql.add(" WHERE " + position(sql, stretch));
    add_order(sql, stretch);
    sql.add(" LIMIT " + sql.parameter(room() + 1));
    for (const Row& row : sql.query(db_)) take(row);
  }

  int room() const { return query_.limit - static_cast<int>(found_.deals.size()); }

  void take(const Row& row) {
    if (room() == 0) {
      found_.next = cursor_behind(query_, last_);
      return;
    }
    last_ = {.part = static_cast<std::size_t>(row.get<int>(3)),
             .due = row.get_or<std::int64_t>(1, 0),
             .since = row.get<std::int64_t>(2),
             .id = row.get<std::int64_t>(0)};
    found_.deals.push_back(row.get<DealId>(0));
  }

  bool holds_position(const Stretch& stretch) const {
    return after_ && stretch.first <= after_->part && after_->part <= stretch.last;
  }

  /// Whether today is a border of the part on the side at which the position lies. The engine
  /// begins at one of them; the further one is the one that counts.
  bool has_border_at_position(const Stretch& stretch) const {
    return holds_position(stretch) && stretch.first == stretch.last &&
           parts[stretch.first].due == (query_.is_descending ? Due::overdue : Due::ahead);
  }
  bool is_position_inside() const {
    const bool is_ahead = after_->due >= list_.as_of.today.time_since_epoch().count();
    return is_ahead != query_.is_descending;
  }
  bool is_position_needed(const Stretch& stretch) const {
    return holds_position(stretch) && (!has_border_at_position(stretch) || is_position_inside());
  }

  std::string stretch_condition(Sql& sql, const Stretch& stretch) const {
    if (stretch.first == stretch.last)
      return condition_of(sql, list_.as_of, parts[stretch.first],
                          !has_border_at_position(stretch) || !is_position_inside());
    return stretch.first == first_that_is_over ? "d.waits_for >= 3" : "d.waits_for < 3";
  }

  std::string position(Sql& sql, const Stretch& stretch) const {
    const auto sign = query_.is_descending ? "<" : ">";
    const auto since = sql.parameter(after_->since), id = sql.parameter(after_->id);
    if (stretch.first != stretch.last)
      return fmt::format("(part, COALESCE(next_due, 0), waits_since, id) {} ({}, {}, {}, {})", sign,
                         after_->part, sql.parameter(after_->due), since, id);
    if (parts[stretch.first].due == Due::none)
      return fmt::format("(waits_since, id) {} ({}, {})", sign, since, id);
    return fmt::format("(next_due, waits_since, id) {} ({}, {}, {})", sign,
                       sql.parameter(after_->due), since, id);
  }

  void add_order(Sql& sql, const Stretch& stretch) const {
    const auto direction = query_.is_descending ? " DESC" : "";
    sql.add(" ORDER BY ");
    if (stretch.first != stretch.last) sql.add(fmt::format("part{}, ", direction));
    sql.add(fmt::format("next_due{0}, waits_since{0}, id{0}", direction));
  }

  Connection& db_;
  const AttentionList& list_;
  const ListQuery& query_;
  std::optional<AttentionPlace> after_;
  std::optional<bool> are_few_late_;
  AttentionPlace last_;
  DealsInNeed found_;
};

}  // namespace

std::string part_of_order(Sql& sql, const Attention& as_of) {
  return part_column(sql, as_of, 0, parts.size() - 1);
}

std::string cursor_behind(const ListQuery& query, const AttentionPlace& place) {
  return base::to_base64(fmt::format("{}{} {} {} {}", head_of_cursor(query), place.part, place.due,
                                     place.since, place.id),
                         base::Base64::for_urls);
}

DealsInNeed find_in_need(Connection& db, const AttentionList& list, const ListQuery& query) {
  return Reader(db, list, query).read();
}

}  // namespace stagecraft::store
