#include <CLI/CLI.hpp>
#include <memory>
#include <ostream>

#include "cli/commands.h"
#include "cli/context.h"
#include "cli/load_map.h"
#include "process/map_json.h"
#include "process/yaml_write.h"

namespace stagecraft::cli {
namespace {

struct ShowOptions {
  std::string file;
  std::string format = "yaml";
  bool defaults = false;
};

void map_show(const ShowOptions& options, Context& context) {
  const auto loaded = load_map(options.file, context);
  if (!loaded) return;
  const auto defaults = options.defaults ? process::Defaults::written : process::Defaults::left_out;
  context.out << (options.format == "json" ? process::write_json(loaded->map, defaults)
                                           : process::write_yaml(loaded->map));
}

}  // namespace

void add_map_show(CLI::App& parent, Context& context) {
  auto options = std::make_shared<ShowOptions>();
  auto* command = parent.add_subcommand(
      "show", "Print a map as it is with everything that it extends merged in");
  command->add_option("FILE", options->file, "Map file; - is standard input")->required();
  command->add_option("--format", options->format, "yaml or json")
      ->check(CLI::IsMember({"yaml", "json"}));
  command->add_flag("--defaults", options->defaults, "With --format json: write defaults as well");
  command->callback([options, &context] { map_show(*options, context); });
}

}  // namespace stagecraft::cli
