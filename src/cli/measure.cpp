#include <CLI/CLI.hpp>

#include <memory>
#include <ostream>

#include "cli/commands.h"
#include "cli/load_map.h"
#include "cli/measuring.h"
#include "cli/new_file.h"
#include "report/figures.h"
#include "report/html.h"
#include "report/text.h"

namespace stagecraft::cli {
namespace {

struct MeasureCommand {
  MeasureFlags flags;
  std::string format = "text", output;
};

std::vector<measures::Figure> all_figures(const measures::Report& report) {
  auto figures = report.figures;
  figures.insert(figures.end(), report.before.begin(), report.before.end());
  return figures;
}

std::string render(const report::Measured& measured, const std::string& format) {
  if (format == "json") return report::to_json(all_figures(measured.report));
  if (format == "csv") return report::to_csv(all_figures(measured.report));
  if (format == "html") return report::to_html(measured);
  return report::to_text(measured);
}

void run_measure(const MeasureCommand& command, Context& context) {
  auto loaded = load_map(command.flags.map, context);
  if (!loaded) return;
  std::vector<process::Map> earlier;
  for (const auto& path : command.flags.earlier_maps) {
    auto older = load_map(path, context);
    if (!older) return;
    earlier.push_back(std::move(older->map));
  }
  const Measurement measurement(std::move(loaded->map), std::move(earlier), command.flags, context);
  const std::string text = render(measurement.measured(), command.format);
  if (command.output.empty() || command.output == "-") {
    context.out << text;
    return;
  }
  NewFile file(command.output);
  file.write(text);
  file.keep();
}

void add_period_flags(CLI::App& command, MeasureFlags& flags) {
  command.add_option("--from", flags.from, "First day of the period");
  command.add_option("--to", flags.to, "First day after the period");
  command.add_option("--against-from", flags.against_from, "First day of a period to compare with");
  command.add_option("--against-to", flags.against_to, "First day after that period");
  command.add_option("--at", flags.at,
                     "As of: only what had happened by then; a date means its end");
  command.add_option("--known-at", flags.known_at, "Only what the system had learnt by then");
  command.add_option("--zone", flags.zone,
                     "Time zone of days and periods, as Europe/Berlin; default UTC");
}

void add_slice_flags(CLI::App& command, MeasureFlags& flags) {
  command.add_option("--settings", flags.settings,
                     "Settings file: zone, rates, capacity, calendar");
  command.add_option("--by", flags.by, "Slice by an attribute: owner, channel, campaign ...");
  command.add_option("--where", flags.where,
                     "Only these deals: \"amount >= 1000 and owner = 'Ana'\"");
  command
      .add_option("--slice-at", flags.slice_at,
                  "When an attribute is read: by_rule, created, event, period_end, now")
      ->check(CLI::IsMember({"by_rule", "created", "event", "period_end", "now"}))
      ->capture_default_str();
  command.add_option("--intervals", flags.intervals, "full; fast: without bootstraps; none")
      ->check(CLI::IsMember({"full", "fast", "none"}))
      ->capture_default_str();
}

}  // namespace

void add_measure(CLI::App& parent, Context& context) {
  auto* app = parent.add_subcommand("measure", "Measure a process map on a real history");
  const auto command = std::make_shared<MeasureCommand>();
  app->add_option("--map", command->flags.map, "The process map")->required();
  app->add_option("--earlier-map", command->flags.earlier_maps,
                  "An older version of the map, to read older stages by; again for each, oldest "
                  "first");
  app->add_option("--history", command->flags.history, "CSV or XES files of one history")
      ->required();
  add_import_flags(*app, command->flags.import, {.at = "--time-column", .zone = "--source-zone"});
  add_period_flags(*app, command->flags);
  add_slice_flags(*app, command->flags);
  app->add_option("--format", command->format, "text, json, csv or html")
      ->check(CLI::IsMember({"text", "json", "csv", "html"}))
      ->capture_default_str();
  app->add_option("-o,--output", command->output, "File to write; else to the terminal");
  app->callback([command, &context] { run_measure(*command, context); });
}

}  // namespace stagecraft::cli
