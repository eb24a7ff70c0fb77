#include "store/deal_list.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <map>
#include <utility>
#include <vector>

#include "base/statistics/quantile.h"
#include "store/few_deals.h"

namespace stagecraft::store {
namespace {

using base::Day;
using base::Instant;
using selling::PersonId;

constexpr std::array<Field, 25> deal_fields{{
    {"status", "d.status"},
    {"process", "d.process_id", FieldKind::number},
    {"version", "d.version", FieldKind::number},
    {"stage", "d.stage"},
    {"outcome", "d.outcome"},
    {"account", "d.account_id", FieldKind::number},
    {"owner", "d.owner_id", FieldKind::number},
    {"team", "d.team_id", FieldKind::number},
    {"channel", "d.channel"},
    {"offering", "d.offering"},
    {"campaign", "d.campaign"},
    {"persona", "d.persona"},
    {"currency", "d.currency"},
    {"import", "d.import_id", FieldKind::number},
    {"name", "d.name_folded", FieldKind::folded, true},
    {"amount_minor", "d.amount_minor", FieldKind::number, true, true},
    {"created_at", "d.created_at", FieldKind::instant, true},
    {"stage_entered_at", "d.stage_entered_at", FieldKind::instant, true, true},
    {"closed_at", "d.closed_at", FieldKind::instant, true, true},
    {"expected_close", "d.expected_close", FieldKind::day, true, true},
    {"next_due", "d.next_due", FieldKind::day, true, true},
    {"last_event_at", "d.last_event_at", FieldKind::instant, true},
    {"id", "d.id", FieldKind::number},
    {"waits_for", "d.waits_for", FieldKind::number},
    {"attention", "d.waits_for", FieldKind::number, true},  // Ordered by as attention.h says.
}};

constexpr std::string_view select_deals =
    "SELECT d.id, d.name, d.process_id, d.version, d.status, d.created_at, d.stage, "
    "d.stage_entered_at, d.outcome, "
    "d.closed_at, d.account_id, a.name, d.owner_id, p.name, d.team_id, d.channel, d.offering, "
    "d.campaign, d.persona, "
    "d.amount_minor, d.currency, d.expected_close, d.next_due, d.last_event_at, d.attributes, "
    "d.revision "
    "FROM deals d LEFT JOIN accounts a ON a.id = d.account_id LEFT JOIN people p ON p.id = "
    "d.owner_id";

DealRow read_deal(const Row& row) {
  return {.id = row.get<selling::DealId>(0),
          .name = row.get<std::string>(1),
          .map = {row.get_or<selling::ProcessId>(2, {}), row.get<int>(3)},
          .status = selling::find_deal_status(row.get<std::string_view>(4))
                        .value_or(selling::DealStatus::lead),
          .created_at = row.get<Instant>(5),
          .stage = row.get<std::string>(6),
          .stage_entered_at = row.get<std::optional<Instant>>(7),
          .outcome = row.get<std::string>(8),
          .closed_at = row.get<std::optional<Instant>>(9),
          .account = row.get<std::optional<selling::AccountId>>(10),
          .account_name = row.get_or<std::string>(11, ""),
          .owner = row.get<std::optional<PersonId>>(12),
          .owner_name = row.get_or<std::string>(13, ""),
          .team = row.get<std::optional<selling::TeamId>>(14),
          .channel = row.get<std::string>(15),
          .offering = row.get<std::string>(16),
          .campaign = row.get<std::string>(17),
          .persona = row.get<std::string>(18),
          .amount_minor = row.get<std::optional<std::int64_t>>(19),
          .currency = row.get<std::string>(20),
          .expected_close = row.get<std::optional<Day>>(21),
          .next_due = row.get<std::optional<Day>>(22),
          .last_event_at = row.get<Instant>(23),
          .attributes = row.get<std::string>(24),
          .revision = row.get<int>(25)};
}

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
  std::vector<std::string> places;
  for (const auto id : found.deals) places.push_back(sql.parameter(id));
  sql.add(fmt::format(" WHERE d.id IN ({})", fmt::join(places, ", ")));
  std::map<selling::DealId, DealRow> rows;
  for (const Row& row : sql.query(db)) {
    auto deal = read_deal(row);
    rows.emplace(deal.id, std::move(deal));
  }
  for (const auto id : found.deals) page.rows.push_back(std::move(rows.at(id)));
  return page;
}

/// Which deals are counted, as a list would have them.
std::string counted(Sql& sql, const Viewer& viewer, std::span<const Filter> filters) {
  const ListSource source{
      .noun = "deals", .select = {}, .from = {}, .id = "d.id", .where = {}, .fields = deal_fields};
  auto conditions = conditions_of(sql, source, filters);
  if (std::ranges::find(filters, "status", &Filter::field) == filters.end())
    conditions += " AND d.status IN ('lead', 'open')";
  return conditions + sees_deals(sql, viewer, "d");
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
  const bool asks_for_status =
      std::ranges::find(query.filters, "status", &Filter::field) != query.filters.end();
  const ListSource source{
      .noun = "deals",
      .select = select_deals,
      .from = " FROM deals d",
      .id = "d.id",
      .where = asks_for_status ? "1 = 1" : "d.status NOT IN ('merged', 'deleted')",
      .fields = columns};
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

std::vector<StageCount> count_by_stage(Connection& db, const Viewer& viewer,
                                       selling::ProcessId process,
                                       std::span<const Filter> filters) {
  Sql sql(
      "SELECT d.status, d.stage, d.currency, count(*), "
      "CAST(COALESCE(sum(d.amount_minor), 0) AS BIGINT) FROM deals d WHERE d.process_id = ");
  sql.add(sql.parameter(process)).add(counted(sql, viewer, filters));
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

std::vector<StageAge> age_by_stage(Connection& db, const Viewer& viewer, selling::ProcessId process,
                                   std::span<const Filter> filters, Instant now) {
  Sql sql(
      "SELECT d.status, d.stage, COALESCE(d.stage_entered_at, d.created_at) AS since FROM deals d "
      "WHERE d.process_id = ");
  sql.add(sql.parameter(process)).add(counted(sql, viewer, filters));
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
