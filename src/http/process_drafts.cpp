#include <fmt/format.h>

#include "http/deal_shapes.h"
#include "http/map_texts.h"
#include "http/resources.h"
#include "http/write_once.h"
#include "store/drafts.h"

namespace stagecraft::http {

struct NewProcessText {
  std::string text;
  static constexpr Note notes[] = {{.field = "text",
                                    .text = "A map in YAML; its id and name are the process's",
                                    .least = 1,
                                    .most = longest_map}};
};
BOOST_DESCRIBE_STRUCT(NewProcessText, (), (text))

struct CreatedProcess {
  selling::ProcessId process;
};
BOOST_DESCRIBE_STRUCT(CreatedProcess, (), (process))

struct DraftView {
  int based_on = 0;
  std::string text;
  std::int64_t seq = 0;
  base::Instant changed_at{};
  std::optional<selling::PersonId> changed_by;
  MapCheck check;
};
BOOST_DESCRIBE_STRUCT(DraftView, (), (based_on, text, seq, changed_at, changed_by, check))

struct DraftText {
  std::string text;
  std::int64_t seq = 0;
  static constexpr Note notes[] = {
      {.field = "text", .most = longest_map},
      {.field = "seq", .text = "Of the draft that this one follows; 0: there was none"}};
};
BOOST_DESCRIBE_STRUCT(DraftText, (), (text, seq))

struct Publishing {
  std::string note;
  static constexpr Note notes[] = {
      {.field = "note", .text = "What is new", .most = 2000, .may_be_left_out = true}};
};
BOOST_DESCRIBE_STRUCT(Publishing, (), (note))

namespace {

using base::Error;
using base::ErrorKind;
using selling::ProcessId;
using selling::Right;

store::Draft get_draft(const Desk& desk, ProcessId id) {
  desk.process(id);
  if (auto draft = store::find_draft(desk.db(), id)) return *std::move(draft);
  throw Error(ErrorKind::not_found, fmt::format("Process {} has no draft.", id.value));
}

Response create(const Request& request, App& app) {
  const auto text = request.read<NewProcessText>().text;
  return write_once(request, app, [&](const Desk& desk, store::Transaction& transaction) {
    const auto loaded = read_map_text(desk, text);
    refuse_unreadable(loaded);
    const auto by = desk.actor().person;
    const auto id = store::create_process(transaction, {.map_id = loaded.map.id,
                                                        .name = loaded.map.name,
                                                        .owner = by,
                                                        .by = by,
                                                        .at = desk.now()});
    store::put_draft(transaction,
                     {.process = id, .text = text, .changed_at = desk.now(), .changed_by = by});
    return created(fmt::format("/api/processes/{}", id.value), CreatedProcess{id});
  });
}

Response get(const Request& request, App& app) {
  const auto id = request.id_of<ProcessId>("process");
  return look(request, app, [&](const Desk& desk) {
    auto draft = get_draft(desk, id);
    DraftView view{.based_on = draft.based_on,
                   .text = std::move(draft.text),
                   .seq = draft.seq,
                   .changed_at = draft.changed_at,
                   .changed_by = draft.changed_by,
                   .check = {}};
    view.check = check_map_text(read_map_text(desk, view.text), desk.today());
    return reply(200, view);
  });
}

Response put(const Request& request, App& app) {
  const auto wanted = request.read<DraftText>();
  const auto id = request.id_of<ProcessId>("process");
  return write(request, app, [&](const Desk& desk, store::Transaction& transaction) {
    const auto row = desk.process(id);
    const auto before = store::find_draft(desk.db(), id);
    DraftView view{.based_on = before ? before->based_on : row.head,
                   .text = wanted.text,
                   .seq = 0,
                   .changed_at = desk.now(),
                   .changed_by = desk.actor().person,
                   .check = check_map_text(read_map_text(desk, wanted.text), desk.today())};
    view.seq = store::put_draft(transaction, {.process = id,
                                              .based_on = view.based_on,
                                              .text = view.text,
                                              .seq = wanted.seq,
                                              .changed_at = view.changed_at,
                                              .changed_by = view.changed_by});
    return reply(200, view);
  });
}

/// The version of the process that a map extends, if it does.
std::optional<selling::MapVersion> base_of(const Desk& desk, const process::Map& map) {
  constexpr std::string_view extension = ".yaml";
  if (!map.extends.ends_with(extension)) return {};
  const auto row = store::find_process(
      desk.db(), std::string_view(map.extends).substr(0, map.extends.size() - extension.size()));
  if (!row) return {};
  return selling::MapVersion{row->id, row->head};
}

Response publish(const Request& request, App& app) {
  const auto wanted = request.read<Publishing>();
  const auto id = request.id_of<ProcessId>("process");
  return write_once(request, app, [&](const Desk& desk, store::Transaction& transaction) {
    const auto row = desk.process(id);
    const auto draft = get_draft(desk, id);
    const auto loaded = read_map_text(desk, draft.text);
    refuse_unfit(loaded, desk.today());
    if (loaded.map.id != row.map_id)
      throw Error(ErrorKind::invalid,
                  fmt::format("The id of this process's map is '{}'; it cannot become '{}'.",
                              row.map_id, loaded.map.id));
    const auto version = store::publish(transaction, {.process = id,
                                                      .head = draft.based_on,
                                                      .own_text = draft.text,
                                                      .map = loaded.map,
                                                      .base = base_of(desk, loaded.map),
                                                      .at = desk.now(),
                                                      .by = desk.actor().person,
                                                      .note = wanted.note});
    store::remove_draft(transaction, id);
    return created(fmt::format("/api/processes/{}/versions/{}", id.value, version.number), version);
  });
}

}  // namespace

void add_process_drafts(Routes& routes) {
  routes.add({.method = Method::post,
              .path = "/api/processes",
              .access = Access::with(Right::map_edit),
              .summary = "Create a process from a map; it begins as a draft",
              .body = &shape_of<NewProcessText>(),
              .replies = {{201, "The process", &shape_of<CreatedProcess>()},
                          {409, "There is a process with this map id"}},
              .handler = create,
              .takes_idempotency_key = true});
  routes.add({.path = "/api/processes/{process}/draft",
              .access = Access::with(Right::map_read),
              .summary = "The next version as it is being written, and what the check says",
              .replies = {{200, "The draft", &shape_of<DraftView>()},
                          {404, "There is no such process, or it has no draft"}},
              .handler = get});
  routes.add({.method = Method::put,
              .path = "/api/processes/{process}/draft",
              .access = Access::with(Right::map_edit),
              .summary = "Write the draft",
              .body = &shape_of<DraftText>(),
              .replies = {{200, "The draft", &shape_of<DraftView>()},
                          {404, "There is no such process"},
                          {409, "Somebody else has changed it"}},
              .handler = put});
  routes.add({.method = Method::post,
              .path = "/api/processes/{process}/versions",
              .access = Access::with(Right::map_publish),
              .summary = "Publish the draft; deals that are created from now on run on it",
              .text = "A map with findings of severity `error` is refused with all of them.",
              .body = &shape_of<Publishing>(),
              .replies = {{201, "The version", &shape_of<selling::MapVersion>()},
                          {404, "There is no such process, or it has no draft"}},
              .handler = publish,
              .takes_idempotency_key = true});
}

}  // namespace stagecraft::http
