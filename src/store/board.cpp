#include "store/board.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <map>
#include <string_view>
#include <utility>

#include "base/statistics/quantile.h"
#include "store/deal_rows.h"
#include "store/page_request.h"

namespace stagecraft::store {
namespace {

using base::Instant;
using selling::DealId;
using selling::ProcessId;

/// ` FROM deals d WHERE ...`: those on the board, as a list would have them.
std::string on_board(Sql& sql, const Viewer& viewer, ProcessId process,
                     std::span<const Filter> filters) {
  auto text = fmt::format("{} WHERE d.process_id = {}", deal_source.from, sql.parameter(process));
  text += conditions_of(sql, deal_source, filters);
  if (std::ranges::find(filters, "status", &Filter::field) == filters.end())
    text += " AND d.status IN ('lead', 'open')";
  return text + sees_deals(sql, viewer, "d");
}

/// An order within columns: what it compares, of which cursors are made.
class BoardOrder {
 public:
  BoardOrder(const ListQuery& query, const Attention& attention)
      : query_(query), attention_(attention) {
    if (is_by_attention()) {
      keys_ = {"part", "next_due", "waits_since"};
      return;
    }
    keys_ = {"compared"};
    if (query.order != "id") field_ = find_order_field(deal_source, query.order);
  }

  const std::vector<std::string>& keys() const { return keys_; }

  /// Of `deals d`, with their names.
  std::string columns(Sql& sql) const {
    if (is_by_attention())
      return fmt::format(", {} AS part, d.next_due AS next_due, d.waits_since AS waits_since",
                         part_of_order(sql, attention_));
    return fmt::format(", {} AS compared", field_.column);
  }

  std::string terms() const {
    const auto direction = query_.is_descending ? " DESC" : "";
    std::string terms = field_.may_be_null ? "compared IS NULL, " : "";
    for (const auto& key : keys_) terms += fmt::format("{}{}, ", key, direction);
    return fmt::format("{}id{}", terms, direction);
  }

  /// To go on behind the row whose keys begin at this column.
  std::string cursor(const Row& row, DealId deal, int first) const {
    if (is_by_attention())
      return cursor_behind(query_, {.part = static_cast<std::size_t>(row.get<int>(first)),
                                    .due = row.get_or<std::int64_t>(first + 1, 0),
                                    .since = row.get<std::int64_t>(first + 2),
                                    .id = deal.value});
    ListPlace place{.value = {}, .id = deal.value};
    if (!row.is_null(first)) place.value = order_value(field_, row, first);
    return cursor_behind(query_, place);
  }

 private:
  bool is_by_attention() const { return query_.order == "attention"; }

  const ListQuery& query_;
  const Attention& attention_;
  std::vector<std::string> keys_;
  Field field_{.name = "id", .column = "d.id", .kind = FieldKind::number};
};

}  // namespace

std::vector<StageCount> count_by_stage(Connection& db, const Viewer& viewer, ProcessId process,
                                       std::span<const Filter> filters) {
  Sql sql(
      "SELECT d.status, d.stage, d.currency, count(*), "
      "CAST(COALESCE(sum(d.amount_minor), 0) AS BIGINT)");
  sql.add(on_board(sql, viewer, process, filters));
  sql.add(" GROUP BY d.status, d.stage, d.currency ORDER BY d.status, d.stage, d.currency");
  std::vector<StageCount> counts;
  for (const Row& row : sql.query(db))
    counts.push_back({.status = row.get<std::string>(0),
                      .stage = row.get<std::string>(1),
                      .currency = row.get<std::string>(2),
                      .deals = row.get<int>(3),
                      .amount_minor = row.get<std::int64_t>(4)});
  return counts;
}

std::vector<StageAge> age_by_stage(Connection& db, const Viewer& viewer, ProcessId process,
                                   std::span<const Filter> filters, Instant now) {
  Sql sql("SELECT d.status, d.stage, COALESCE(d.stage_entered_at, d.created_at) AS since");
  sql.add(on_board(sql, viewer, process, filters));
  sql.add(" ORDER BY d.status, d.stage, since");
  std::map<std::pair<std::string, std::string>, std::vector<double>> days;
  for (const Row& row : sql.query(db))
    days[{row.get<std::string>(0), row.get<std::string>(1)}].push_back(
        std::chrono::duration<double, std::ratio<86400>>(now - row.get<Instant>(2)).count());
  std::vector<StageAge> ages;
  for (auto& [place, each] : days) {
    std::ranges::reverse(each);  // The oldest came first.
    ages.push_back({.status = place.first,
                    .stage = place.second,
                    .deals = static_cast<int>(each.size()),
                    .median_days = base::statistics::sorted_quantile(each, 0.5).value()});
  }
  return ages;
}

std::vector<BoardColumn> list_board(Connection& db, const Viewer& viewer, ProcessId process,
                                    const ListQuery& query, const Attention& attention) {
  require_page_size(query.limit);
  if (!query.cursor.empty()) refuse_cursor();
  const BoardOrder order(query, attention);
  std::string keys;
  for (const auto& key : order.keys()) keys += ", placed." + key;
  Sql sql(with_columns(select_deals, keys));
  sql.add(" JOIN (SELECT found.*, row_number() OVER (PARTITION BY status, stage ORDER BY ");
  sql.add(order.terms() +
          ") AS place FROM (SELECT d.id AS id, d.status AS status, d.stage AS stage");
  sql.add(order.columns(sql)).add(on_board(sql, viewer, process, query.filters));
  sql.add(") AS found) AS placed ON placed.id = d.id WHERE placed.place <= ");
  // One more than is shown tells whether there are more.
  sql.add(sql.parameter(query.limit + 1)).add(" ORDER BY d.status, d.stage, placed.place");
  std::vector<BoardColumn> columns;
  std::string behind_last;
  for (const Row& row : sql.query(db)) {
    auto deal = read_deal(row);
    if (columns.empty() || columns.back().status != deal.status ||
        columns.back().stage != deal.stage)
      columns.push_back({.status = deal.status, .stage = deal.stage, .deals = {}, .next = {}});
    auto& column = columns.back();
    if (std::ssize(column.deals) == query.limit) {
      column.next = behind_last;
      continue;
    }
    behind_last = order.cursor(row, deal.id, deal_column_count);
    column.deals.push_back(std::move(deal));
  }
  return columns;
}

}  // namespace stagecraft::store
