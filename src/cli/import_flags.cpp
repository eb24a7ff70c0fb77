#include "cli/import_flags.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <optional>

#include "base/error.h"
#include "base/text.h"
#include "cli/import_report_text.h"
#include "cli/progress.h"
#include "history/mapping.h"

namespace stagecraft::cli {
namespace {

struct KeyFlag {
  const char* flag;
  const char* key;
  const char* says;
};

constexpr std::array<KeyFlag, 11> key_flags = {{
    {"--deal", "deal", "Column of the deal's id"},
    {"--activity", "activity", "Column of what happened (layout events)"},
    {"--actor", "actor", "Column of who did it"},
    {"--created", "created", "Column of when the deal was made"},
    {"--state", "state", "Column of the stage that a deal is in now (layout deals)"},
    {"--field", "field", "Column of the changed field's name (layout changes)"},
    {"--value", "value", "Column of the new value (layout changes)"},
    {"--date-format", "date_format", "iso, dmy, mdy, epoch_s, epoch_ms or a pattern"},
    {"--decimal", "decimal", "Decimal sign of amounts: . or ,"},
    {"--currency", "currency", "Currency of all amounts, as EUR"},
    {"--exported-at", "exported_at", "Day or instant at which the file was exported"},
}};

void add_pairs(CLI::App& command, ImportFlags& flags, const char* flag, const char* key,
               const char* says) {
  const auto take = [&flags, key, flag](const std::vector<std::string>& pairs) {
    for (const auto& pair : pairs) {
      const auto sign = pair.find('=');
      if (sign == std::string::npos || sign == 0)
        throw base::Error(base::ErrorKind::invalid,
                          fmt::format("{} {}: write name=value.", flag, pair));
      flags.keys.push_back(
          {fmt::format("{}.{}", key, pair.substr(0, sign)), pair.substr(sign + 1)});
    }
  };
  command.add_option_function<std::vector<std::string>>(flag, take, says)
      ->expected(1)
      ->take_all()
      ->group("Mapping");
}

std::optional<history::Mapping> find_mapping(const ImportFlags& flags) {
  for (const auto& flag : flags.keys)
    if (base::find_invalid_utf8(flag.value) || base::find_invalid_utf8(flag.key))
      throw base::Error(base::ErrorKind::invalid, "The flags of a mapping have to be UTF-8.");
  if (!flags.mapping.empty()) return history::read_mapping_file(flags.mapping, flags.keys);
  const bool says_layout =
      std::ranges::any_of(flags.keys, [](const auto& flag) { return flag.key == "layout"; });
  if (says_layout) return history::mapping_of_flags(flags.keys);
  return std::nullopt;
}

history::ImportOptions options_of(const ImportFlags& flags, const process::Map* map,
                                  const std::optional<history::Mapping>& mapping) {
  return {.map = map,
          .mapping = mapping ? &*mapping : nullptr,
          .overrides = flags.keys,
          .lifecycle = flags.lifecycle,
          .advice = "give it with --mapping; 'stagecraft history inspect FILE' proposes one.",
          .on_progress = {}};
}

void show(history::ImportOptions& options, Progress& progress) {
  options.on_progress = [&](const history::ImportProgress& done) {
    progress.update(done.bytes_done, done.bytes_total, done.rows);
  };
}

}  // namespace

void add_import_flags(CLI::App& command, ImportFlags& flags, const ImportFlagNames& names) {
  command.add_option("--mapping", flags.mapping, "Mapping file: what the columns mean")
      ->group("Mapping");
  const auto add_key = [&](const KeyFlag& key) {
    const auto take = [&flags, name = key.key](const std::string& value) {
      flags.keys.push_back({name, value});
    };
    command.add_option_function<std::string>(key.flag, take, key.says)->group("Mapping");
  };
  add_key({names.layout, "layout", "events, deals or changes: what a row is"});
  add_key({names.at, "at", "Column of when it happened"});
  add_key({names.zone, "zone", "Time zone of times without offset, as Europe/Berlin"});
  for (const auto& key : key_flags) add_key(key);
  add_pairs(command, flags, "--attribute", "attributes", "NAME=COLUMN, an attribute of the deals");
  add_pairs(command, flags, "--stage-value", "stage_values",
            "VALUE=ID, a code of the source and its stage or outcome");
  command.add_option("--lifecycle", flags.lifecycle, "XES: keep only events of this transition")
      ->capture_default_str();
  command.add_option("--rejected", flags.rejected,
                     "Write the rows that could not be used to this CSV");
  command.add_flag("--strict", flags.strict, "Exit with 1 when a row could not be used");
}

history::Imported import_with(const std::vector<std::string>& files, const ImportFlags& flags,
                              const process::Map* map, Context& context) {
  const auto mapping = find_mapping(flags);
  auto options = options_of(flags, map, mapping);
  history::Imported imported;
  {
    Progress progress(context, "reading", "rows");
    show(options, progress);
    imported = history::import_history(files, options);
  }
  print_import_report(imported.report, context.err);
  if (!flags.rejected.empty()) write_rejected(imported.report, flags.rejected);
  if (flags.strict && !imported.report.rejected.empty()) context.status = 1;
  return imported;
}

history::Inspection inspect_with(const std::vector<std::string>& files, const ImportFlags& flags,
                                 const process::Map* map, Context& context) {
  const auto mapping = find_mapping(flags);
  auto options = options_of(flags, map, mapping);
  Progress progress(context, "looking", "rows");
  show(options, progress);
  const auto inspection = history::inspect(files, options);
  if (!inspection.report) return inspection;
  if (!flags.rejected.empty()) write_rejected(*inspection.report, flags.rejected);
  if (flags.strict && !inspection.report->rejected.empty()) context.status = 1;
  return inspection;
}

}  // namespace stagecraft::cli
