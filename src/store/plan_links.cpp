#include "store/plan_links.h"

#include "base/hash.h"

namespace stagecraft::store {

using base::Instant;
using base::sha256_hex;
using selling::DealId;

void keep_plan_link(Transaction& transaction, const PlanLinkPlace& place, std::string_view secret) {
  transaction.db().run("INSERT INTO plan_links (deal_id, number, secret_hash) VALUES ($1, $2, $3)",
                       place.deal, place.number, sha256_hex(secret));
}

std::optional<PlanLinkPlace> find_plan_link(Connection& db, std::string_view secret) {
  for (const Row& row : db.query("SELECT deal_id, number FROM plan_links WHERE secret_hash = $1",
                                 sha256_hex(secret)))
    return PlanLinkPlace{row.get<DealId>(0), row.get<int>(1)};
  return std::nullopt;
}

bool is_new_opening(Connection& db, const PlanLinkPlace& place, Instant now) {
  for (const Row& row :
       db.query("SELECT opened_at FROM plan_links WHERE deal_id = $1 AND number = $2", place.deal,
                place.number)) {
    const auto last = row.get<std::optional<Instant>>(0);
    return !last || *last + one_opening <= now;
  }
  return false;
}

void note_opening(Transaction& transaction, const PlanLinkPlace& place, Instant now) {
  transaction.db().run(
      "UPDATE plan_links SET opened_at = $1, opened_count = opened_count + 1 WHERE deal_id = $2 "
      "AND number = $3",
      now, place.deal, place.number);
}

std::vector<PlanLinkUse> plan_link_uses(Connection& db, const Viewer& viewer, DealId deal) {
  Sql sql(
      "SELECT l.number, l.opened_count, l.opened_at FROM plan_links l JOIN deals d ON d.id = "
      "l.deal_id WHERE d.id = ");
  sql.add(sql.parameter(deal)).add(sees_deals(sql, viewer, "d")).add(" ORDER BY l.number");
  std::vector<PlanLinkUse> uses;
  for (const Row& row : sql.query(db))
    uses.push_back({.number = row.get<int>(0),
                    .opened_count = row.get<std::int64_t>(1),
                    .opened_at = row.get<std::optional<Instant>>(2)});
  return uses;
}

std::map<DealId, std::vector<int>> plan_link_numbers(Connection& db) {
  std::map<DealId, std::vector<int>> numbers;
  for (const Row& row : db.query("SELECT deal_id, number FROM plan_links ORDER BY deal_id, number"))
    numbers[row.get<DealId>(0)].push_back(row.get<int>(1));
  return numbers;
}

}  // namespace stagecraft::store
