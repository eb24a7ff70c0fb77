#include "http/event_view.h"

namespace stagecraft::http {

EventView to_event_view(const store::StoredEvent& stored) {
  const auto& event = stored.event;
  auto details = selling::to_json(event.details);
  return {.id = stored.id,
          .deal = stored.deal,
          .kind = event.kind,
          .symbol = event.symbol,
          .from = event.from,
          .to = event.to,
          .actor = event.actor,
          .at = event.at,
          .precision = event.precision,
          .recorded_at = event.recorded_at,
          .details = {details.empty() ? "{}" : std::move(details)}};
}

}  // namespace stagecraft::http
