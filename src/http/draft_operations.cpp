#include <fmt/format.h>

#include <boost/json.hpp>

#include "http/draft_shapes.h"
#include "http/json_parser.h"
#include "http/resources.h"
#include "http/stream_answers.h"
#include "http/write_once.h"
#include "process/edit_text.h"
#include "process/operations_json.h"

namespace stagecraft::http {

struct DraftOperations {
  std::int64_t base_seq = 0;
  std::vector<RawJson> ops;
  static constexpr Note notes[] = {
      {.field = "base_seq",
       .text = "Of the draft that the operations were made on; 0: the newest version, while there "
               "was no draft",
       .least = 0},
      {.field = "ops",
       .text = "Operations as GET /api/processes/{process}/changes gives them",
       .least = 1,
       .most = process::limits::operations}};
};
BOOST_DESCRIBE_STRUCT(DraftOperations, (), (base_seq, ops))

struct DraftSeq {
  std::int64_t seq = 0;
};
BOOST_DESCRIBE_STRUCT(DraftSeq, (), (seq))

/// An operation that does not apply.
struct MapConflict {
  std::string path;  ///< In the request, `/ops/0`.
  std::string message;
  RawJson operation;  ///< What was asked for,
  RawJson now;        ///< and what stands there instead.
};
BOOST_DESCRIBE_STRUCT(MapConflict, (), (path, message, operation, now))

/// What the refusal of operations says beside the sentence.
struct DraftConflicts {
  std::vector<MapConflict> conflicts;
  std::vector<MapOps> since;
  bool since_is_complete = false;
  std::int64_t seq = 0;
  static constexpr Note notes[] = {
      {.field = "since", .text = "What was accepted after base_seq, oldest first"},
      {.field = "since_is_complete",
       .text = "Whether they lead from base_seq to the draft; otherwise read it anew"}};
};
BOOST_DESCRIBE_STRUCT(DraftConflicts, (), (conflicts, since, since_is_complete, seq))

MapOps to_map_ops(selling::ProcessId process, const store::DraftChange& change) {
  return {.process = process,
          .seq = change.seq,
          .by = change.by,
          .at = change.at,
          .ops = {change.operations}};
}

store::Draft draft_or_head(const Desk& desk, selling::ProcessId process) {
  const auto row = desk.process(process);
  if (auto draft = store::find_draft(desk.db(), process)) return *std::move(draft);
  const auto version = store::find_version(desk.db(), {process, row.head});
  if (!version)
    throw base::Error(base::ErrorKind::not_found,
                      base::say("Process {} has no draft and no version.", process.value));
  return {.process = process, .based_on = row.head, .text = version->own_text};
}

namespace {

using base::Error;
using base::ErrorKind;

constexpr int most_told = 1'000;

/// A request for operations on a draft, and how it is refused.
class Attempt {
 public:
  Attempt(const Desk& desk, const store::Draft& draft, const DraftOperations& wanted,
          const process::SentOperations& sent)
      : desk_(desk), draft_(draft), wanted_(wanted), sent_(sent) {}

  process::EditedText run() const {
    require_known_number();
    require_readable();
    auto edited =
        process::edit_text(draft_.text, "map.yaml", sent_.operations, published_maps(desk_));
    if (!edited.conflicts.empty()) refuse_conflicts(edited.conflicts);
    if (!edited.loaded.ok()) refuse_map(edited.loaded.errors);
    if (edited.text.size() > static_cast<std::size_t>(longest_map))
      throw Error(ErrorKind::too_large,
                  base::say("The map would be longer than {} characters.", longest_map));
    return edited;
  }

 private:
  void require_known_number() const {
    const auto last = store::last_draft_seq(desk_.db(), draft_.process);
    if (wanted_.base_seq <= last) return;
    throw Error(ErrorKind::invalid,
                base::say("base_seq is later than the draft, which is at {}.", last),
                {{.at = "/base_seq",
                  .message = base::say("is later than the draft, which is at {}", last),
                  .mend = "Read the draft again."}});
  }

  void require_readable() const {
    const auto loaded = read_map_text(desk_, draft_.text);
    if (!loaded.ok())
      refuse("The draft is no map that can be read, so it takes no operations. Mend its text.",
             faults_of(loaded));
  }

