#include "store/lookups.h"

#include <map>
#include <string>
#include <utility>

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

selling::DealStatus read_status(const Row& row, int column) {
  return selling::find_deal_status(row.get<std::string_view>(column))
      .value_or(selling::DealStatus::open);
}

/// Contacts of promises, which the copies do not have: by deal and number.
using PromiseContacts = std::map<std::pair<DealId, int>, std::vector<selling::ContactId>>;

PromiseContacts promise_contacts(Connection& db) {
  PromiseContacts contacts;
  for (const Row& row :
       db.query("SELECT e.deal_id, e.details FROM events e LEFT JOIN imports i ON i.id = "
                "e.import_id WHERE e.kind = 'promise_made' AND i.undone_at IS NULL")) {
    auto details = selling::read_details(row.get<std::string_view>(1));
    if (!details.contacts.empty())
      contacts[{row.get<DealId>(0), details.promise.value_or(0)}] = std::move(details.contacts);
  }
  return contacts;
}

constexpr std::string_view select_promises =
    "SELECT q.deal_id, d.name, d.status, d.owner_id, d.outcome, d.closed_at, q.number, q.side, "
    "q.planned, q.person_id, q.stage, q.made_at, q.first_due, q.due, q.moves, q.judged_by, "
    "q.state, q.ended_at FROM promises q JOIN deals d ON d.id = q.deal_id WHERE d.status NOT IN "
    "('merged', 'deleted')";

Deal read_promising_deal(const Row& row) {
  Deal deal;
  deal.id = row.get<DealId>(0);
  deal.name = row.get<std::string>(1);
  deal.status = read_status(row, 2);
  if (const auto owner = row.get<std::optional<selling::PersonId>>(3))
    deal.attributes["owner"] = std::to_string(owner->value);
  if (const auto closed_at = row.get<std::optional<base::Instant>>(5))
    deal.closing = selling::Closing{.outcome = row.get<std::string>(4), .at = *closed_at};
  return deal;
}

selling::PromiseState read_promise_state(std::string_view word) {
  if (word == "kept") return selling::PromiseState::kept;
  return word == "withdrawn" ? selling::PromiseState::withdrawn : selling::PromiseState::open;
}

selling::Promise read_promise(const Row& row) {
  return {.number = row.get<int>(6),
          .side = row.get<std::string>(7),
          .planned = row.get<std::string>(8),
          .person = row.get<std::optional<selling::PersonId>>(9),
          .stage = row.get<std::string>(10),
          .made_at = row.get<base::Instant>(11),
          .first_due = row.get<base::Day>(12),
          .due = row.get<base::Day>(13),
          .moves = row.get<int>(14),
          .judged_by = row.get<std::optional<base::Day>>(15),
          .state = read_promise_state(row.get<std::string_view>(16)),
          .ended_at = row.get<std::optional<base::Instant>>(17)};
}

}  // namespace

std::vector<selling::Referral> referrals_of(Connection& db, DealId deal) {
  // The details of these events hold nothing but the deal, so they can be looked up as a text.
  selling::Details details;
  details.deal = deal;
  std::vector<selling::Referral> referrals;
  for (const Row& row :
       db.query("SELECT e.deal_id, e.at FROM events e JOIN deals d ON d.id = e.deal_id "
                "LEFT JOIN undone_deals u ON u.import_id = e.import_id AND u.deal_id = e.deal_id "
                "WHERE e.kind = 'origin_set' AND e.symbol = 'referral' AND e.details = $1 "
                "AND u.deal_id IS NULL AND d.status NOT IN ('merged', 'deleted') ORDER BY e.id",
                selling::to_json(details)))
    referrals.push_back({row.get<DealId>(0), row.get<base::Instant>(1)});
  return referrals;
}

std::vector<Deal> deals_with_dates(Connection& db, const Viewer& viewer,
                                   const selling::MapVersions& maps) {
  Sql sql(
      "SELECT e.deal_id, d.name, d.status, e.\"from\", e.\"to\", e.actor_id, e.at, e.details "
      "FROM events e JOIN deals d ON d.id = e.deal_id "
      "LEFT JOIN undone_deals u ON u.import_id = e.import_id AND u.deal_id = e.deal_id "
      "WHERE e.kind = 'attribute_changed' AND e.symbol = 'expected_close' "
      "AND u.deal_id IS NULL AND d.status NOT IN ('merged', 'deleted')");
  sql.add(sees_deals(sql, viewer, "d")).add(" ORDER BY e.deal_id, e.at, e.id");
  std::vector<Deal> deals;
  for (const Row& row : sql.query(db)) {
    const auto id = row.get<DealId>(0);
    if (deals.empty() || deals.back().id != id) {
      auto& deal = deals.emplace_back();
      deal.id = id;
      deal.name = row.get<std::string>(1);
      deal.status = read_status(row, 2);
    }
    selling::apply(deals.back(), read_date_change(row), maps);
  }
  return deals;
}

std::vector<DealId> deals_that_booked(Connection& db, base::Instant from, base::Instant to) {
  std::vector<DealId> deals;
  for (const Row& row :
       db.query("SELECT DISTINCT e.deal_id FROM events e JOIN deals d ON d.id = e.deal_id WHERE "
                "e.kind = 'won' AND e.at < $2 AND d.last_event_at >= $1 AND d.status NOT IN "
                "('merged', 'deleted') ORDER BY e.deal_id",
                from, to))
    deals.push_back(row.get<DealId>(0));
  return deals;
}

std::vector<Deal> deals_with_promises(Connection& db, const Viewer& viewer) {
  const auto contacts = promise_contacts(db);
  Sql sql(select_promises);
  sql.add(sees_deals(sql, viewer, "d")).add(" ORDER BY q.deal_id, q.number");
  std::vector<Deal> deals;
  for (const Row& row : sql.query(db)) {
    if (deals.empty() || deals.back().id != row.get<DealId>(0))
      deals.push_back(read_promising_deal(row));
    auto& promise = deals.back().promises.emplace_back(read_promise(row));
    if (const auto named = contacts.find({deals.back().id, promise.number});
        named != contacts.end())
      promise.contacts = named->second;
  }
  return deals;
}

}  // namespace stagecraft::store
