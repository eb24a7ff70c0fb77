#include <CLI/CLI.hpp>

#include "cli/measuring.h"

namespace stagecraft::cli {
namespace {

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

void add_measure_flags(CLI::App& command, MeasureFlags& flags) {
  command.add_option("--earlier-map", flags.earlier_maps,
                     "An older version of the map, to read older stages by; again for each, oldest "
                     "first");
  add_import_flags(command, flags.import, {.at = "--time-column", .zone = "--source-zone"});
  add_period_flags(command, flags);
  add_slice_flags(command, flags);
}

}  // namespace stagecraft::cli
