#include <fmt/format.h>

#include "http/draft_shapes.h"
#include "http/resources.h"
#include "http/stream_answers.h"

namespace stagecraft::http {
namespace {

using selling::ProcessId;

/// What changes the draft of a process, by its `seq`; event `map_ops`, and `reset` for what no
/// operations tell: another text as a whole, or that the draft was published or given up.
class DraftTopic : public StreamTopic {
 public:
  explicit DraftTopic(ProcessId process) : process_(process) {}

  std::string log() const override { return fmt::format("draft {}", process_.value); }
  std::string audience() const override { return {}; }
  bool shows_listeners() const override { return true; }
  std::int64_t last(store::Connection& db) const override {
    return store::last_draft_seq(db, process_);
  }
  StreamPage after(store::Connection& db, std::int64_t number) const override {
    const auto history = store::draft_changes_after(db, process_, number, page_events);
    if (!history.is_complete)
      return {.text = stream_event(history.last, "reset", "{}"), .count = 1, .up_to = history.last};
    StreamPage page{.text = {}, .count = 0, .up_to = history.last};
    for (const auto& change : history.changes) {
      if (page.text.size() >= page_bytes) break;
      const auto view = to_map_ops(process_, change);
      page.text += stream_event(view.seq, "map_ops", to_json(view));
      page.up_to = view.seq;
      ++page.count;
    }
    return page;
  }

 private:
  ProcessId process_;
};

Response follow_draft_events(const Request& request, App& app) {
  const auto id = request.id_of<ProcessId>("process");
  look(request, app, [&](const Desk& desk) { return desk.process(id); });
  return open_stream(request, app, std::make_shared<DraftTopic>(id));
}

}  // namespace

void add_draft_events(Routes& routes) {
  routes.add(
      {.path = "/api/processes/{process}/draft/events",
       .access = Access::with(selling::Right::map_read),
       .summary = "Follow what changes the draft of a process",
       .text =
           "Server-sent events, each with the draft's `seq` as id. Event `map_ops` has as data "
           "what `MapOps` describes: operations that were accepted, to be applied to the state "
           "before. Event `reset` says that no operations lead on: the text was written as a "
           "whole, the draft was published, or the database was put back; read the draft anew. "
           "Event `here` has no id and tells who follows the draft on this server, the listener "
           "too, whenever that changes: `{\"people\":[3,5]}`. "
           "Whoever comes back with the last id in Last-Event-ID is told all that came since, "
           "once. The stream ends when the person signs out or gets other rights.",
       .query = &shape_of<FollowEvents>(),
       .replies = {{200, "The operations", &shape_of<MapOps>(), "text/event-stream"},
                   {404, "There is no such process"}},
       .handler = follow_draft_events});
}

}  // namespace stagecraft::http
