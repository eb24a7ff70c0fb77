#include "store/location.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <system_error>

namespace stagecraft::store {
namespace {

using base::Error;
using base::ErrorKind;

bool is_workspace_name(std::string_view name) {
  const auto is_small = [](char c) { return c >= 'a' && c <= 'z'; };
  const auto is_part = [&](char c) { return is_small(c) || (c >= '0' && c <= '9') || c == '_'; };
  const bool is_taken = name == "public" || name == "information_schema" || name.starts_with("pg_");
  return !name.empty() && name.size() <= 63 && is_small(name[0]) && !is_taken &&
         std::ranges::all_of(name, is_part);
}

std::vector<std::string> list_files(const std::filesystem::path& folder) {
  std::vector<std::string> names;
  std::error_code failed;
  for (const auto& entry : std::filesystem::directory_iterator(folder, failed))
    if (entry.path().extension() == ".db" && is_workspace_name(entry.path().stem().string()))
      names.push_back(entry.path().stem().string());
  if (failed && failed != std::errc::no_such_file_or_directory)
    throw Error(ErrorKind::io, fmt::format("The folder {} cannot be read: {}.", folder.string(),
                                           failed.message()));
  return names;
}

std::vector<std::string> list_schemas(const std::string& address) {
  // The catalogue is a schema that every database has.
  const auto db =
      open_postgres({.address = address, .schema = "pg_catalog", .access = Access::read});
  std::vector<std::string> names;
  for (const Row& row : db->query("SELECT schemaname::text FROM pg_tables WHERE tablename = $1",
                                  "stagecraft_migrations"))
    if (is_workspace_name(row.get<std::string_view>(0))) names.push_back(row.get<std::string>(0));
  return names;
}

}  // namespace

Location::Location(std::string_view text)
    : engine_(text.starts_with("postgresql://") || text.starts_with("postgres://")
                  ? Engine::postgresql
                  : Engine::sqlite),
      text_(text) {
  if (text.empty())
    throw Error(ErrorKind::invalid, "Say where the workspaces are: a folder, or postgresql://...");
}

std::vector<std::string> Location::list() const {
  auto names = engine_ == Engine::sqlite ? list_files(text_) : list_schemas(text_);
  std::ranges::sort(names);
  return names;
}

std::unique_ptr<Connection> Location::connect(std::string_view workspace, Access access) const {
  require_workspace_name(workspace);
  if (engine_ == Engine::postgresql)
    return open_postgres({.address = text_, .schema = std::string(workspace), .access = access});
  const std::filesystem::path folder(text_);
  if (access == Access::create) {
    std::error_code failed;
    std::filesystem::create_directories(folder, failed);
    if (failed)
      throw Error(ErrorKind::io,
                  fmt::format("The folder {} cannot be made: {}.", text_, failed.message()));
  }
  return open_sqlite({.file = folder / fmt::format("{}.db", workspace), .access = access});
}

void Location::remove(std::string_view workspace) const {
  if (engine_ == Engine::postgresql) {
    const auto db = connect(workspace, Access::write);
    db->run_script(fmt::format("DROP SCHEMA \"{}\" CASCADE", workspace));
    return;
  }
  const auto folder = folder_of(workspace);
  const auto stem = std::filesystem::path(text_) / workspace;
  std::error_code failed;
  std::filesystem::remove_all(folder, failed);
  for (const char* suffix : {".db", ".db-wal", ".db-shm"}) {
    auto file = stem;
    file += suffix;
    std::filesystem::remove(file, failed);
    if (failed)
      throw Error(ErrorKind::io,
                  fmt::format("{} cannot be removed: {}.", file.string(), failed.message()));
  }
}

std::filesystem::path Location::folder_of(std::string_view workspace) const {
  assert(engine_ == Engine::sqlite);
  require_workspace_name(workspace);
  return std::filesystem::path(text_) / fmt::format("{}.files", workspace);
}

std::string Location::name() const {
  const auto at = text_.rfind('@');
  const auto begin = text_.find("://");
  if (engine_ == Engine::sqlite || at == std::string::npos) return text_;
  return text_.substr(0, begin + 3) + text_.substr(at + 1);
}

void require_workspace_name(std::string_view name) {
  if (!is_workspace_name(name))
    throw Error(
        ErrorKind::invalid,
        fmt::format(
            "'{}' cannot be the name of a workspace: it begins with a small letter, goes on "
            "with small letters, digits and _, and has at most 63 of them.",
            name));
}

}  // namespace stagecraft::store
