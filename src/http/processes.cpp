#include <fmt/format.h>

#include <boost/json.hpp>

#include "http/deal_acts.h"
#include "http/deal_shapes.h"
#include "http/draft_shapes.h"
#include "http/map_pictures.h"
#include "http/precondition.h"
#include "http/resources.h"
#include "process/diff.h"
#include "process/map_json.h"
#include "process/operations_json.h"
#include "process/sentences.h"
#include "store/drafts.h"
#include "store/processes.h"

namespace stagecraft::store {

BOOST_DESCRIBE_STRUCT(ProcessRow, (), (id, map_id, name, owner, created_at, head, archived_at))
BOOST_DESCRIBE_STRUCT(VersionRow, (), (id, sha256, base, published_at, published_by, note))

}  // namespace stagecraft::store

namespace stagecraft::http {

struct ProcessList {
  std::vector<store::ProcessRow> processes;
};
BOOST_DESCRIBE_STRUCT(ProcessList, (), (processes))

struct ProcessView {
  store::ProcessRow process;
  std::vector<store::VersionRow> versions;
};
BOOST_DESCRIBE_STRUCT(ProcessView, (), (process, versions))

enum class MapFormat { json, yaml, own, svg };
BOOST_DESCRIBE_ENUM(MapFormat, json, yaml, own, svg)

struct GetVersion {
  MapFormat format = MapFormat::json;
  bool defaults = false;
  std::string view = "overview", theme = "light";
  static constexpr Note notes[] = {
      {.field = "format",
       .text = "`yaml` stands alone, `own` is as it was written, with what it extends left out",
       .may_be_left_out = true},
      {.field = "defaults", .text = "json: write defaults into the map", .may_be_left_out = true},
      {.field = "view", .text = "svg: overview, lanes or goal:ID", .may_be_left_out = true},
      {.field = "theme", .text = "svg: light, dark or print", .may_be_left_out = true}};
};
BOOST_DESCRIBE_STRUCT(GetVersion, (), (format, defaults, view, theme))

struct CompareVersions {
  int from = 0;
  std::optional<int> to;
  static constexpr Note notes[] = {{.field = "from", .least = 1},
                                   {.field = "to", .text = "Left out: the draft", .least = 1}};
};
BOOST_DESCRIBE_STRUCT(CompareVersions, (), (from, to))

struct MapChanges {
  std::vector<std::string> sentences;  ///< In plain English, in the names of the map.
  RawJson operations;                  ///< That make the one out of the other.
};
BOOST_DESCRIBE_STRUCT(MapChanges, (), (sentences, operations))

namespace {

using selling::ProcessId;
using selling::Right;

[[noreturn]] void refuse_missing(selling::MapVersion id) {
  throw base::Error(base::ErrorKind::not_found,
                    base::say("Process {} has no version {}.", id.process.value, id.number));
}

Response list_processes(const Request& request, App& app) {
  return look(request, app, [](const Desk& desk) {
    return reply(200, ProcessList{store::list_processes(desk.db())});
  });
}

Response get_process(const Request& request, App& app) {
  const auto id = request.id_of<ProcessId>("process");
  return look(request, app, [&](const Desk& desk) {
    return reply(200, ProcessView{desk.process(id), store::list_versions(desk.db(), id)});
  });
}

Response told(const Desk& desk, const store::VersionRow& row, const GetVersion& wanted) {
  Response response;
  response.type = "application/yaml";
  switch (wanted.format) {
    case MapFormat::yaml:
      response.body = row.resolved_text;
      break;
    case MapFormat::own:
      response.body = row.own_text;
      break;
    case MapFormat::json:
      response.type = "application/json";
      response.body = process::write_json(
          desk.version(row.id).map,
          wanted.defaults ? process::Defaults::written : process::Defaults::left_out);
      break;
    case MapFormat::svg:
      response.type = "image/svg+xml";
      response.body = draw_unmeasured(desk.version(row.id).map, wanted.view, wanted.theme,
                                      fmt::format("Version {}", row.id.number));
      break;
  }
  return response;
}

Response get_version(const Request& request, App& app) {
  const auto wanted = request.query<GetVersion>();
  const selling::MapVersion id{request.id_of<ProcessId>("process"), number_of(request, "version")};
  return look(request, app, [&](const Desk& desk) {
    const auto row = store::find_version(desk.db(), id);
    if (!row) refuse_missing(id);
    return with_etag(told(desk, *row, wanted), fmt::format("\"{}\"", row->sha256), request,
                     Keeping::for_good);
  });
}

process::Map map_of_draft(const Desk& desk, ProcessId process) {
  const auto draft = store::find_draft(desk.db(), process);
  if (!draft)
    throw base::Error(base::ErrorKind::not_found,
                      base::say("Process {} has no draft.", process.value));
  auto loaded = read_map_text(desk, draft->text);
  if (!loaded.ok())
    throw base::Error(base::ErrorKind::invalid,
                      "The draft cannot be compared: its text is no map that can be read.",
                      {{.at = "?to",
                        .message = "the draft cannot be read",
                        .mend = "Name a version, or mend the draft first."}});
  return std::move(loaded.map);
}

Response compare(const Request& request, App& app) {
  const auto wanted = request.query<CompareVersions>();
  const auto process = request.id_of<ProcessId>("process");
  return look(request, app, [&](const Desk& desk) {
    const auto& from = desk.version({process, wanted.from}).map;
    const auto operations = process::diff(
        from, wanted.to ? desk.version({process, *wanted.to}).map : map_of_draft(desk, process));
    return reply(200, MapChanges{process::to_sentences(from, operations),
                                 {boost::json::serialize(process::to_json(operations))}});
  });
}

}  // namespace

void add_processes(Routes& routes) {
  routes.add({.path = "/api/processes",
              .access = Access::with(Right::map_read),
              .summary = "List processes",
              .replies = {{200, "All of them", &shape_of<ProcessList>()}},
              .handler = list_processes});
  routes.add({.path = "/api/processes/{process}",
              .access = Access::with(Right::map_read),
              .summary = "A process and its versions",
              .replies = {{200, "The process", &shape_of<ProcessView>()},
                          {404, "There is no such process"}},
              .handler = get_process});
  routes.add({.path = "/api/processes/{process}/versions/{version}",
              .access = Access::with(Right::map_read),
              .summary = "The map of a version as JSON, YAML or picture; it never changes",
              .query = &shape_of<GetVersion>(),
              .replies = {{200, "The map", &shape_of<RawJson>()},
                          {200, {}, nullptr, "application/yaml"},
                          {200, {}, nullptr, "image/svg+xml"},
                          {304, "It is what the client has"},
                          {404, "There is no such version"}},
              .handler = get_version});
  routes.add({.path = "/api/processes/{process}/changes",
              .access = Access::with(Right::map_read),
              .summary = "What differs between two versions, or a version and the draft",
              .query = &shape_of<CompareVersions>(),
              .replies = {{200, "Sentences and operations", &shape_of<MapChanges>()},
                          {404, "There is no such version, or no draft"}},
              .handler = compare});
}

}  // namespace stagecraft::http
