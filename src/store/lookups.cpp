#include "store/lookups.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "selling/event.h"
#include "selling/merging.h"
#include "store/events.h"
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
       db.query(fmt::format("SELECT e.deal_id, e.details FROM events e {}WHERE e.kind = "
                            "'promise_made' AND masked.deal_id IS NULL",
                            join_masked))) {
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

selling::PromiseState read_promise_state(std::string_view word) {
  if (word == "kept") return selling::PromiseState::kept;
  return word == "withdrawn" ? selling::PromiseState::withdrawn : selling::PromiseState::open;
}

std::vector<selling::Referral> referrals_of(Connection& db, DealId deal) {
  return std::move(referrals_of(db, std::span(&deal, 1))[deal]);
}

std::map<DealId, std::vector<selling::Referral>> referrals_of(Connection& db,
                                                              std::span<const DealId> deals) {
  std::map<DealId, std::vector<selling::Referral>> referrals;
  if (deals.empty()) return referrals;
  // The details of these events hold nothing but the deal, so they can be looked up as a text.
  std::map<std::string, DealId, std::less<>> deal_of;
  std::vector<std::string> texts;
  for (const auto deal : deals) {
    selling::Details details;
    details.deal = deal;
    deal_of.emplace(texts.emplace_back(selling::to_json(details)), deal);
  }
  Sql sql(
      fmt::format("SELECT e.deal_id, e.at, e.details FROM events e JOIN deals d ON d.id = "
                  "e.deal_id {}WHERE e.kind = 'origin_set' AND e.symbol = 'referral' "
                  "AND masked.deal_id IS NULL AND d.status NOT IN ('merged', 'deleted') ",
                  join_masked));
  sql.add(fmt::format("AND e.details IN ({}) ORDER BY e.id", sql.parameters(texts)));
  for (const Row& row : sql.query(db))
    referrals[deal_of.find(row.get<std::string_view>(2))->second].push_back(
        {row.get<DealId>(0), row.get<base::Instant>(1)});
  return referrals;
}

std::vector<Deal> deals_with_dates(Connection& db, const Viewer& viewer,
                                   const selling::MapVersions& maps) {
  Sql sql(fmt::format(
      "SELECT e.deal_id, d.name, d.status, e.\"from\", e.\"to\", e.actor_id, e.at, e.details, "
      "d.owner_id, d.team_id FROM events e JOIN deals d ON d.id = e.deal_id {}"
      "WHERE e.kind = 'attribute_changed' AND e.symbol = 'expected_close' "
      "AND masked.deal_id IS NULL AND d.status NOT IN ('merged', 'deleted')",
      join_masked));
  sql.add(sees_deals(sql, viewer, "d")).add(" ORDER BY e.deal_id, e.at, e.id");
  std::vector<Deal> deals;
  for (const Row& row : sql.query(db)) {
    const auto id = row.get<DealId>(0);
    if (deals.empty() || deals.back().id != id) {
      auto& deal = deals.emplace_back();
      deal.id = id;
      deal.name = row.get<std::string>(1);
      deal.status = read_status(row, 2);
      if (const auto owner = row.get<std::optional<selling::PersonId>>(8))
        deal.attributes["owner"] = std::to_string(owner->value);
      if (const auto team = row.get<std::optional<selling::TeamId>>(9))
        deal.attributes["team"] = std::to_string(team->value);
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

std::vector<DealId> merged_into(Connection& db, DealId deal) {
  std::vector<DealId> found{deal};
  // A deal that is gone takes in no other, so there is no circle; an import may say anything.
  for (std::size_t i = 0; i < found.size(); ++i)
    for (const Row& row :
         db.query(fmt::format("SELECT e.deal_id FROM events e {}WHERE e.kind = 'merged_into' AND "
                              "e.\"to\" = $1 AND masked.deal_id IS NULL ORDER BY e.id",
                              join_masked),
                  std::to_string(found[i].value))) {
      const auto gone = row.get<DealId>(0);
      if (std::ranges::find(found, gone) == found.end()) found.push_back(gone);
    }
  found.erase(found.begin());
  return found;
}

Deal read_through(Connection& db, Deal deal, const selling::MapVersions& maps) {
  const auto ids = merged_into(db, deal.id);
  std::vector<Deal> gone;
  for (const auto id : ids) gone.push_back(selling::fold(id, events_of(db, id), maps));
  // Each stands behind the one that took it in, which is whole once those behind it were read.
  for (auto one = gone.rbegin(); one != gone.rend(); ++one) {
    const auto into = std::ranges::find(gone, one->merged_into.value_or(DealId{}), &Deal::id);
    selling::absorb(into == gone.end() ? deal : *into, *one);
  }
  return deal;
}

std::vector<Deal> read_through(Connection& db, std::vector<Deal> deals,
                               const selling::MapVersions& maps) {
  if (deals.empty()) return deals;
  std::vector<std::string> ids;
  for (const auto& deal : deals) ids.push_back(std::to_string(deal.id.value));
  Sql sql("SELECT e.\"to\" FROM events e WHERE e.kind = 'merged_into' AND e.\"to\" IN (");
  sql.add(sql.parameters(ids) + ")");
  std::vector<std::string> took_in;
  for (const Row& row : sql.query(db)) took_in.push_back(row.get<std::string>(0));
  for (std::size_t i = 0; i < deals.size(); ++i)
    if (std::ranges::find(took_in, ids[i]) != took_in.end())
      deals[i] = read_through(db, std::move(deals[i]), maps);
  return deals;
}

std::vector<SilentDeal> silent_deals(Connection& db, const Viewer& viewer,
                                     const SilenceQuestion& question) {
  Sql sql(
      "SELECT d.id, d.name, d.stage, d.owner_id, d.last_event_at FROM deals d "
      "WHERE d.status IN ('lead', 'open')");
  if (question.owner) sql.add(" AND d.owner_id = " + sql.parameter(*question.owner));
  sql.add(sees_deals(sql, viewer, "d"));
  std::vector<SilentDeal> silent;
  for (const Row& row : sql.query(db)) {
    const auto usual = question.usual_days.find(row.get<std::string_view>(2));
    if (usual == question.usual_days.end()) continue;
    const auto last = row.get<base::Instant>(4);
    const double days = base::to_days(question.now - last);
    if (days <= usual->second) continue;
    silent.push_back({.deal = row.get<DealId>(0),
                      .name = row.get<std::string>(1),
                      .stage = row.get<std::string>(2),
                      .owner = row.get<std::optional<selling::PersonId>>(3),
                      .last_event_at = last,
                      .silent_days = days,
                      .usual_days = usual->second});
  }
  const auto times_usual = [](const SilentDeal& one) { return one.silent_days / one.usual_days; };
  std::ranges::sort(silent, [&](const SilentDeal& a, const SilentDeal& b) {
    return std::pair(-times_usual(a), a.deal) < std::pair(-times_usual(b), b.deal);
  });
  if (std::ssize(silent) > question.limit) silent.resize(static_cast<std::size_t>(question.limit));
  return silent;
}

}  // namespace stagecraft::store
