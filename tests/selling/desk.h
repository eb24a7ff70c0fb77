#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "history/value_text.h"
#include "selling/words.h"
#include "tests/selling/world.h"

/// A desk for tests of verbs: one process, one deal that follows what is done, a clock that is set
/// by day. Ana (person 1) sits at it.
namespace stagecraft::selling {

/// `2026-01-31`.
inline base::Day day(std::string_view iso) {
  return base::Day(std::chrono::days(history::parse_iso_day(iso).value()));
}

/// Noon UTC of a day.
inline base::Instant noon(std::string_view iso) {
  return base::Instant(day(iso)) + std::chrono::hours(12);
}

inline Event told(EventKind kind, std::string_view iso, std::string_view symbol = {}) {
  Event event;
  event.kind = kind;
  event.symbol = symbol;
  event.at = event.recorded_at = noon(iso);
  event.actor = PersonId{1};
  return event;
}

class Desk {
 public:
  explicit Desk(const process::Map& map = process::plain_map({"a", "b", "c"}))
      : process_(world_.publish(map)) {
    on("2026-01-05");
    deal.id = DealId{1};
    auto created = told(EventKind::created, "2026-01-05");
    created.to = to_text(process_.id);
    act({created});
  }

  /// From now on it is noon of this day.
  Desk& on(std::string_view iso) {
    now_ = noon(iso);
    today_ = day(iso);
    return *this;
  }

  Setting setting(PersonId actor = PersonId{1}) const {
    return {.process = process_, .now = now_, .zone = {}, .actor = actor};
  }

  void act(const Change& change) { deal = after(deal, change, world_); }

  /// What happens today.
  void event(EventKind kind, std::string_view symbol) { act({at_now(kind, symbol)}); }
  void enter(std::string_view stage) { event(EventKind::stage_entered, stage); }
  void close(EventKind kind, std::string_view outcome) { event(kind, outcome); }
  void set(std::string_view attribute, std::string_view value) {
    auto changed = at_now(EventKind::attribute_changed, attribute);
    changed.from = deal.attribute(attribute);
    changed.to = value;
    act({changed});
  }
  void touch(process::TouchpointKind kind, std::vector<ContactId> contacts);

  base::Day today() const { return today_; }
  const World& world() const { return world_; }
  const ProcessVersion& process() const { return process_; }

  Deal deal;

 private:
  Event at_now(EventKind kind, std::string_view symbol) const {
    Event event;
    event.kind = kind;
    event.symbol = symbol;
    event.at = event.recorded_at = now_;
    event.actor = PersonId{1};
    return event;
  }

  World world_;
  const ProcessVersion& process_;
  base::Instant now_;
  base::Day today_;
};

inline void Desk::touch(process::TouchpointKind kind, std::vector<ContactId> contacts) {
  auto touchpoint = at_now(EventKind::touchpoint, to_word(kind));
  touchpoint.details.contacts = std::move(contacts);
  act({touchpoint});
}

/// The places of the faults of the Error that a verb throws.
inline std::vector<std::string> faults_of(const std::function<void()>& verb) {
  try {
    verb();
  } catch (const base::Error& error) {
    std::vector<std::string> places;
    for (const auto& fault : error.faults()) places.push_back(fault.at);
    return places;
  }
  ADD_FAILURE() << "nothing was refused";
  return {};
}

/// The kind of the Error that a verb throws.
inline base::ErrorKind refusal_of(const std::function<void()>& verb) {
  try {
    verb();
  } catch (const base::Error& error) {
    return error.kind();
  }
  ADD_FAILURE() << "nothing was refused";
  return {};
}

}  // namespace stagecraft::selling
