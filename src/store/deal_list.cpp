#include "store/deal_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>
#include <vector>

#include "store/deal_rows.h"
#include "store/few_deals.h"

namespace stagecraft::store {
namespace {

using base::Day;
using base::Instant;
using selling::PersonId;

/// The fields with columns that the engine finds no index for, but for one: it is to walk the
/// index of the order, or to begin with the few that we found, and not to sort what some filter
/// leaves.
std::vector<Field> without_indexes(std::string_view but_for) {
  static const auto columns = [] {
    std::array<std::string, deal_fields.size()> held;
    for (std::size_t i = 0; i < deal_fields.size(); ++i) {
      const bool is_text =
          deal_fields[i].kind == FieldKind::text || deal_fields[i].kind == FieldKind::folded;
      held[i] = is_text ? fmt::format("({} || '')", deal_fields[i].column)
                        : fmt::format("+{}", deal_fields[i].column);
    }
    return held;
  }();
  std::vector<Field> held(deal_fields.begin(), deal_fields.end());
  for (std::size_t i = 0; i < held.size(); ++i)
    if (held[i].name != but_for) held[i].column = columns[i];
  return held;
}

/// The page of that order, with what the deals say.
Page<DealRow> read_in_need(Connection& db, const AttentionList& list, const ListQuery& query) {
  auto found = find_in_need(db, list, query);
  Page<DealRow> page{.rows = {}, .next = std::move(found.next)};
  if (found.deals.empty()) return page;
  Sql sql(select_deals);
  sql.add(fmt::format(" WHERE d.id IN ({})", sql.parameters(found.deals)));
  std::map<selling::DealId, DealRow> rows;
  for (const Row& row : sql.query(db)) {
    auto deal = read_deal(row);
    rows.emplace(deal.id, std::move(deal));
  }
  for (const auto id : found.deals) page.rows.push_back(std::move(rows.at(id)));
  return page;
}

PromiseRow read_promise_row(const Row& row) {
  return {.deal = row.get<selling::DealId>(0),
          .deal_name = row.get<std::string>(1),
          .account_name = row.get_or<std::string>(15, ""),
          .deal_status = row.get<std::string>(16),
          .holder = {.owner = row.get<std::optional<PersonId>>(18),
                     .team = row.get<std::optional<selling::TeamId>>(19)},
          .deal_closed_at = row.get<std::optional<Instant>>(17),
          .number = row.get<int>(2),
          .side = row.get<std::string>(3),
          .planned = row.get<std::string>(4),
          .text = row.get<std::string>(5),
          .stage = row.get<std::string>(6),
          .person = row.get<std::optional<PersonId>>(7),
          .made_at = row.get<Instant>(8),
          .first_due = row.get<Day>(9),
          .due = row.get<Day>(10),
          .moves = row.get<int>(11),
          .judged_by = row.get<std::optional<Day>>(12),
          .state = row.get<std::string>(13),
          .ended_at = row.get<std::optional<Instant>>(14)};
}

}  // namespace

Page<DealRow> list_deals(Connection& db, const Viewer& viewer, const ListQuery& query,
                         const Attention& attention) {
  const bool is_by_attention = query.order == "attention";
  const FilteredDeals asked{.fields = deal_fields, .filters = query.filters, .viewer = viewer};
  const auto few = is_by_attention ? Condition() : find_few(db, asked, query.limit + 1);
  const auto columns = without_indexes(few ? "" : query.order);
  ListSource source = deal_source;
  source.fields = columns;
  if (std::ranges::find(query.filters, "status", &Filter::field) == query.filters.end())
    source.where = "d.status NOT IN ('merged', 'deleted')";
  if (is_by_attention)
    return read_in_need(
        db, {.source = source, .indexed = deal_fields, .viewer = viewer, .as_of = attention},
        query);
  const auto condition = [&](Sql& sql) {
    const auto seen = sees_deals(sql, viewer, "d");
    if (!few) return seen;
    return fmt::format("{} AND d.id IN (SELECT d.id FROM deals d WHERE {})", seen, few(sql));
  };
  Page<DealRow> page;
  page.next = read_page(db, source, query, condition,
                        [&](const Row& row) { page.rows.push_back(read_deal(row)); });
  return page;
}

std::vector<PromiseRow> list_promises(Connection& db, const Viewer& viewer,
                                      const PromiseQuery& query) {
  Sql sql(
      "SELECT q.deal_id, d.name, q.number, q.side, q.planned, q.text, q.stage, "
      "COALESCE(q.person_id, d.owner_id), "
      "q.made_at, q.first_due, q.due, q.moves, q.judged_by, q.state, q.ended_at, a.name, "
      "d.status, d.closed_at, d.owner_id, d.team_id "
      "FROM promises q JOIN deals d ON d.id = q.deal_id LEFT JOIN accounts a ON a.id = "
      "d.account_id WHERE d.status ");
  sql.add(query.is_deal_open ? "IN ('lead', 'open')" : "NOT IN ('merged', 'deleted')");
  if (query.team) sql.add(" AND d.team_id = " + sql.parameter(*query.team));
  if (query.is_open) sql.add(" AND q.state = 'open'");
  if (query.person)
    sql.add(" AND COALESCE(q.person_id, d.owner_id) = " + sql.parameter(*query.person));
  if (query.due_from) sql.add(" AND q.due >= " + sql.parameter(*query.due_from));
  if (query.due_before) sql.add(" AND q.due < " + sql.parameter(*query.due_before));
  sql.add(sees_deals(sql, viewer, "d"))
      .add(" ORDER BY q.due, q.deal_id, q.number LIMIT " + sql.parameter(query.limit));
  std::vector<PromiseRow> promises;
  for (const Row& row : sql.query(db)) promises.push_back(read_promise_row(row));
  return promises;
}

}  // namespace stagecraft::store
