#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <ostream>

#include "base/error.h"
#include "cli/commands.h"
#include "cli/context.h"
#include "process/reader.h"
#include "process/yaml_write.h"

namespace stagecraft::cli {
namespace {

struct FormatOptions {
  std::vector<std::string> files;
  bool check = false;
};

std::string read_text(const std::string& file, Context& context) {
  if (file == "-") return {std::istreambuf_iterator<char>(context.in), {}};
  auto text = process::read_text_file(file);
  if (text) return std::move(*text);
  throw base::Error(base::ErrorKind::io, "'" + process::shown_file(file) + "' cannot be read.");
}

/// Writes beside the file and renames, so that an interruption leaves one or the other.
void replace_file(const std::string& file, const std::string& text) {
  namespace fs = std::filesystem;
  const fs::path target = fs::canonical(file);
  const fs::path fresh = target.string() + ".new";
  {
    std::ofstream stream(fresh, std::ios::binary);
    stream << text;
    if (!stream.flush())
      throw base::Error(base::ErrorKind::io,
                        "'" + process::shown_file(fresh.string()) + "' cannot be written.");
  }
  fs::permissions(fresh, fs::status(target).permissions());
  fs::rename(fresh, target);
}

void format_file(const std::string& file, bool check, Context& context) {
  const std::string text = read_text(file, context);
  const auto formatted = process::format_map(text, file);
  for (const auto& error : formatted.errors) context.err << process::to_line(error) << '\n';
  if (!formatted.errors.empty()) {
    context.status = 2;
  } else if (check) {
    if (formatted.text == text) return;
    context.out << process::shown_file(file) << ": not formatted; run 'stagecraft map format'\n";
    context.status = std::max(context.status, 1);
  } else if (file == "-") {
    context.out << formatted.text;
  } else if (formatted.text != text) {
    replace_file(file, formatted.text);
    context.out << "formatted " << process::shown_file(file) << '\n';
  }
}

}  // namespace

void add_map_format(CLI::App& parent, Context& context) {
  auto options = std::make_shared<FormatOptions>();
  auto* command = parent.add_subcommand(
      "format", "Bring map files into their canonical form, in place; comments stay");
  command->add_option("FILE", options->files, "Map files; - is standard input to standard output")
      ->required();
  command->add_flag("--check", options->check,
                    "Change nothing; name the files that are not formatted, and exit with 1");
  command->callback([options, &context] {
    for (const auto& file : options->files) format_file(file, options->check, context);
  });
}

}  // namespace stagecraft::cli
