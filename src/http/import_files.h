#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "history/import.h"
#include "history/mapping.h"
#include "http/app.h"
#include "http/desk.h"
#include "http/shape.h"
#include "store/uploads.h"

namespace stagecraft::http {

/// What an import is asked for: files that belong together, and what they mean.
struct ImportCommand {
  std::vector<store::UploadId> uploads;
  selling::ProcessId process;
  std::optional<int> version;
  std::string system;
  std::optional<RawJson> mapping;
  std::string lifecycle = "all";
  std::map<std::string, selling::PersonId> people;
  std::map<std::string, selling::TeamId> teams;
  bool dry_run = false;
  static constexpr Note notes[] = {
      {.field = "uploads", .text = "Files that belong together", .least = 1, .most = 20},
      {.field = "process", .text = "On which new deals run, and whose stages the file's are"},
      {.field = "version", .text = "Of the process; left out: the newest", .least = 1},
      {.field = "system",
       .text = "Where the files come from, as `salesforce`: deals of one system are the same by "
               "their id there, so that a later export adds to them",
       .least = 1,
       .most = 64},
      {.field = "mapping",
       .text = "What the columns mean: an object, or the text of a mapping file. Left out: events "
               "of Stagecraft, XES, or a preset that knows the columns"},
      {.field = "lifecycle",
       .text = "XES: keep only events of this transition",
       .may_be_left_out = true},
      {.field = "people",
       .text = "Who is meant by a name of the file; others are found by e-mail address or name",
       .may_be_left_out = true},
      {.field = "teams", .text = "The same of teams", .may_be_left_out = true},
      {.field = "dry_run", .text = "Only say what would come of it", .may_be_left_out = true}};
};
BOOST_DESCRIBE_STRUCT(ImportCommand, (),
                      (uploads, process, version, system, mapping, lifecycle, people, teams,
                       dry_run))

/// What to do about columns that are not known.
inline constexpr std::string_view mapping_advice =
    "send it as `mapping`; POST /api/import-previews proposes one.";

/// A name under which a file may lie in a folder of ours: nothing that leaves it, or that programs
/// take for something else.
std::string safe_file_name(std::string_view name);

/// Uploaded files in a folder of their own, under their names, as long as this lives. Throws
/// Error{not_found} for an upload that is not there, or not of this person; {io}.
class ImportFiles {
 public:
  ImportFiles(App& app, const std::vector<store::UploadId>& uploads, selling::PersonId by);
  ~ImportFiles();
  ImportFiles(const ImportFiles&) = delete;
  ImportFiles& operator=(const ImportFiles&) = delete;

  const std::filesystem::path& folder() const { return folder_; }
  /// A folder in it for what is made of the files. No safe_file_name is called so.
  std::filesystem::path workshop() const { return folder_ / ".workshop"; }
  const std::vector<store::Upload>& uploads() const { return uploads_; }
  const std::vector<std::string>& paths() const { return paths_; }
  /// A message about files, without the names of our folders.
  std::string plain(std::string text) const;

 private:
  void fetch(App& app, const store::Upload& upload);

  std::filesystem::path folder_;
  std::vector<store::Upload> uploads_;
  std::vector<std::string> paths_;
};

/// Throws Error{not_found} for an upload that is not there, or not of this person; {invalid} for
/// two of one name.
std::vector<store::Upload> get_uploads(store::Connection& db,
                                       const std::vector<store::UploadId>& ids,
                                       selling::PersonId by);

/// Of a mapping file: as it was sent, in YAML, or the JSON of an object, which is YAML too.
std::string mapping_text(const RawJson& mapping);

/// The mapping of a command; nullopt: none is given. Its lookups read the uploads and nothing else.
/// Throws Error{invalid} with every fault of the mapping.
std::optional<history::Mapping> read_mapping(const std::optional<RawJson>& mapping,
                                             const std::vector<store::Upload>& uploads);

}  // namespace stagecraft::http
