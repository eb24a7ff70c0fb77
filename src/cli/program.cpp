#include "cli/program.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
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
  add_serve(app, context);
  add_workspace(app, context);
}

/// CLI11 only says that a subcommand is missing, whatever stands in its place.
std::string failure_message(const CLI::App* app, const CLI::Error& error) {
  if (dynamic_cast<const CLI::RequiredError*>(&error) == nullptr)
    return CLI::FailureMessage::simple(app, error);
  const CLI::App* last = app;
  while (!last->get_subcommands().empty()) last = last->get_subcommands().front();
  const auto commands = last->get_subcommands([](const CLI::App*) { return true; });
  if (commands.empty()) return CLI::FailureMessage::simple(app, error);
  std::vector<std::string> names;
  for (const auto* command : commands) names.push_back(command->get_name());
  const auto unknown = last->remaining();
  const std::string said =
      unknown.empty() ? "Say what to do" : fmt::format("There is no command '{}'", unknown.front());
  return fmt::format("{}; there are: {}.\nRun with --help for more information.\n", said,
                     fmt::join(names, ", "));
}

/// Columns of the terminal at `file`; what is not a terminal gets a width that does not depend on
/// where the program runs.
std::size_t width_of(int file) {
  constexpr std::size_t least = 60, otherwise = 100;
  winsize size{};
  if (ioctl(file, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return otherwise;
  return std::max<std::size_t>(size.ws_col, least);
}

}  // namespace

int run(const std::vector<std::string>& words, Context& context) {
  CLI::App app("Map a sales process, and measure it from its real history.", "stagecraft");
  app.failure_message(failure_message);
  try {
    add_commands(app, context);
    app.parse(std::vector<std::string>(words.rbegin(), words.rend()));
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

int run(int argc, char** argv) {
  Context context{.in = std::cin,
                  .out = std::cout,
                  .err = std::cerr,
                  .is_terminal = isatty(2) == 1,
                  .width = width_of(STDOUT_FILENO),
                  .is_colour_welcome = isatty(1) == 1 && std::getenv("NO_COLOR") == nullptr};
  return run(std::vector<std::string>(argv + std::min(argc, 1), argv + argc), context);
}

}  // namespace stagecraft::cli
