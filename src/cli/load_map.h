#pragma once

#include <optional>
#include <string>

#include "cli/context.h"
#include "process/reader.h"

namespace stagecraft::cli {

/// The map in a file, for commands that need a map that loads. On reading errors prints each of
/// them to `context.err`, sets status 2 and returns nullopt. Throws Error{io} when the file cannot
/// be read.
std::optional<process::LoadedMap> load_map(const std::string& path, Context& context);

}  // namespace stagecraft::cli
