#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <memory>

#include "base/error.h"
#include "cli/commands.h"
#include "cli/load_map.h"
#include "cli/measuring.h"
#include "drawing/draw_map.h"
#include "drawing/raster.h"
#include "report/map_figures.h"

namespace stagecraft::cli {
namespace {

struct DrawFlags {
  MeasureFlags measure;
  std::string output, view, theme = "light", paper = "fit";
  int width = 0;
  double scale = 2;
};

[[noreturn]] void refuse(const std::string& sentence) {
  throw base::Error(base::ErrorKind::invalid, sentence);
}

// The words of the flags as values; a wrong one is told with the right ones.
struct DrawRequest {
  drawing::MapDrawing drawing;
  drawing::SvgOptions options;
  drawing::Paper paper;
};

DrawRequest request_of(const DrawFlags& flags) {
  const bool has_history = !flags.measure.history.empty();
  const std::string view = !flags.view.empty() ? flags.view : has_history ? "measured" : "overview";
  const auto choice = drawing::find_view(view);
  if (!choice) refuse(fmt::format("--view {}: write overview, goal:ID, lanes or measured.", view));
  const auto theme = drawing::find_theme(flags.theme);
  if (!theme) refuse(fmt::format("--theme {}: write light, dark or print.", flags.theme));
  const auto paper = drawing::find_paper(flags.paper);
  if (!paper) refuse(fmt::format("--paper {}: write fit, a4 or a3.", flags.paper));
  return {.drawing = {.choice = *choice, .width = flags.width},
          .options = {.palette = drawing::Palette::standalone(*theme)},
          .paper = *paper};
}

std::string encode(const std::string& svg, const DrawFlags& flags, drawing::Paper paper) {
  const auto extension = std::filesystem::path(flags.output).extension().string();
  if (extension == ".svg") return svg;
  if (extension == ".png") return drawing::to_png(svg, flags.scale);
  if (extension == ".pdf") return drawing::to_pdf(svg, paper);
  refuse(fmt::format("-o {}: the name has to end in .svg, .png or .pdf.", flags.output));
}

void write_file(const std::string& path, const std::string& bytes) {
  std::ofstream file(path, std::ios::binary);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.close();
  if (!file) throw base::Error(base::ErrorKind::io, fmt::format("Cannot write {}.", path));
}

void write_picture(const process::Map& map, const DrawRequest& request, const DrawFlags& flags) {
  write_file(flags.output,
             encode(draw_map(map, request.drawing, request.options), flags, request.paper));
}

void run_draw(const DrawFlags& flags, Context& context) {
  auto request = request_of(flags);
  if (flags.measure.history.empty()) {
    const auto loaded = load_map(flags.measure.map, context);
    if (!loaded) return;
    request.drawing.version = map_version(loaded->map);
    write_picture(loaded->map, request, flags);
    return;
  }
  const auto measurement = measure(flags.measure, context);
  if (!measurement) return;
  // The map that the figures are of: the history may not tell all its stages apart.
  const auto measured = measurement->measured();
  const auto figures = report::map_figures(measured);
  request.drawing.version = measured.map_version;
  request.drawing.figures = &figures;
  write_picture(measured.map, request, flags);
}

}  // namespace

void add_map_draw(CLI::App& parent, Context& context) {
  auto* draw = parent.add_subcommand("draw", "Draw a map as SVG, PNG or PDF");
  const auto flags = std::make_shared<DrawFlags>();
  draw->add_option("FILE", flags->measure.map, "The map; '-' reads standard input")->required();
  draw->add_option("-o,--output", flags->output, "Where to: F.svg, F.png or F.pdf")->required();
  draw->add_option("--view", flags->view, "overview, goal:ID, lanes or measured");
  draw->add_option(
      "--history", flags->measure.history,
      "What happened: the figures laid over the map; the flags of 'measure' say which");
  draw->add_option("--theme", flags->theme, "light, dark or print")->capture_default_str();
  draw->add_option("--width", flags->width, "Widest picture in px; sets the columns a row")
      ->check(CLI::Range(1, 20'000));
  draw->add_option("--scale", flags->scale, "PNG: pixels a px")
      ->check(CLI::Range(0.1, 8.0))
      ->capture_default_str();
  draw->add_option("--paper", flags->paper, "PDF: fit, or a4 or a3 landscape")
      ->capture_default_str();
  add_measure_flags(*draw, flags->measure);
  draw->callback([flags, &context] { run_draw(*flags, context); });
}

}  // namespace stagecraft::cli