  [[noreturn]] void refuse_conflicts(
      const std::vector<process::OperationConflict>& conflicts) const {
    std::vector<MapConflict> told;
    std::vector<base::Fault> faults;
    for (const auto& conflict : conflicts) {
      const auto path = fmt::format("/ops/{}", conflict.index);
      faults.push_back({.at = path, .message = conflict.message, .mend = {}});
      told.push_back({path, desk_.told(conflict.message), as_json(sent_.operations[conflict.index]),
                      as_json(conflict.now)});
    }
    refuse("The draft is no longer as these operations take it to be.", std::move(faults),
           std::move(told));
  }

  [[noreturn]] void refuse(base::Sentence detail, std::vector<base::Fault> faults = {},
                           std::vector<MapConflict> conflicts = {}) const {
    const auto history =
        store::draft_changes_after(desk_.db(), draft_.process, wanted_.base_seq, most_told);
    DraftConflicts members{
        .conflicts = std::move(conflicts),
        .since = {},
        .since_is_complete = history.is_complete && history.changes.size() < most_told,
        .seq = history.last};
    for (const auto& change : history.changes)
      members.since.push_back(to_map_ops(draft_.process, change));
    throw Refusal({.status = 409,
                   .detail = std::move(detail),
                   .faults = std::move(faults),
                   .members = to_json(members)});
  }

  /// What the operations brought is named by its place in the request, all else by its line.
  [[noreturn]] void refuse_map(const std::vector<process::ReadingError>& errors) const {
    std::vector<base::Fault> faults;
    for (const auto& error : errors) {
      const bool is_sent = error.place.file == process::SentOperations::file_name;
      const auto line = static_cast<std::size_t>(error.place.line);
      faults.push_back(
          {.at = is_sent && line > 0 ? sent_.pointers.at(line - 1) : fmt::format("line {}", line),
           .message = error.message,
           .mend = error.mend});
    }
    throw Error(ErrorKind::invalid,
                base::say("With these operations the map would no longer load: {}.",
                          errors.front().message),
                std::move(faults));
  }

  template <class T>
  static RawJson as_json(const T& value) {
    return {boost::json::serialize(process::to_json(value))};
  }

  const Desk& desk_;
  const store::Draft& draft_;
  const DraftOperations& wanted_;
  const process::SentOperations& sent_;
};

process::SentOperations read_sent(const std::vector<RawJson>& ops) {
  boost::json::array list;
  for (const auto& op : ops) list.push_back(parse_json(op.text));
  return process::read_operations(list);
}

Response operate(const Request& request, App& app) {
  const auto wanted = request.read<DraftOperations>();
  const auto sent = read_sent(wanted.ops);
  const auto id = request.id_of<selling::ProcessId>("process");
  auto response = write_once(request, app, [&](const Desk& desk, store::Transaction& transaction) {
    auto draft = draft_or_head(desk, id);
    draft.text = Attempt(desk, draft, wanted, sent).run().text;
    draft.changed_at = desk.now();
    draft.changed_by = desk.actor().person;
    const auto operations = boost::json::serialize(process::to_json(sent.operations));
    return reply(200, DraftSeq{store::put_draft(transaction, draft, operations)});
  });
  wake_followers(app);
  return response;
}

}  // namespace

void add_draft_operations(Routes& routes) {
  routes.add(
      {.method = Method::post,
       .path = "/api/processes/{process}/draft/operations",
       .access = Access::with(selling::Right::map_edit),
       .summary = "Change the draft by operations, all of them or none",
       .text = "An operation needs that what it changes is as it says, not that the draft is at "
               "`base_seq`: changes of different fields never collide. A process without a draft "
               "gets one from its newest version. The text of the draft is written anew in "
               "canonical form, with its comments; where it extends another map, with what it "
               "then states differently.",
       .body = &shape_of<DraftOperations>(),
       .replies = {{200, "They are in the draft", &shape_of<DraftSeq>()},
                   {404, "There is no such process"},
                   {409, "What they change has changed, or the draft takes no operations",
                    &shape_of<DraftConflicts>(), problem_type}},
       .handler = operate,
       .takes_idempotency_key = true});
}

}  // namespace stagecraft::http
