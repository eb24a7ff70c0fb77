#include <CLI/CLI.hpp>
#include <memory>
#include <ostream>

#include "cli/commands.h"
#include "cli/import_flags.h"
#include "cli/import_report_text.h"
#include "cli/inspection_text.h"
#include "cli/load_map.h"

namespace stagecraft::cli {
namespace {

struct InspectFlags {
  std::vector<std::string> files;
  std::string map, format = "text";
  ImportFlags import;
};

void run_inspect(const InspectFlags& flags, Context& context) {
  std::optional<process::LoadedMap> map;
  if (!flags.map.empty()) {
    map = load_map(flags.map, context);
    if (!map) return;
  }
  const auto inspection =
      inspect_with(flags.files, flags.import, map ? &map->map : nullptr, context);
  if (flags.format == "json") {
    context.out << inspection_json(inspection);
    return;
  }
  print_inspection(inspection, context.out);
  if (inspection.report) {
    context.out << '\n';
    print_import_report(*inspection.report, context.out);
  }
}

}  // namespace

void add_history_inspect(CLI::App& parent, Context& context) {
  auto* command =
      parent.add_subcommand("inspect", "Look into files, and propose what their columns mean");
  const auto flags = std::make_shared<InspectFlags>();
  command->add_option("files", flags->files, "CSV or XES files that belong together")->required();
  command->add_option("--map", flags->map, "Process map, to match stages and outcomes");
  command->add_option("--format", flags->format, "text or json")
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str();
  add_import_flags(*command, flags->import);
  command->callback([flags, &context] { run_inspect(*flags, context); });
}

}  // namespace stagecraft::cli
