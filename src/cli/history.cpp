#include <CLI/CLI.hpp>

#include "cli/commands.h"

namespace stagecraft::cli {

void add_history(CLI::App& parent, Context& context) {
  auto* history =
      parent.add_subcommand("history", "Look into, import and export what really happened");
  history->require_subcommand(1);
  add_history_inspect(*history, context);
  add_history_import(*history, context);
  add_history_export(*history, context);
  add_history_schema(*history, context);
}

}  // namespace stagecraft::cli
