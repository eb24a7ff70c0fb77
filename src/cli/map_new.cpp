#include <fmt/format.h>
#include <fmt/ranges.h>
#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <memory>
#include <ostream>

#include "base/error.h"
#include "cli/commands.h"
#include "cli/context.h"
#include "process/description.h"
#include "process/templates.h"

namespace stagecraft::cli {
namespace {

struct NewOptions {
  process::NewMap map;
  std::string output;
};

void write_new_file(const std::string& path, const std::string& text) {
  if (std::filesystem::exists(path))
    throw base::Error(base::ErrorKind::conflict,
                      fmt::format("'{}' is there already; choose another name.", path));
  std::ofstream stream(path, std::ios::binary);
  stream << text;
  if (!stream.flush())
    throw base::Error(base::ErrorKind::io, fmt::format("'{}' cannot be written.", path));
}

void map_new(NewOptions options, Context& context) {
  options.map.since = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  const auto text = process::new_map(options.map);
  if (!text)
    throw base::Error(
        base::ErrorKind::not_found,
        fmt::format("There is no template '{}'; there are {}.", options.map.template_name,
                    fmt::join(process::template_names(), ", ")));
  if (options.output.empty()) {
    context.out << *text;
    return;
  }
  write_new_file(options.output, *text);
  context.out << fmt::format("wrote {}; 'stagecraft map check {}' says what to make your own\n",
                             options.output, options.output);
}

}  // namespace

void add_map_new(CLI::App& parent, Context& context) {
  auto options = std::make_shared<NewOptions>();
  auto* command = parent.add_subcommand("new", "Begin a map from a template");
  command->add_option("--template", options->map.template_name,
                      fmt::format("One of {}", fmt::join(process::template_names(), ", ")));
  command->add_option("--name", options->map.name, "What the process is called");
  command->add_option("--id", options->map.id, "Its id; left out: made from the name")
      ->check([](const std::string& id) {
        return process::is_id(id) ? std::string() : "an id is a-z, 0-9 and _, a letter first";
      });
  command->add_option("-o,--output", options->output, "File to write; left out: standard output");
  command->callback([options, &context] { map_new(*options, context); });
}

}  // namespace stagecraft::cli
