#include <CLI/CLI.hpp>

#include <memory>
#include <ostream>

#include "cli/commands.h"
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

std::string render(const report::Measured& measured, const std::string& format, std::size_t width) {
  if (format == "json") return report::to_json(all_figures(measured.report));
  if (format == "csv") return report::to_csv(all_figures(measured.report));
  if (format == "html") return report::to_html(measured);
  return report::to_text(measured, width);
}

void run_measure(const MeasureCommand& command, Context& context) {
  const auto measurement = measure(command.flags, context);
  if (!measurement) return;
  const std::string text = render(measurement->measured(), command.format, context.width);
  if (command.output.empty() || command.output == "-") {
    context.out << text;
    return;
  }
  NewFile file(command.output);
  file.write(text);
  file.keep();
}

}  // namespace

void add_measure(CLI::App& parent, Context& context) {
  auto* app = parent.add_subcommand("measure", "Measure a process map on a real history");
  const auto command = std::make_shared<MeasureCommand>();
  app->add_option("--map", command->flags.map, "The process map")->required();
  app->add_option("--history", command->flags.history, "CSV or XES files of one history")
      ->required();
  add_measure_flags(*app, command->flags);
  app->add_option("--format", command->format, "text, json, csv or html")
      ->check(CLI::IsMember({"text", "json", "csv", "html"}))
      ->capture_default_str();
  app->add_option("-o,--output", command->output, "File to write; else to the terminal");
  app->callback([command, &context] { run_measure(*command, context); });
}

}  // namespace stagecraft::cli
