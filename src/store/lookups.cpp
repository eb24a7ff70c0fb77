#include "store/lookups.h"

#include "selling/event.h"
#include "store/sql.h"

namespace stagecraft::store {
namespace {

using selling::Deal;
using selling::DealId;
using selling::Event;

Event read_date_change(const Row& row) {
  Event event;
  event.kind = selling::EventKind::attribute_changed;
  event.symbol = "expected_close";
  event.from = row.get<std::string>(3);
  event.to = row.get<std::string>(4);
  event.actor = row.get<std::optional<selling::PersonId>>(5);
  event.at = row.get<base::Instant>(6);
  event.details = selling::read_details(row.get<std::string_view>(7));
  return event;
}

}  // namespace

std::vector<selling::Referral> referrals_of(Connection& db, DealId deal) {
  // The details of these events hold nothing but the deal, so they can be looked up as a text.
  selling::Details details;
  details.deal = deal;
  std::vector<selling::Referral> referrals;
  for (const Row& row :
       db.query("SELECT e.deal_id, e.at FROM events e JOIN deals d ON d.id = e.deal_id "
                "LEFT JOIN imports i ON i.id = e.import_id "
                "WHERE e.kind = 'origin_set' AND e.symbol = 'referral' AND e.details = $1 "
                "AND i.undone_at IS NULL AND d.status NOT IN ('merged', 'deleted') ORDER BY e.id",
                selling::to_json(details)))
    referrals.push_back({row.get<DealId>(0), row.get<base::Instant>(1)});
  return referrals;
}

std::vector<Deal> deals_with_dates(Connection& db, const Viewer& viewer,
                                   const selling::MapVersions& maps) {
  Sql sql(
      "SELECT e.deal_id, d.name, d.status, e.\"from\", e.\"to\", e.actor_id, e.at, e.details "
      "FROM events e JOIN deals d ON d.id = e.deal_id LEFT JOIN imports i ON i.id = e.import_id "
      "WHERE e.kind = 'attribute_changed' AND e.symbol = 'expected_close' "
      "AND i.undone_at IS NULL AND d.status NOT IN ('merged', 'deleted')");
  sql.add(sees_deals(sql, viewer, "d")).add(" ORDER BY e.deal_id, e.at, e.id");
  std::vector<Deal> deals;
  for (const Row& row : sql.query(db)) {
    const auto id = row.get<DealId>(0);
    if (deals.empty() || deals.back().id != id) {
      auto& deal = deals.emplace_back();
      deal.id = id;
      deal.name = row.get<std::string>(1);
      deal.status = selling::find_deal_status(row.get<std::string_view>(2))
                        .value_or(selling::DealStatus::open);
    }
    selling::apply(deals.back(), read_date_change(row), maps);
  }
  return deals;
}

}  // namespace stagecraft::store
