#include "store/deal_copies.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <deque>
#include <iterator>
#include <numeric>
#include <optional>

#include "base/json_text.h"
#include "base/text.h"
#include "selling/lateness.h"
#include "store/attention.h"
#include "store/search.h"
#include "store/stage_limits.h"

namespace stagecraft::store {
namespace {

using base::Day;
using base::Error;
using base::ErrorKind;
using base::Instant;
using base::say;
using selling::Deal;

constexpr std::array<std::string_view, 3> promise_words{"open", "kept", "withdrawn"};
constexpr std::array<std::string_view, 3> objection_words{"raised", "answered", "closed"};
constexpr std::array<std::string_view, 4> quote_words{"made", "waits_for_approval", "approved",
                                                      "refused"};

template <std::size_t Count, class Enum>
std::string_view word(const std::array<std::string_view, Count>& words, Enum value) {
  return words[static_cast<std::size_t>(value)];
}

std::string attributes_text(const Deal& deal) {
  boost::json::object object;
  for (const auto& [name, value] : deal.attributes) object.emplace(name, value);
  return base::to_json_line(object);
}

std::optional<Day> next_due(const Deal& deal) {
  std::optional<Day> first;
  for (const auto& promise : deal.promises)
    if (promise.state == selling::PromiseState::open && (!first || promise.due < *first))
      first = promise.due;
  return first;
}

/// A deal whose import was undone has no events: it is not there for anybody.
selling::DealStatus shown_status(const Deal& deal) {
  return deal.event_count == 0 ? selling::DealStatus::deleted : deal.status;
}

std::string fold_name(const std::string& name) {
  return base::find_invalid_utf8(name) ? name : base::fold(name);
}

/// Rows of one table as they have to be: one list for writing and for comparing. Owns the texts
/// that its values view, beside those of the deal.
struct Expected {
  std::vector<std::vector<Parameter>> rows;
  std::deque<std::string> texts = {};  // Stays where it is while it grows.

