#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "store/location.h"

/// Back-ups: one file for either engine, so that restoring it into the other one moves a workspace.
/// It holds every row and every attachment as they stood at one instant, taken while the workspace
/// is in use. Words to search by are made again.
///
/// The file is lines of JSON: `{"stagecraft_back_up": 1, "step": 5}`; a table `{"table": "deals",
/// "columns": [...], "last_id": 7}` followed by its rows `[1, "Trial", null, {"real": "0.1"}]`;
/// attachments
/// `{"attachment": SHA-256, "content": base64}`; at last `{"end": rows, "sha256": of all before
/// it}`. It holds hashes of passwords and secrets of webhooks: keep it as safe as the database.
namespace stagecraft::store {

struct BackUpReport {
  std::int64_t tables = 0, rows = 0, attachments = 0;
  std::int64_t deals = 0, events = 0;  ///< Of the rows.

  bool operator==(const BackUpReport&) const = default;
};

/// Writes the file in full or not at all, for this user alone to read. Throws Error{io},
/// {not_found} for no such workspace, {invalid} when its tables are not up to date.
BackUpReport back_up(const Location& location, std::string_view workspace,
                     const std::filesystem::path& file);

/// Reads the whole file and says what is in it. Throws Error{invalid} when it is damaged, cut off,
/// or of a newer program.
BackUpReport verify_back_up(const std::filesystem::path& file);

/// Makes a workspace from a back-up, of this program's version or an older one. Nothing is left
/// when it fails. Throws Error{conflict} when there is a workspace of that name.
BackUpReport restore(const std::filesystem::path& file, const Location& location,
                     std::string_view workspace);

/// All tables that a back-up holds, each after those that it refers to.
std::vector<std::string_view> table_names();

}  // namespace stagecraft::store
