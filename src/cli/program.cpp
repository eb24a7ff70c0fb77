#include "cli/program.h"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <exception>
#include <iostream>

#include "base/error.h"
#include "cli/commands.h"
#include "cli/context.h"

namespace stagecraft::cli {
namespace {

constexpr int input_unusable = 2;
constexpr int our_defect = 70;

void add_commands(CLI::App& app, Context& context) {
  app.require_subcommand(1);
  app.set_version_flag("--version", "stagecraft " STAGECRAFT_VERSION);
  add_map(app, context);
  add_history(app, context);
  add_measure(app, context);
  add_sample(app, context);
}

}  // namespace

int run(int argc, char** argv) {
  Context context{.in = std::cin,
                  .out = std::cout,
                  .err = std::cerr,
                  .is_terminal = isatty(2) == 1,
                  .is_colour_welcome = isatty(1) == 1 && std::getenv("NO_COLOR") == nullptr};
  CLI::App app("Map a sales process, and measure it from its real history.", "stagecraft");
  try {
    add_commands(app, context);
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error, context.out, context.err) == 0 ? 0 : input_unusable;
  } catch (const base::Error& error) {
    context.err << "stagecraft: " << error.what() << '\n';
    return input_unusable;
  } catch (const std::exception& bug) {
    context.err << "stagecraft: this is a defect of the program, please report it: " << bug.what()
                << '\n';
    return our_defect;
  }
  return context.status;
}

}  // namespace stagecraft::cli
