#pragma once

namespace CLI {
class App;
}

namespace stagecraft::cli {

struct Context;

/// The groups of commands, each registered by one call; `map`, `history` and `workspace` hold
/// commands of their own.
void add_map(CLI::App& parent, Context& context);
void add_history(CLI::App& parent, Context& context);
void add_measure(CLI::App& parent, Context& context);
void add_sample(CLI::App& parent, Context& context);
void add_serve(CLI::App& parent, Context& context);
void add_workspace(CLI::App& parent, Context& context);
void add_workspace_sample(CLI::App& group, Context& context);

/// Commands under `stagecraft map`.
void add_map_check(CLI::App& parent, Context& context);
void add_map_show(CLI::App& parent, Context& context);
void add_map_schema(CLI::App& parent, Context& context);
void add_map_new(CLI::App& parent, Context& context);
void add_map_format(CLI::App& parent, Context& context);
void add_map_diff(CLI::App& parent, Context& context);
void add_map_draw(CLI::App& parent, Context& context);

/// Commands under `stagecraft history`.
void add_history_inspect(CLI::App& parent, Context& context);
void add_history_import(CLI::App& parent, Context& context);
void add_history_export(CLI::App& parent, Context& context);
void add_history_schema(CLI::App& parent, Context& context);

}  // namespace stagecraft::cli
