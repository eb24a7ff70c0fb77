#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "store/connection.h"
#include "store/engines.h"

namespace stagecraft::store {

/// Where workspaces live: a folder with a file `NAME.db` each, or a PostgreSQL database with a
/// schema each.
class Location {
 public:
  /// `postgresql://...` or `postgres://...`, else a folder, which is made when a workspace is.
  explicit Location(std::string_view text);

  Engine engine() const { return engine_; }
  /// Names of the workspaces that are here, sorted.
  std::vector<std::string> list() const;

  /// Throws Error{invalid} for a bad name, {not_found} or {conflict} as Access says.
  std::unique_ptr<Connection> connect(std::string_view workspace, Access access) const;

  /// Removes a workspace with all that is in it, for good.
  void remove(std::string_view workspace) const;

  /// SQLite: where files of a workspace lie beside its database. REQUIRES engine sqlite.
  std::filesystem::path folder_of(std::string_view workspace) const;
  /// For messages: without the password of an address.
  std::string name() const;

 private:
  Engine engine_;
  std::string text_;
};

/// A small letter, then small letters, digits and `_`, at most 63 in all: what is safe as the name
/// of a file and of a schema. Throws Error{invalid}.
void require_workspace_name(std::string_view name);

}  // namespace stagecraft::store
