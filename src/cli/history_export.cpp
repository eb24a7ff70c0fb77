#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>
#include <ostream>

#include "base/error.h"
#include "cli/commands.h"
#include "cli/import_flags.h"
#include "cli/load_map.h"
#include "cli/new_file.h"
#include "history/export.h"
#include "history/mapping.h"
#include "history/own_csv.h"

namespace stagecraft::cli {
namespace {

struct ExportFlags {
  std::vector<std::string> files;
  std::string map, layout = "events", output;
  ImportFlags import;
};

void write_log(const history::EventLog& log, const ExportFlags& flags) {
  NewFile file(flags.output);
  const auto write = [&](std::string_view text) { file.write(text); };
  if (flags.layout == "xes") history::export_xes(log, write);
  if (flags.layout == "pipedrive") history::export_pipedrive(log, write);
  if (flags.layout == "maven") history::export_maven(log, write);
  if (flags.layout != "events") return file.keep();
  history::export_events(log, write);
  NewFile deals(history::deals_file_beside(flags.output));
  history::export_deals(log, [&](std::string_view text) { deals.write(text); });
  file.keep();
  deals.keep();
}

void run_export(const ExportFlags& flags, Context& context) {
  std::optional<process::LoadedMap> map;
  if (!flags.map.empty()) {
    map = load_map(flags.map, context);
    if (!map) return;
  }
  const auto imported = import_with(flags.files, flags.import, map ? &map->map : nullptr, context);
  write_log(imported.log, flags);
  context.err << fmt::format("Wrote {} events of {} deals to {}.\n", imported.log.event_count(),
                             imported.log.deal_count(), flags.output);
}

void add_common(CLI::App& command, ExportFlags& flags, const char* layout_flag) {
  command
      .add_option("files", flags.files,
                  "CSV or XES files that belong together; - is standard input")
      ->required();
  command.add_option("--map", flags.map, "Process map, to match stages and outcomes");
  command.add_option("-o,--output", flags.output, "File to write; events come with FILE.deals.csv")
      ->required();
  add_import_flags(command, flags.import, {.layout = layout_flag});
}

}  // namespace

void add_history_export(CLI::App& parent, Context& context) {
  auto* command = parent.add_subcommand("export", "Read a history and write it in another layout");
  const auto flags = std::make_shared<ExportFlags>();
  add_common(*command, *flags, "--source-layout");
  command->add_option("--layout", flags->layout, "events, xes, maven or pipedrive")
      ->check(CLI::IsMember({"events", "xes", "maven", "pipedrive"}))
      ->capture_default_str();
  command->callback([flags, &context] { run_export(*flags, context); });
}

void add_history_import(CLI::App& parent, Context& context) {
  auto* command = parent.add_subcommand(
      "import", "Read files from elsewhere, report, and keep the result as our own events");
  const auto flags = std::make_shared<ExportFlags>();
  add_common(*command, *flags, "--layout");
  command->callback([flags, &context] { run_export(*flags, context); });
}

void add_history_schema(CLI::App& parent, Context& context) {
  auto* command = parent.add_subcommand("schema", "Print the JSON Schema of the mapping file");
  command->callback([&context] { context.out << history::mapping_schema(); });
}

}  // namespace stagecraft::cli
