#include "tests/store/world.h"

#include "process/reader.h"
#include "store/people.h"

namespace stagecraft::store {
namespace {

using history::EventKind;
using selling::Change;
using selling::Deal;
using selling::Event;

constexpr std::string_view map_text = R"(stagecraft: 1
id: direct
name: Direct sales
goals:
  - id: win
    name: Win
    stages:
      - {id: needs, name: Needs, exit: [{id: told, text: The buyer tells what hurts}]}
      - {id: trial, name: Trial}
      - {id: signing, name: Signing}
outcomes:
  - {id: ordered, name: Ordered, kind: won, on_leaving: signing}
  - {id: gone, name: Gone, kind: lost}
)";

}  // namespace

base::Instant at(int day_of_year) {
  return base::Instant(day(day_of_year)) + std::chrono::hours(12);
}

base::Day day(int day_of_year) {
  return base::Day(std::chrono::year(2026) / 1 / 1) + std::chrono::days(day_of_year - 1);
}

void World::SetUp() {
  StoreTest::SetUp();
  if (IsSkipped()) return;
  create_workspace(location(), name());
  workspace_.emplace(location(), name());
  workspace().write([this](Transaction& tx) {
    north_ = create_team(tx, "North", at(1));
    south_ = create_team(tx, "South", at(1));
    ann_ = create_person(tx, {.email = "ann@example.org",
                              .name = "Ann",
                              .role = "rep",
                              .team = north_,
                              .created_at = at(1)});
    bob_ = create_person(tx, {.email = "bob@example.org",
                              .name = "Bob",
                              .role = "rep",
                              .team = south_,
                              .created_at = at(1)});
    const auto process = create_process(
        tx, {.map_id = "direct", .name = "Direct sales", .owner = ann_, .by = ann_, .at = at(1)});
    version_ = publish(tx, {.process = process,
                            .own_text = std::string(map_text),
                            .map = process::read_map(map_text, "direct.yaml").map,
                            .at = at(1),
                            .by = ann_});
  });
}

Event World::event(EventKind kind, std::string symbol, base::Instant when) const {
  Event event;
  event.kind = kind;
  event.symbol = std::move(symbol);
  event.actor = ann_;
  event.at = event.recorded_at = when;
  return event;
}

Event World::set(std::string attribute, std::string to, base::Instant when) const {
  auto changed = event(EventKind::attribute_changed, std::move(attribute), when);
  changed.to = std::move(to);
  return changed;
}

Deal World::deal(const std::string& deal_name, std::vector<Event> events) {
  auto created = event(EventKind::created, "", at(1));
  created.to = selling::to_text(version_);
  created.note = deal_name;
  events.insert(events.begin(), {created, set("owner", std::to_string(ann_.value), at(1)),
                                 set("team", std::to_string(north_.value), at(1))});
  return workspace().write([&](Transaction& tx) {
    return create_deal(tx, events, StoredMaps(tx.db(), maps_, base::Zone()));
  });
}

Deal World::add(const Deal& before, const Change& change) {
  return workspace().write([&](Transaction& tx) {
    return append(tx, before, change, StoredMaps(tx.db(), maps_, base::Zone()));
  });
}

Deal World::load(selling::DealId id, const Viewer& viewer) {
  return workspace().read([&](Connection& db) {
    return get_deal(db, viewer, id, StoredMaps(db, maps_, base::Zone()));
  });
}

}  // namespace stagecraft::store
