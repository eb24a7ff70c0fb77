#include "http/import_files.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <set>
#include <system_error>

#include "base/error.h"
#include "http/json_reader.h"
#include "store/contents.h"

namespace stagecraft::http {
namespace {

using base::Error;
using base::ErrorKind;

constexpr std::int64_t upload_piece_bytes = 1'048'576;

[[noreturn]] void fail_to_keep(const std::filesystem::path& path) {
  throw Error(ErrorKind::io, base::say("Uploaded files cannot be kept in {}: {}.", path.string(),
                                       std::strerror(errno)));
}

std::filesystem::path make_folder(const App& app) {
  const auto home = std::filesystem::path(files_folder(app.settings)) / "uploads";
  std::error_code ignored;  // mkdtemp says what is wrong.
  std::filesystem::create_directories(home, ignored);
  auto name = (home / "import-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) fail_to_keep(home);
  return name;
}

void refuse_doubled_names(const std::vector<store::Upload>& uploads) {
  std::set<std::string> names;
  for (const auto& upload : uploads)
    if (!names.insert(upload.name).second)
      throw Error(
          ErrorKind::invalid,
          base::say("Two of the files are called '{}'. Send one under another name.", upload.name),
          {{"/uploads", "two files of one name", ""}});
}

}  // namespace

std::string safe_file_name(std::string_view name) {
  name.remove_prefix(std::min(name.find_last_of("/\\") + 1, name.size()));
  std::string safe;
  for (const char c : name.substr(0, 100)) {
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                          (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-' || c == ' ';
    safe += is_plain ? c : '_';
  }
  const bool has_beginning = !safe.empty() && safe[0] != '.' && safe[0] != '-';
  return has_beginning ? safe : "file" + safe;
}

std::vector<store::Upload> get_uploads(store::Connection& db,
                                       const std::vector<store::UploadId>& ids,
                                       selling::PersonId by) {
  std::vector<store::Upload> uploads;
  for (const auto id : ids) {
    auto upload = store::find_upload(db, id);
    if (!upload || upload->by != by)
      throw Error(
          ErrorKind::not_found,
          base::say("There is no upload {} of yours. Files are kept for a week.", id.value));
    uploads.push_back(*std::move(upload));
  }
  refuse_doubled_names(uploads);
  return uploads;
}

ImportFiles::ImportFiles(App& app, const std::vector<store::UploadId>& uploads,
                         selling::PersonId by)
    : uploads_(app.workspace->read(
          [&](store::Connection& db) { return get_uploads(db, uploads, by); })) {
  folder_ = make_folder(app);
  try {
    for (const auto& upload : uploads_) fetch(app, upload);
  } catch (...) {
    std::filesystem::remove_all(folder_);
    throw;
  }
}

ImportFiles::~ImportFiles() {
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

std::string ImportFiles::plain(std::string text) const {
  for (const auto& path : {workshop(), folder_}) {
    const auto folder = path.string() + "/";
    for (auto at = text.find(folder); at != std::string::npos; at = text.find(folder, at))
      text.erase(at, folder.size());
  }
  return text;
}

void ImportFiles::fetch(App& app, const store::Upload& upload) {
  const auto contents = store::Contents::of(app.workspace->location(), app.workspace->name());
  paths_.push_back((folder_ / upload.name).string());
  std::ofstream out(paths_.back(), std::ios::binary);
  for (std::int64_t offset = 0; offset < upload.size;) {
    const auto piece = app.workspace->read([&](store::Connection& db) {
      return contents->read(db, upload.sha256, offset, upload_piece_bytes);
    });
    if (!piece || piece->empty())
      throw Error(ErrorKind::not_found,
                  base::say("The bytes of upload {} are gone. Send '{}' again.", upload.id.value,
                            upload.name));
    out.write(piece->data(), std::ssize(*piece));
    offset += std::ssize(*piece);
  }
  if (!out.flush()) fail_to_keep(folder_);
}

std::string mapping_text(const RawJson& mapping) {
  return mapping.text.starts_with('"') ? from_json<std::string>(mapping.text) : mapping.text;
}

std::optional<history::Mapping> read_mapping(const std::optional<RawJson>& mapping,
                                             const std::vector<store::Upload>& uploads) {
  if (!mapping || mapping->text == "null") return std::nullopt;
  auto read = history::read_mapping(mapping_text(*mapping), "mapping");
  for (const auto& lookup : read.lookups)
    if (std::ranges::find(uploads, lookup.file, &store::Upload::name) == uploads.end())
      throw Error(
          ErrorKind::invalid,
          base::say("The mapping looks up '{}', which is none of the uploads.", lookup.file),
          {{"/mapping/lookups", "no such upload", "Send that file too."}});
  return read;
}

}  // namespace stagecraft::http
