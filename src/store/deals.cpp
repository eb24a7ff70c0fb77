#include "store/deals.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "store/deal_copies.h"
#include "store/events.h"

namespace stagecraft::store {
namespace {

using base::Error;
using base::ErrorKind;
using base::say;
using selling::Change;
using selling::Deal;
using selling::DealId;
using selling::MapVersions;

Deal fold_stored(Connection& db, DealId id, const MapVersions& maps) {
  return selling::fold(id, events_of(db, id), maps);
}

/// Whether the events of a change come after all that is there: then they can be applied to it.
bool is_in_order(const Deal& before, const Change& change) {
  auto last = before.last_event_at;
  for (const auto& event : change) {
    if (event.at < last) return false;
    last = event.at;
  }
  return before.event_count > 0;
}

}  // namespace

std::optional<Deal> find_deal(Connection& db, const Viewer& viewer, DealId id,
                              const MapVersions& maps) {
  auto found = find_deals(db, viewer, std::span(&id, 1), maps);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<Deal> find_deals(Connection& db, const Viewer& viewer, std::span<const DealId> ids,
                             const MapVersions& maps) {
  std::vector<Deal> deals;
  if (ids.empty()) return deals;
  Sql sql("SELECT d.id FROM deals d WHERE d.id IN (");
  sql.add(sql.parameters(ids)).add(")" + sees_deals(sql, viewer, "d"));
  std::vector<DealId> seen;
  for (const Row& row : sql.query(db)) seen.push_back(row.get<DealId>(0));
  // One without events came from an import that was undone.
  const auto histories = events_of(db, seen);
  deals.reserve(seen.size());
  for (const auto id : ids)
    if (const auto found = histories.find(id); found != histories.end())
      deals.push_back(selling::fold(id, found->second, maps));
  return deals;
}

Deal get_deal(Connection& db, const Viewer& viewer, DealId id, const MapVersions& maps) {
  if (auto deal = find_deal(db, viewer, id, maps)) return *std::move(deal);
  throw Error(ErrorKind::not_found, say("There is no deal {}, or you may not see it.", id.value));
}

Deal create_deal(Transaction& transaction, const Change& change, const MapVersions& maps,
                 std::optional<ImportId> import) {
  assert(!change.empty() && change.front().kind == selling::EventKind::created);
  auto& db = transaction.db();
  const auto id =
      db.get_value<DealId>("INSERT INTO deals (import_id) VALUES ($1) RETURNING id", import);
  insert_events(transaction, id, change, import);
  auto deal = fold_stored(db, id, maps);
  write_copies(db, deal);
  return deal;
}

Deal append(Transaction& transaction, const Deal& before, const Change& change,
            const MapVersions& maps, std::optional<ImportId> import) {
  auto& db = transaction.db();
  insert_events(transaction, before.id, change, import);
  auto deal = is_in_order(before, change) ? selling::after(before, change, maps)
                                          : fold_stored(db, before.id, maps);
  // Whoever was faster is among the events now, or has moved the revision.
  update_copies(db, before, deal);
  return deal;
}

}  // namespace stagecraft::store
