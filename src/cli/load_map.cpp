#include "cli/load_map.h"

#include <ostream>

namespace stagecraft::cli {

std::optional<process::LoadedMap> load_map(const std::string& path, Context& context) {
  auto loaded = process::read_map_file(path);
  if (loaded.ok()) return loaded;
  for (const auto& error : loaded.errors) context.err << process::to_line(error) << '\n';
  context.status = 2;
  return std::nullopt;
}

}  // namespace stagecraft::cli
