#include <fmt/format.h>

#include <boost/json.hpp>

#include "http/audit.h"
#include "http/deal_shapes.h"
#include "http/draft_shapes.h"
#include "http/language.h"
#include "http/map_pictures.h"
#include "http/precondition.h"
#include "http/resources.h"
#include "http/stream_answers.h"
#include "http/write_once.h"
#include "process/diff.h"
#include "process/map_json.h"
#include "process/operations_json.h"
#include "process/templates.h"

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
  RawJson map;
  MapCheck check;
  static constexpr Note notes[] = {
      {.field = "map", .text = "What the text means, resolved; null where it cannot be read"}};
};
BOOST_DESCRIBE_STRUCT(DraftView, (), (based_on, text, seq, changed_at, changed_by, map, check))

struct DraftText {
  std::string text;
  static constexpr Note notes[] = {{.field = "text", .most = longest_map}};
};
BOOST_DESCRIBE_STRUCT(DraftText, (), (text))

struct GetDraft {
  bool defaults = false;
  static constexpr Note notes[] = {
      {.field = "defaults", .text = "Write defaults into the map", .may_be_left_out = true}};
};
BOOST_DESCRIBE_STRUCT(GetDraft, (), (defaults))

struct GetDraftPicture {
  std::string view = "overview", theme = "light";
  static constexpr Note notes[] = {
      {.field = "view", .text = "overview, lanes or goal:ID", .may_be_left_out = true},
      {.field = "theme", .text = "light, dark or print", .may_be_left_out = true}};
};
BOOST_DESCRIBE_STRUCT(GetDraftPicture, (), (view, theme))

struct MapTemplate {
  std::string id, name, summary, text;
};
BOOST_DESCRIBE_STRUCT(MapTemplate, (), (id, name, summary, text))

struct MapTemplates {
  std::vector<MapTemplate> templates;
};
BOOST_DESCRIBE_STRUCT(MapTemplates, (), (templates))

/// For the audit.
struct PublishedVersion {
  int version = 0;
};
BOOST_DESCRIBE_STRUCT(PublishedVersion, (), (version))

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
  throw Error(ErrorKind::not_found, base::say("Process {} has no draft.", id.value));
}

Response create_draft(const Request& request, App& app) {
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
    note_deed(desk, transaction, {store::AuditKind::process_added, id_text(id), loaded.map.name});
    return created(fmt::format("/api/processes/{}", id.value), CreatedProcess{id});
  });
}

/// The draft as it stands, and what its text says.
Response told(const Desk& desk, const store::Draft& draft, const process::LoadedMap& loaded,
              process::Defaults defaults = process::Defaults::left_out) {
  DraftView view{.based_on = draft.based_on,
                 .text = draft.text,
                 .seq = draft.seq,
                 .changed_at = draft.changed_at,
                 .changed_by = draft.changed_by,
                 .map = {},
                 .check = check_map_text(desk, loaded)};
  if (loaded.ok()) view.map = {process::write_json(loaded.map, defaults)};
  auto response = reply(200, view);
  response.with("ETag", to_etag(draft.seq));
  return in_language(std::move(response), desk.language());
}

Response show_draft(const Request& request, App& app) {
  const bool has_defaults = request.query<GetDraft>().defaults;
  const auto id = request.id_of<ProcessId>("process");
  return look(request, app, [&](const Desk& desk) {
    const auto draft = get_draft(desk, id);
    return told(desk, draft, read_map_text(desk, draft.text),
                has_defaults ? process::Defaults::written : process::Defaults::left_out);
  });
}

Response draw_draft(const Request& request, App& app) {
  const auto wanted = request.query<GetDraftPicture>();
  const auto id = request.id_of<ProcessId>("process");
  return look(request, app, [&](const Desk& desk) {
    const auto draft = get_draft(desk, id);
    const auto loaded = read_map_text(desk, draft.text);
    refuse_unreadable(loaded);
    Response response;
    response.type = "image/svg+xml";
    response.body = draw_unmeasured(loaded.map, wanted.view, wanted.theme,
                                    fmt::format("Draft of version {}", desk.process(id).head + 1));
    return with_etag(std::move(response), to_etag(draft.seq), request);
  });
}

/// What makes the one text out of the other; nullopt where either is no map that can be read.
std::optional<std::string> operations_between(const Desk& desk, const std::string& before,
                                              const process::LoadedMap& after) {
  const auto loaded = read_map_text(desk, before);
  if (!loaded.ok() || !after.ok()) return {};
  return boost::json::serialize(process::to_json(process::diff(loaded.map, after.map)));
}

