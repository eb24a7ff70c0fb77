#include "process/map_schema.h"

#include <CLI/CLI.hpp>
#include <ostream>

#include "cli/commands.h"
#include "cli/context.h"

namespace stagecraft::cli {

void add_map_schema(CLI::App& parent, Context& context) {
  auto* command =
      parent.add_subcommand("schema", "Print the JSON Schema of map files, for editors");
  command->callback([&context] { context.out << process::write_schema(); });
}

}  // namespace stagecraft::cli
