#include "http/deal_topic.h"

#include <fmt/format.h>

#include <algorithm>

#include "http/event_view.h"
#include "store/events.h"
#include "store/imports.h"

namespace stagecraft::http {

/// Whoever sees all is one, whoever they are.
std::string DealTopic::audience() const {
  if (viewer_.scope == store::Scope::all) return "all";
  return fmt::format("{} {} {}", static_cast<int>(viewer_.scope), viewer_.person.value,
                     viewer_.team ? viewer_.team->value : 0);
}

std::int64_t DealTopic::last(store::Connection& db) const {
  return std::max(store::last_event(db).value, store::last_undoing(db).value);
}

StreamPage DealTopic::after(store::Connection& db, std::int64_t number) const {
  const auto found = store::events_after(db, viewer_, store::EventId{number}, page_events);
  const auto undone = store::undoing_after(db, store::EventId{number});
  StreamPage page{.text = {}, .count = 0, .up_to = found.up_to.value};
  for (const auto& event : found.events) {
    if (undone && event.id.value > undone->value) break;
    if (page.text.size() >= page_bytes) {
      page.up_to = found.events[static_cast<std::size_t>(page.count) - 1].id.value;
      return page;
    }
    const auto view = to_event_view(event);
    page.text += stream_event(view.id.value, "deal_event", to_json(view));
    ++page.count;
  }
  const bool has_more_before = undone && found.up_to.value < undone->value &&
                               found.up_to.value < store::last_event(db).value;
  if (!undone || has_more_before) return page;
  page.text += stream_event(undone->value, "reset", "{}");
  page.up_to = undone->value;
  ++page.count;
  return page;
}

}  // namespace stagecraft::http