Response put_draft(const Request& request, App& app) {
  const auto wanted = request.read<DraftText>();
  const auto id = request.id_of<ProcessId>("process");
  auto response = write(request, app, [&](const Desk& desk, store::Transaction& transaction) {
    auto draft = draft_or_head(desk, id);
    require_match(request, to_etag(draft.seq));
    const auto loaded = read_map_text(desk, wanted.text);
    const auto operations = operations_between(desk, draft.text, loaded);
    draft.text = wanted.text;
    draft.changed_at = desk.now();
    draft.changed_by = desk.actor().person;
    draft.seq = store::put_draft(transaction, draft, operations);
    return told(desk, draft, loaded);
  });
  wake_followers(app);
  return response;
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
  auto response = write_once(request, app, [&](const Desk& desk, store::Transaction& transaction) {
    const auto row = desk.process(id);
    const auto draft = get_draft(desk, id);
    const auto loaded = read_map_text(desk, draft.text);
    refuse_unfit(desk, loaded);
    if (loaded.map.id != row.map_id)
      throw Error(ErrorKind::invalid,
                  base::say("The id of this process's map is '{}'; it cannot become '{}'.",
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
    note_change(
        desk, transaction, {store::AuditKind::version_published, id_text(id), loaded.map.name},
        to_json(PublishedVersion{draft.based_on}), to_json(PublishedVersion{version.number}));
    return created(fmt::format("/api/processes/{}/versions/{}", id.value, version.number), version);
  });
  wake_followers(app);
  return response;
}

Response give_up(const Request& request, App& app) {
  const auto id = request.id_of<ProcessId>("process");
  auto response = write(request, app, [&](const Desk& desk, store::Transaction& transaction) {
    require_match(request, to_etag(get_draft(desk, id).seq));
    store::remove_draft(transaction, id);
    note_deed(desk, transaction,
              {store::AuditKind::draft_given_up, id_text(id), desk.process(id).name});
    return no_content();
  });
  wake_followers(app);
  return response;
}

Response list_templates(const Request& request, App& app) {
  return look(request, app, [](const Desk& desk) {
    MapTemplates list;
    for (const auto name : process::template_names()) {
      auto text =
          process::new_map({.template_name = std::string(name), .since = desk.today()}).value();
      const auto loaded = process::read_map(text, std::string(name));
      list.templates.push_back(
          {std::string(name), loaded.map.name, loaded.map.summary, std::move(text)});
    }
    return reply(200, list);
  });
}

}  // namespace

void add_process_drafts(Routes& routes) {
  routes.add({.path = "/api/map-templates",
              .access = Access::with(Right::map_read),
              .summary = "Maps to begin a process from",
              .text = "Each says that it is borrowed until the team has made it its own.",
              .replies = {{200, "The templates", &shape_of<MapTemplates>()}},
              .handler = list_templates});
  routes.add({.method = Method::delete_,
              .path = "/api/processes/{process}/draft",
              .access = Access::with(Right::map_edit),
              .summary = "Give the draft up",
              .text = "If-Match has to name its ETag. The versions stay.",
              .replies = {{204, "It is gone"},
                          {404, "There is no such process, or it has no draft"},
                          {412, "It is no longer as If-Match says"},
                          {428, "If-Match is missing"}},
              .handler = give_up});
  routes.add({.method = Method::post,
              .path = "/api/processes",
              .access = Access::with(Right::map_edit),
              .summary = "Create a process from a map; it begins as a draft",
              .body = &shape_of<NewProcessText>(),
              .replies = {{201, "The process", &shape_of<CreatedProcess>()},
                          {409, "There is a process with this map id"}},
              .handler = create_draft,
              .takes_idempotency_key = true});
  routes.add({.path = "/api/processes/{process}/draft",
              .access = Access::with(Right::map_read),
              .summary = "The next version as it is being written, and what the check says",
              .text = "Its ETag is its `seq`.",
              .query = &shape_of<GetDraft>(),
              .replies = {{200, "The draft", &shape_of<DraftView>()},
                          {404, "There is no such process, or it has no draft"}},
              .handler = show_draft});
  routes.add({.path = "/api/processes/{process}/draft/picture",
              .access = Access::with(Right::map_read),
              .summary = "The next version as it is being written, as a picture",
              .text = "As what a version tells with `format=svg`. Its ETag is the draft's `seq`.",
              .query = &shape_of<GetDraftPicture>(),
              .replies = {{200, "The picture", nullptr, "image/svg+xml"},
                          {304, "It is what the client has"},
                          {404, "There is no such process, or it has no draft"},
                          {422, "The draft's text is no map that can be read"}},
              .handler = draw_draft});
  routes.add({.method = Method::put,
              .path = "/api/processes/{process}/draft",
              .access = Access::with(Right::map_edit),
              .summary = "Write the draft as a whole",
              .text = "If-Match has to name its ETag, `\"0\"` where there is none yet. What it "
                      "changes is told to others as operations where both texts can be read.",
              .body = &shape_of<DraftText>(),
              .replies = {{200, "The draft", &shape_of<DraftView>()},
                          {404, "There is no such process"},
                          {412, "It is no longer as If-Match says"},
                          {428, "If-Match is missing"}},
              .handler = put_draft});
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
