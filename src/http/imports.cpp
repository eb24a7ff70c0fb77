#include "store/imports.h"

#include <fmt/format.h>

#include "base/error.h"
#include "http/import_job.h"
#include "http/import_preview.h"
#include "http/job_shapes.h"
#include "http/json_reader.h"
#include "http/language.h"
#include "http/resources.h"
#include "http/write_once.h"
#include "store/attachments.h"

namespace stagecraft::http {

struct NewUpload {
  std::string name;
  std::optional<selling::ProcessId> process;
  static constexpr Note notes[] = {
      {.field = "name", .text = "Of the file", .least = 1, .most = 200},
      {.field = "process",
       .text = "Whose stages and outcomes those of the file are compared with"}};
};
BOOST_DESCRIBE_STRUCT(NewUpload, (), (name, process))

struct UploadView {
  store::UploadId id;
  std::string name;
  std::int64_t size = 0;
  std::string sha256;
  base::Instant at{};
};
BOOST_DESCRIBE_STRUCT(UploadView, (), (id, name, size, sha256, at))

struct MadeUpload {
  UploadView upload;
  ImportPreview preview;
};
BOOST_DESCRIBE_STRUCT(MadeUpload, (), (upload, preview))

struct UploadList {
  std::vector<UploadView> uploads;
};
BOOST_DESCRIBE_STRUCT(UploadList, (), (uploads))

struct AskImportPreview {
  std::vector<store::UploadId> uploads;
  std::optional<selling::ProcessId> process;
  std::optional<int> version;
  std::optional<RawJson> mapping;
  std::string lifecycle = "all";
  static constexpr Note notes[] = {
      {.field = "uploads", .text = "Files that belong together", .least = 1, .most = 20},
      {.field = "process", .text = "Whose stages and outcomes those of the file are compared with"},
      {.field = "version", .text = "Left out: the newest", .least = 1},
      {.field = "mapping", .text = "An object, or the text of a mapping file"},
      {.field = "lifecycle",
       .text = "XES: keep only events of this transition",
       .may_be_left_out = true}};
};
BOOST_DESCRIBE_STRUCT(AskImportPreview, (), (uploads, process, version, mapping, lifecycle))

struct ImportView {
  store::ImportId id;
  std::string source, system;
  std::optional<selling::ProcessId> process;
  std::optional<store::JobId> job;
  std::optional<selling::PersonId> by;
  base::Instant at{};
  std::optional<base::Instant> undone_at;
  std::optional<selling::PersonId> undone_by;
  static constexpr Note notes[] = {{.field = "source", .text = "Names of its files"},
                                   {.field = "job", .text = "Has its report"}};
};
BOOST_DESCRIBE_STRUCT(ImportView, (),
                      (id, source, system, process, job, by, at, undone_at, undone_by))

struct ImportList {
  std::vector<ImportView> imports;
};
BOOST_DESCRIBE_STRUCT(ImportList, (), (imports))

namespace {

using base::Error;
using base::ErrorKind;
using selling::Right;
using store::UploadId;

constexpr std::chrono::hours upload_life{24 * 7};

UploadView view_of(const store::Upload& upload) {
  return {upload.id, upload.name, upload.size, upload.sha256, upload.at};
}

ImportView view_of(const store::Import& import) {
  return {.id = import.id,
          .source = import.source,
          .system = import.system,
          .process = import.process,
          .job = import.job,
          .by = import.by,
          .at = import.at,
          .undone_at = import.undone_at,
          .undone_by = import.undone_by};
}

/// Of a version that is asked for, else the newest; null without process.
const process::Map* map_of(const Desk& desk, const std::optional<selling::ProcessId>& process,
                           const std::optional<int>& version) {
  if (!process) return nullptr;
  desk.process(*process);
  return version ? &desk.version({*process, *version}).map : &desk.newest_version(*process).map;
}

ImportPreview preview_of(const Request& request, App& app, const AskImportPreview& asked) {
  const auto* map = look(
      request, app, [&](const Desk& desk) { return map_of(desk, asked.process, asked.version); });
  const ImportFiles files(app, asked.uploads, request.who().actor.person);
  auto mapping = read_mapping(asked.mapping, files.uploads());
  if (mapping) mapping->folder = files.folder().string();
  return preview_import(files, {.map = map,
                                .mapping = mapping ? &*mapping : nullptr,
                                .mapping_text = mapping ? mapping_text(*asked.mapping) : "",
                                .lifecycle = asked.lifecycle,
                                .language = asked_language(request)});
}

void remove_uploads(App& app, const std::vector<store::Upload>& uploads) {
  if (uploads.empty()) return;
  std::vector<std::string> hashes;
  for (const auto& upload : uploads) hashes.push_back(upload.sha256);
  app.workspace->write([&](store::Transaction& transaction) {
    for (const auto& upload : uploads) store::remove_upload(transaction, upload.id);
  });
  store::remove_unused(*app.workspace, hashes);
}

void remove_old_uploads(App& app) {
  remove_uploads(app, app.workspace->read([&](store::Connection& db) {
    return store::uploads_before(db, app.now() - upload_life);
  }));
}

Response upload(const Request& request, App& app) {
  const auto wanted = request.query<NewUpload>();
  look(request, app, [&](const Desk& desk) { return map_of(desk, wanted.process, {}); });
  const auto file = store::take_in(request.body_file);
  if (file.size == 0) throw Error(ErrorKind::invalid, "The file is empty.");
  const auto contents = store::Contents::of(app.workspace->location(), app.workspace->name());
  const auto made = write(request, app, [&](const Desk& desk, store::Transaction& transaction) {
    return store::add_upload(transaction, *contents,
                             {.id = {},
                              .name = safe_file_name(wanted.name),
                              .sha256 = {},
                              .by = desk.actor().person,
                              .at = desk.now()},
                             file);
  });
  remove_old_uploads(app);
  AskImportPreview asked;
  asked.uploads = {made.id};
  asked.process = wanted.process;
  return created(fmt::format("/api/uploads/{}", made.id.value),
                 MadeUpload{view_of(made), preview_of(request, app, asked)});
}

Response list_uploads(const Request& request, App& app) {
  return look(request, app, [&](const Desk& desk) {
    UploadList list;
    for (const auto& found : store::list_uploads(desk.db(), desk.actor().person))
      list.uploads.push_back(view_of(found));
    return reply(200, list);
  });
}

Response delete_upload(const Request& request, App& app) {
  remove_uploads(app, look(request, app, [&](const Desk& desk) {
                   return get_uploads(desk.db(), {request.id_of<UploadId>("upload")},
                                      desk.actor().person);
                 }));
  return no_content();
}

Response preview_import(const Request& request, App& app) {
  return reply(200, preview_of(request, app, request.read<AskImportPreview>()));
}

Response begin_import(const Request& request, App& app) {
  const auto wanted = request.read<ImportCommand>();
  auto response = write_once(request, app, [&](const Desk& desk, store::Transaction& transaction) {
    map_of(desk, wanted.process, wanted.version);
    read_mapping(wanted.mapping, get_uploads(desk.db(), wanted.uploads, desk.actor().person));
    return reply_queued(desk,
                        queue_job(transaction, request, import_word, to_json(wanted), desk.now()));
  });
  if (app.jobs != nullptr) app.jobs->wake();
  return response;
}

store::Import get_import(const Desk& desk, const Request& request) {
  const auto id = request.id_of<store::ImportId>("import");
  if (auto import = store::find_import(desk.db(), id)) return *std::move(import);
  throw Error(ErrorKind::not_found, base::say("There is no import {}.", id.value));
}

Response list_imports(const Request& request, App& app) {
  return look(request, app, [&](const Desk& desk) {
    ImportList list;
    for (const auto& import : store::list_imports(desk.db()))
      list.imports.push_back(view_of(import));
    return reply(200, list);
  });
}

Response show_import(const Request& request, App& app) {
  return look(request, app,
              [&](const Desk& desk) { return reply(200, view_of(get_import(desk, request))); });
}

void refuse_running(const Desk& desk, const store::Import& import) {
  const auto job = import.job ? store::find_job(desk.db(), *import.job) : std::nullopt;
  if (job && !job->ended_at)
    throw Error(
        ErrorKind::conflict,
        base::say("The import is still under way. Wait for job {}, or cancel it.", job->id.value));
  for (const auto& undoing : store::unfinished_jobs(desk.db(), import_undo_word))
    if (from_json<UndoCommand>(command_of(undoing)).import_id == import.id.value)
      throw Error(ErrorKind::conflict,
                  base::say("Job {} is undoing it already.", undoing.id.value));
}

Response undo(const Request& request, App& app) {
  auto response = write_once(request, app, [&](const Desk& desk, store::Transaction& transaction) {
    const auto import = get_import(desk, request);
    refuse_running(desk, import);
    if (store::deals_to_undo(desk.db(), import.id, {}, 1).empty() && import.undone_at)
      throw Error(ErrorKind::conflict, base::say("Import {} is undone already.", import.id.value));
    return reply_queued(desk, queue_job(transaction, request, import_undo_word,
                                        to_json(UndoCommand{import.id.value}), desk.now()));
  });
  if (app.jobs != nullptr) app.jobs->wake();
  return response;
}

void add_uploads(Routes& routes) {
  routes.add({.method = Method::post,
              .path = "/api/uploads",
              .access = Access::with(Right::deal_import),
              .summary = "Send a file to be imported, and see what is in it",
              .text =
                  "The body is the file itself: CSV, XES, either also packed by gzip. It is kept "
                  "for a week.",
              .query = &shape_of<NewUpload>(),
              .replies = {{201, "The upload, and what was recognised", &shape_of<MadeUpload>()},
                          {404, "There is no such process"}},
              .handler = upload,
              .takes_file = true});
  routes.add({.path = "/api/uploads",
              .access = Access::with(Right::deal_import),
              .summary = "List one's own uploads",
              .replies = {{200, "Newest first", &shape_of<UploadList>()}},
              .handler = list_uploads});
  routes.add({.method = Method::delete_,
              .path = "/api/uploads/{upload}",
              .access = Access::with(Right::deal_import),
              .summary = "Remove an upload",
              .replies = {{204, "It is gone"}, {404, "There is no such upload of yours"}},
              .handler = delete_upload});
  routes.add({.method = Method::post,
              .path = "/api/import-previews",
              .access = Access::with(Right::deal_import),
              .summary = "What uploads would say, read by a mapping of one's own",
              .body = &shape_of<AskImportPreview>(),
              .replies = {{200, "What is in them", &shape_of<ImportPreview>()},
                          {404, "There is no such upload of yours, or no such process"}},
              .handler = preview_import});
}

}  // namespace

void add_imports(Routes& routes) {
  add_uploads(routes);
  routes.add({.method = Method::post,
              .path = "/api/imports",
              .access = Access::with(Right::deal_import),
              .summary = "Import a history, as a job",
              .text = "What happened has happened: gates let it pass, and what was not met is "
                      "counted. The same rows again add nothing.",
              .body = &shape_of<ImportCommand>(),
              .replies = {{201, "The job", &shape_of<JobView>()},
                          {404, "There is no such upload of yours, or no such process"}},
              .handler = begin_import,
              .takes_idempotency_key = true});
  routes.add({.path = "/api/imports",
              .access = Access::with(Right::deal_import),
              .summary = "List imports",
              .replies = {{200, "Newest first", &shape_of<ImportList>()}},
              .handler = list_imports});
  routes.add(
      {.path = "/api/imports/{import}",
       .access = Access::with(Right::deal_import),
       .summary = "An import",
       .replies = {{200, "The import", &shape_of<ImportView>()}, {404, "There is no such import"}},
       .handler = show_import});
  routes.add({.method = Method::post,
              .path = "/api/imports/{import}/undoings",
              .access = Access::with(Right::deal_import),
              .summary = "Undo a whole import, as a job",
              .text = "Its events are masked, its deals gone. Deals on which people have worked "
                      "since are kept whole, and named in the lines of the job.",
              .replies = {{201, "The job", &shape_of<JobView>()},
                          {404, "There is no such import"},
                          {409, "It is under way, or undone already"}},
              .handler = undo,
              .takes_idempotency_key = true});
}

}  // namespace stagecraft::http
