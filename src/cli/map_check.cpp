#include <CLI/CLI.hpp>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "base/error.h"
#include "cli/commands.h"
#include "cli/context.h"
#include "process/check/checked_file.h"
#include "process/messages.h"
#include "process/scalar_value.h"

namespace stagecraft::cli {
namespace {

using process::CheckedFile;

struct CheckOptions {
  std::vector<std::string> files;
  std::string format = "text";
  std::string language{process::message_languages.front()};
  std::string today, zone;
};

base::Day day_of(const CheckOptions& options) {
  if (!options.today.empty()) return *process::parse_day(options.today);
  const base::Zone zone = options.zone.empty() ? base::Zone() : base::Zone(options.zone);
  return zone.day_of(std::chrono::floor<base::Milliseconds>(std::chrono::system_clock::now()));
}

/// A file that can't be opened is a finding as well, so that the others are checked all the same.
process::LoadedMap read_or_report(const std::string& file) {
  try {
    return process::read_map_file(file);
  } catch (const base::Error& error) {
    if (error.kind() != base::ErrorKind::io) throw;
    process::LoadedMap unread;
    unread.errors.push_back({.id = "unreadable",
                             .place = {.file = file, .line = 0, .column = 0},
                             .message = "this file cannot be read; see that it is there, is no "
                                        "folder, and may be read",
                             .mend = {}});
    return unread;
  }
}

/// Reads and checks all files, and, where there are several, how deals would find their map.
std::vector<CheckedFile> check_files(const CheckOptions& options,
                                     const process::Messages& messages) {
  const auto today = day_of(options);
  std::vector<process::LoadedMap> loaded;
  for (const auto& file : options.files) loaded.push_back(read_or_report(file));
  std::vector<const process::LoadedMap*> readable;
  for (const auto& map : loaded)
    if (map.ok()) readable.push_back(&map);

  auto selection = process::check_selection(readable, messages);
  std::vector<CheckedFile> checked;
  for (std::size_t i = 0, r = 0; i < loaded.size(); ++i) {
    auto& file = checked.emplace_back(
        CheckedFile{options.files[i], loaded[i].map.name, loaded[i].errors, {}});
    if (loaded[i].ok())
      file.report = process::check_map(loaded[i], today, messages, std::move(selection[r++]));
  }
  return checked;
}

void map_check(const CheckOptions& options, Context& context) {
  const auto& messages = process::check_messages(options.language);
  const auto files = check_files(options, messages);
  if (options.format == "json")
    context.out << process::to_json(files);
  else if (options.format == "sarif")
    context.out << process::to_sarif(files, messages);
  else
    context.out << process::to_text(files, messages, context.is_colour_welcome);
  context.status = process::exit_status(files);
}

}  // namespace

void add_map_check(CLI::App& parent, Context& context) {
  auto options = std::make_shared<CheckOptions>();
  auto* command = parent.add_subcommand(
      "check", "Check maps against the four classic mistakes, and say how to mend each finding");
  command->add_option("FILE", options->files, "Map files; - is standard input")->required();
  command->add_option("--format", options->format, "text, json or sarif")
      ->check(CLI::IsMember({"text", "json", "sarif"}));
  command->add_option("--language", options->language, "Of the messages: en or de")
      ->check(CLI::IsMember(std::vector<std::string>(process::message_languages.begin(),
                                                     process::message_languages.end())));
  command->add_option("--today", options->today, "Day on which waivers are judged (YYYY-MM-DD)")
      ->check([](const std::string& day) {
        return process::parse_day(day) ? std::string() : "write a day as 2026-01-31";
      });
  command->add_option("--zone", options->zone,
                      "Time zone of today where --today is left out, as Europe/Berlin; default "
                      "UTC");
  command->callback([options, &context] { map_check(*options, context); });
}

}  // namespace stagecraft::cli