  std::string_view keep(std::string text) { return texts.emplace_back(std::move(text)); }
};

WaitsFor waits_for(const Deal& deal, bool is_promised) {
  const auto status = shown_status(deal);
  const bool is_at_work =
      status == selling::DealStatus::lead || status == selling::DealStatus::open;
  if (!is_at_work && status != selling::DealStatus::won)
    return is_promised ? WaitsFor::promise_when_over : WaitsFor::nothing_when_over;
  if (is_promised) return WaitsFor::promise;
  return is_at_work ? WaitsFor::next_step : WaitsFor::nothing;
}

constexpr std::array<std::string_view, 28> deal_columns{
    "id",           "name",      "name_folded",      "process_id", "version",       "status",
    "created_at",   "stage",     "stage_entered_at", "outcome",    "closed_at",     "account_id",
    "owner_id",     "team_id",   "channel",          "offering",   "campaign",      "persona",
    "amount_minor", "currency",  "expected_close",   "next_due",   "last_event_at", "attributes",
    "revision",     "waits_for", "waits_since",      "late_at"};

/// All but the last column, which takes a look at the limits of stages.
Expected plain_row(const Deal& deal) {
  Expected expected;
  const auto amount = deal.amount();
  const auto due = next_due(deal);
  expected.rows.push_back(
      {deal.id,
       deal.name,
       expected.keep(fold_name(deal.name)),
       deal.map.process ? std::optional(deal.map.process) : std::nullopt,
       deal.map.number,
       selling::to_word(shown_status(deal)),
       deal.created_at,
       deal.stage,
       deal.stage_entered_at,
       deal.closing ? std::string_view(deal.closing->outcome) : std::string_view(),
       deal.closing ? std::optional(deal.closing->at) : std::nullopt,
       deal.account(),
       deal.owner(),
       deal.team(),
       deal.attribute("channel"),
       deal.attribute("offering"),
       deal.attribute("campaign"),
       deal.attribute("persona"),
       amount ? std::optional(amount->minor) : std::nullopt,
       deal.attribute("currency"),
       deal.expected_close(),
       due,
       deal.last_event_at,
       expected.keep(attributes_text(deal)),
       deal.event_count,
       static_cast<int>(waits_for(deal, due.has_value())),
       deal.stage_entered_at.value_or(deal.created_at)});
  return expected;
}

std::optional<Instant> late_at(Connection& db, const Deal& deal) {
  return selling::late_at(deal, find_limit(db, deal.map, deal.stage));
}

/// Whether nothing changed that tells when the deal is late.
bool stand_alike(const Deal& one, const Deal& other) {
  return one.map == other.map && one.stage == other.stage && one.status == other.status &&
         one.stage_entered_at == other.stage_entered_at && one.closing == other.closing;
}

Expected deal_row(Connection& db, const Deal& deal) {
  auto expected = plain_row(deal);
  expected.rows.front().emplace_back(late_at(db, deal));
  return expected;
}

/// `UPDATE deals SET ... WHERE id = $1`, the columns of these numbers in their order.
std::string update_sql(std::span<const std::size_t> columns) {
  std::string text = "UPDATE deals SET ";
  text.reserve(40 + columns.size() * 24);
  for (std::size_t n = 0; n < columns.size(); ++n) {
    if (n > 0) text += ", ";
    text += deal_columns[columns[n]];
    text += " = $";
    text += fmt::format_int(n + 2).str();
  }
  return text += " WHERE id = $1";
}

void write_row(Connection& db, const Deal& deal) {
  static const auto sql = [] {
    std::array<std::size_t, deal_columns.size() - 1> columns{};
    std::iota(columns.begin(), columns.end(), std::size_t{1});
    return update_sql(columns);
  }();
  db.run_with(sql, deal_row(db, deal).rows.front());
}

/// Only if the row is still of `before`. Sets what differs: an index is written for every column
/// that is set, also to what it was.
void update_row(Connection& db, const Deal& before, const Deal& after) {
  const auto was = plain_row(before), is = plain_row(after);
  std::vector<std::size_t> columns;
  std::vector<Parameter> values{after.id};
  const auto set = [&](std::size_t column, const Parameter& value) {
    columns.push_back(column);
    values.push_back(value);
  };
  for (std::size_t i = 1; i < is.rows.front().size(); ++i)
    if (const auto& value = is.rows.front()[i]; value != was.rows.front()[i]) set(i, value);
  if (!stand_alike(before, after)) set(deal_columns.size() - 1, late_at(db, after));
  if (columns.empty()) return;
  values.emplace_back(before.event_count);
  auto sql = update_sql(columns);
  sql += " AND revision = $";
  sql += fmt::format_int(values.size()).str();
  if (db.run_with(sql, values) == 0)
    throw Error(
        ErrorKind::conflict,
        say("Deal '{}' has just been changed by somebody else. Load it again.", after.name));
}

/// A table with some rows a deal; the first column is the deal, the second tells them apart.
struct PartTable {
  std::string_view name;
  std::string_view columns;
  Expected (*rows_of)(const Deal&);
};

Expected promise_rows(const Deal& deal) {
  Expected expected;
  for (const auto& p : deal.promises)
    expected.rows.push_back({deal.id, p.number, p.side, p.planned, p.text, p.person, p.stage,
                             p.made_at, p.first_due, p.due, p.moves, p.judged_by,
                             word(promise_words, p.state), p.ended_at});
  return expected;
}

Expected buying_group_rows(const Deal& deal) {
  Expected expected;
  for (const auto& member : deal.buying_group)
    expected.rows.push_back({deal.id, member.contact,
                             expected.keep(fmt::format("{}", fmt::join(member.roles, ","))),
                             member.since, member.reached_at, member.view, member.need});
  return expected;
}

Expected objection_rows(const Deal& deal) {
  Expected expected;
  for (const auto& o : deal.objections)
    expected.rows.push_back({deal.id, o.number, o.topic, o.stage, word(objection_words, o.state),
                             o.result, o.raised_at, o.closed_at});
  return expected;
}

Expected quote_rows(const Deal& deal) {
  Expected expected;
  for (const auto& q : deal.quotes)
    expected.rows.push_back({deal.id, q.number, q.amount.minor, q.amount.currency.code(),
                             q.discount_share, word(quote_words, q.state), q.made_at, q.decided_at,
                             q.decided_by});
  return expected;
}

constexpr PartTable promises{
    "promises",
    "deal_id, number, side, planned, text, person_id, stage, made_at, first_due, due, moves, "
    "judged_by, state, ended_at",
    promise_rows};
constexpr PartTable buying_group{"buying_group",
                                 "deal_id, contact_id, roles, since, reached_at, \"view\", need",
                                 buying_group_rows};
constexpr PartTable objections{"objections",
                               "deal_id, number, topic, stage, state, result, raised_at, closed_at",
                               objection_rows};
constexpr PartTable quotes{
    "quotes",
    "deal_id, number, amount_minor, currency, discount_share, state, made_at, decided_at, "
    "decided_by",
    quote_rows};
constexpr std::array part_tables{promises, buying_group, objections, quotes};

void insert(Connection& db, const Deal& deal, const PartTable& table) {
  for (const auto& row : table.rows_of(deal).rows) {
    std::string places;
    for (std::size_t n = 1; n <= row.size(); ++n)
      places += fmt::format("{}${}", n == 1 ? "" : ", ", n);
    db.run_with(fmt::format("INSERT INTO {} ({}) VALUES ({})", table.name, table.columns, places),
                row);
  }
}

void write(Connection& db, const Deal& deal, const PartTable& table) {
  db.run(fmt::format("DELETE FROM {} WHERE deal_id = $1", table.name), deal.id);
  insert(db, deal, table);
}

/// A value as text, for comparing and for people.
std::string shown(const Parameter& value) {
  if (value.is_null()) return "nothing";
  if (value.kind() == ValueKind::integer) return fmt::format("{}", value.integer());
  if (value.kind() == ValueKind::real) return fmt::format("{}", value.real());
  return fmt::format("'{}'", value.text());
}

std::string shown(const Row& row, int column) {
  switch (row.kind(column)) {
    case ValueKind::integer:
      return fmt::format("{}", row.get<std::int64_t>(column));
    case ValueKind::real:
      return fmt::format("{}", row.get<double>(column));
    case ValueKind::unknown:
      return "nothing";
    default:
      return fmt::format("'{}'", row.get<std::string_view>(column));
  }
}

void compare_row(Connection& db, const Deal& deal, std::vector<std::string>& found) {
  const auto expected = deal_row(db, deal);
  static const auto sql =
      fmt::format("SELECT {} FROM deals WHERE id = $1", fmt::join(deal_columns, ", "));
  for (const Row& row : db.query(sql, deal.id))
    for (std::size_t i = 0; i < deal_columns.size(); ++i) {
      const auto told = shown(expected.rows.front()[i]);
      if (const auto is = shown(row, static_cast<int>(i)); is != told)
        found.push_back(fmt::format("deal {}: {} is {}, but its events tell {}", deal.id.value,
                                    deal_columns[i], is, told));
    }
}

std::vector<std::string> stored_rows(Connection& db, const Deal& deal, const PartTable& table) {
  std::vector<std::string> rows;
  for (const Row& row :
       db.query(fmt::format("SELECT {} FROM {} WHERE deal_id = $1", table.columns, table.name),
                deal.id)) {
    std::vector<std::string> values;
    for (int i = 0; i < row.column_count(); ++i) values.push_back(shown(row, i));
    rows.push_back(fmt::format("{}", fmt::join(values, ", ")));
  }
  std::ranges::sort(rows);
  return rows;
}

std::vector<std::string> expected_rows(const Deal& deal, const PartTable& table) {
  const auto expected = table.rows_of(deal);
  std::vector<std::string> rows;
  for (const auto& row : expected.rows) {
    std::vector<std::string> values;
    for (const auto& value : row) values.push_back(shown(value));
    rows.push_back(fmt::format("{}", fmt::join(values, ", ")));
  }
  std::ranges::sort(rows);
  return rows;
}

void compare_part(Connection& db, const Deal& deal, const PartTable& table,
                  std::vector<std::string>& found) {
  const auto is = stored_rows(db, deal, table);
  const auto told = expected_rows(deal, table);
  std::vector<std::string> extra, missing;
  std::ranges::set_difference(is, told, std::back_inserter(extra));
  std::ranges::set_difference(told, is, std::back_inserter(missing));
  for (const auto& row : extra)
    found.push_back(fmt::format("deal {}: {} hold ({}), which its events do not tell",
                                deal.id.value, table.name, row));
  for (const auto& row : missing)
    found.push_back(fmt::format("deal {}: {} lack ({}), which its events tell", deal.id.value,
                                table.name, row));
}

void insert_rows(Connection& db, std::span<const NewCopy> copies) {
  std::vector<std::string> names(deal_columns.begin(), deal_columns.end());
  names.emplace_back("import_id");
  // Before the first is added, as nothing else can be asked from then on. Its texts have to stay
  // where they are while it grows.
  std::deque<Expected> expected;
  for (const auto& copy : copies) {
    expected.push_back(deal_row(db, copy.deal));
    expected.back().rows.front().emplace_back(copy.import);
  }
  const auto rows = db.bulk_insert("deals", names);
  for (const auto& deal : expected) rows->add(deal.rows.front());
  rows->finish();
}

std::string search_text(const Deal& deal) { return deal.is_gone() ? std::string() : deal.name; }

}  // namespace

void insert_copies(Connection& db, std::span<const NewCopy> copies) {
  insert_rows(db, copies);
  std::vector<std::pair<std::int64_t, std::string>> texts;
  for (const auto& copy : copies) {
    for (const auto& table : part_tables) insert(db, copy.deal, table);
    texts.emplace_back(copy.deal.id.value, search_text(copy.deal));
  }
  index_new_words(db, SearchKind::deal, texts);
}

void write_copies(Connection& db, const Deal& deal) {
  write_row(db, deal);
  for (const auto& table : part_tables) write(db, deal, table);
  index_words(db, SearchKind::deal, deal.id.value, search_text(deal));
}

void update_copies(Connection& db, const Deal& before, const Deal& after) {
  update_row(db, before, after);
  if (before.promises != after.promises) write(db, after, promises);
  if (before.buying_group != after.buying_group) write(db, after, buying_group);
  if (before.objections != after.objections) write(db, after, objections);
  if (before.quotes != after.quotes) write(db, after, quotes);
  if (before.name != after.name || before.is_gone() != after.is_gone())
    index_words(db, SearchKind::deal, after.id.value, search_text(after));
}

std::vector<std::string> differences(Connection& db, const Deal& deal) {
  std::vector<std::string> found;
  compare_row(db, deal, found);
  for (const auto& table : part_tables) compare_part(db, deal, table, found);
  return found;
}

}  // namespace stagecraft::store
