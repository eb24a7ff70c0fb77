#pragma once

#include <string>
#include <vector>

#include "cli/context.h"
#include "history/import.h"
#include "history/inspect.h"

namespace CLI {
class App;
}

namespace stagecraft::cli {

/// How a history is read, as said on the command line: a mapping file, keys of it as flags, and
/// what to do with rows that can't be used.
struct ImportFlags {
  std::string mapping;                     ///< Path; empty: own format or a preset.
  std::vector<history::MappingFlag> keys;  ///< `--deal Id` and the like.
  std::string lifecycle = "all";
  std::string rejected;  ///< CSV for rows that could not be used; empty: none.
  bool strict = false;   ///< Rejections make the exit status 1.
};

/// Names of flags that some commands need for something else.
struct ImportFlagNames {
  const char* layout = "--layout";
  const char* at = "--at";
  const char* zone = "--zone";
};

/// Adds the flags to a command. `flags` has to outlive it.
void add_import_flags(CLI::App& command, ImportFlags& flags, const ImportFlagNames& names = {});

/// Reads the history in `files` and prints the report of the import to `context.err`; shows
/// progress on a terminal. `map` may be null. Sets status 1 with rejections under --strict. Throws
/// as import_history.
history::Imported import_with(const std::vector<std::string>& files, const ImportFlags& flags,
                              const process::Map* map, Context& context);

/// Looks into files with the same flags; see history::inspect.
history::Inspection inspect_with(const std::vector<std::string>& files, const ImportFlags& flags,
                                 const process::Map* map, Context& context);

}  // namespace stagecraft::cli
