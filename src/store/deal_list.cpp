#include "store/deal_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace stagecraft::store {
namespace {

using base::Day;
using base::Instant;
using selling::PersonId;

constexpr std::array<Field, 22> fields{{
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

PromiseRow read_promise(const Row& row) {
  return {.deal = row.get<selling::DealId>(0),
          .deal_name = row.get<std::string>(1),
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

Page<DealRow> list_deals(Connection& db, const Viewer& viewer, const ListQuery& query) {
  const auto asks_for = [&](std::string_view field) {
    return std::ranges::count(query.filters, field, &Filter::field) > 0;
  };
  auto columns = fields;
  // A process may have nearly all deals: the engine is not to begin with them, to sort them, but to
  // walk the index of the order. Those in one stage are few enough.
  if (!asks_for("stage"))
    std::ranges::find(columns, "process", &Field::name)->column = "+d.process_id";
  const ListSource source{
      .noun = "deals",
      .select = select_deals,
      .from = " FROM deals d",
      .id = "d.id",
      .where = asks_for("status") ? "1 = 1" : "d.status NOT IN ('merged', 'deleted')",
      .fields = columns};
  Page<DealRow> page;
  page.next = read_page(
      db, source, query, [&](Sql& sql) { return sees_deals(sql, viewer, "d"); },
      [&](const Row& row) { page.rows.push_back(read_deal(row)); });
  return page;
}

std::vector<StageCount> count_by_stage(Connection& db, const Viewer& viewer,
                                       selling::ProcessId process) {
  Sql sql(
      "SELECT d.stage, d.currency, count(*), CAST(COALESCE(sum(d.amount_minor), 0) AS BIGINT) FROM "
      "deals d "
      "WHERE d.status IN ('lead', 'open') AND d.process_id = ");
  sql.add(sql.parameter(process)).add(sees_deals(sql, viewer, "d"));
  sql.add(" GROUP BY d.stage, d.currency ORDER BY d.stage, d.currency");
  std::vector<StageCount> counts;
  for (const Row& row : sql.query(db))
    counts.push_back({.stage = row.get<std::string>(0),
                      .currency = row.get<std::string>(1),
                      .deals = row.get<int>(2),
                      .amount_minor = row.get<std::int64_t>(3)});
  return counts;
}

std::vector<PromiseRow> list_promises(Connection& db, const Viewer& viewer,
                                      const PromiseQuery& query) {
  Sql sql(
      "SELECT q.deal_id, d.name, q.number, q.side, q.planned, q.text, q.stage, "
      "COALESCE(q.person_id, d.owner_id), "
      "q.made_at, q.first_due, q.due, q.moves, q.judged_by, q.state, q.ended_at "
      "FROM promises q JOIN deals d ON d.id = q.deal_id WHERE d.status NOT IN ('merged', "
      "'deleted')");
  if (query.is_open) sql.add(" AND q.state = 'open'");
  if (query.person)
    sql.add(" AND COALESCE(q.person_id, d.owner_id) = " + sql.parameter(*query.person));
  if (query.due_from) sql.add(" AND q.due >= " + sql.parameter(*query.due_from));
  if (query.due_before) sql.add(" AND q.due < " + sql.parameter(*query.due_before));
  sql.add(sees_deals(sql, viewer, "d"))
      .add(" ORDER BY q.due, q.deal_id, q.number LIMIT " + sql.parameter(query.limit));
  std::vector<PromiseRow> promises;
  for (const Row& row : sql.query(db)) promises.push_back(read_promise(row));
  return promises;
}

}  // namespace stagecraft::store
