#include "http/deal_topic.h"

#include <fmt/format.h>

#include "http/event_view.h"
#include "store/events.h"

namespace stagecraft::http {

/// Whoever sees all is one, whoever they are.
std::string DealTopic::audience() const {
  if (viewer_.scope == store::Scope::all) return "all";
  return fmt::format("{} {} {}", static_cast<int>(viewer_.scope), viewer_.person.value,
                     viewer_.team ? viewer_.team->value : 0);
}

std::int64_t DealTopic::last(store::Connection& db) const { return store::last_event(db).value; }

StreamPage DealTopic::after(store::Connection& db, std::int64_t number) const {
  const auto found = store::events_after(db, viewer_, store::EventId{number}, page_events);
  StreamPage page{.text = {}, .count = 0, .up_to = found.up_to.value};
  for (const auto& event : found.events) {
    if (page.text.size() >= page_bytes) {
      page.up_to = found.events[static_cast<std::size_t>(page.count) - 1].id.value;
      break;
    }
    const auto view = to_event_view(event);
    page.text += stream_event(view.id.value, "deal_event", to_json(view));
    ++page.count;
  }
  return page;
}

}  // namespace stagecraft::http
