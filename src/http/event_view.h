#pragma once

#include <optional>
#include <string>

#include "http/shape.h"
#include "store/events.h"

namespace stagecraft::history {

BOOST_DESCRIBE_ENUM(EventKind, created, stage_entered, won, lost, no_decision, finished, reopened,
                    criterion_met, criterion_withdrawn, exception_made, attribute_changed,
                    touchpoint, literature_given, promise_made, promise_kept, promise_moved,
                    promise_withdrawn, plan_changed, step_confirmed, contact_role_set,
                    agreement_set, objection_raised, objection_answered, objection_closed,
                    quote_made, quote_approved, quote_refused, payment, handed_over,
                    onboarding_confirmed, origin_set, migrated, merged_into, deleted, recalled)
BOOST_DESCRIBE_ENUM(Precision, time, date, unknown)

}  // namespace stagecraft::history

namespace stagecraft::http {

/// An event as whoever follows is told of it. Texts that people typed are left out: they can be
/// erased here, and could not be there. Who wants them reads the deal.
struct EventView {
  store::EventId id;
  selling::DealId deal;
  selling::EventKind kind = selling::EventKind::created;
  std::string symbol, from, to;
  std::optional<selling::PersonId> actor;
  base::Instant at{};
  selling::Precision precision = selling::Precision::time;
  base::Instant recorded_at{};
  RawJson details;
};
BOOST_DESCRIBE_STRUCT(EventView, (),
                      (id, deal, kind, symbol, from, to, actor, at, precision, recorded_at,
                       details))

EventView to_event_view(const store::StoredEvent& stored);

}  // namespace stagecraft::http
