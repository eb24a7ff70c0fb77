#include <CLI/CLI.hpp>

#include "cli/commands.h"

namespace stagecraft::cli {

void add_map(CLI::App& parent, Context& context) {
  auto* map = parent.add_subcommand("map", "Check, draw, format and compare process maps");
  map->require_subcommand(1);
  add_map_check(*map, context);
  add_map_diff(*map, context);
  add_map_draw(*map, context);
  add_map_format(*map, context);
  add_map_new(*map, context);
  add_map_schema(*map, context);
  add_map_show(*map, context);
}

}  // namespace stagecraft::cli
