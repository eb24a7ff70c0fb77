#include "sample/sample.h"

#include <CLI/CLI.hpp>

#include <fmt/format.h>

#include <filesystem>
#include <memory>

#include "base/error.h"
#include "cli/commands.h"
#include "cli/last_day.h"
#include "cli/load_map.h"
#include "cli/new_file.h"
#include "cli/progress.h"

namespace stagecraft::cli {
namespace {

struct SampleFlags {
  std::string map, output, until = "2026-06-30", layout = "events";
  std::uint64_t seed = 1;
  std::uint64_t deals = 0, events = 0;
};

std::string deals_path(const std::string& events_path) {
  return std::filesystem::path(events_path).replace_extension(".deals.csv").string();
}

void write_files(const sample::Scenario& scenario, const SampleFlags& flags, Context& context) {
  const auto layout = *sample::find_layout(flags.layout);
  const bool has_deals = layout == sample::Layout::events;
  NewFile main(flags.output);
  std::unique_ptr<NewFile> deals;
  if (has_deals) deals = std::make_unique<NewFile>(deals_path(flags.output));
  sample::SampleSize size;
  if (flags.deals > 0) size.deals = flags.deals;
  if (flags.events > 0) size.events = flags.events;

  sample::SampleCounts counts;
  {
    Progress progress(context, "simulating", "events");
    const sample::SampleSinks sinks{
        .main = [&](std::string_view text) { main.write(text); },
        .deals = [&](std::string_view text) { deals->write(text); },
        .on_progress =
            [&](const sample::SampleCounts& done) {
              const auto part =
                  static_cast<std::int64_t>(flags.deals > 0 ? done.deals : done.events);
              progress.update(part, static_cast<std::int64_t>(std::max(flags.deals, flags.events)),
                              static_cast<std::int64_t>(done.events));
            }};
    counts = sample::write_sample(scenario, size, layout, sinks);
  }
  main.keep();
  if (deals) deals->keep();
  context.err << fmt::format(
      "Simulated {} deals with {} events up to {} into {}{} (seed {}; nobody's real deals).\n",
      counts.deals, counts.events, flags.until, flags.output,
      has_deals ? " and " + deals_path(flags.output) : "", flags.seed);
}

void run_sample(const SampleFlags& flags, Context& context) {
  if ((flags.deals > 0) == (flags.events > 0))
    throw base::Error(base::ErrorKind::invalid, "Say how much: either --deals N or --events N.");
  const auto until = end_of_day(flags.until);
  const auto loaded = load_map(flags.map, context);
  if (!loaded) return;
  if (const auto reason = sample::why_refused(*sample::find_layout(flags.layout), loaded->map);
      !reason.empty())
    throw base::Error(base::ErrorKind::invalid, reason);
  const sample::Scenario scenario(loaded->map, flags.seed, until);
  write_files(scenario, flags, context);
}

}  // namespace

void add_sample(CLI::App& parent, Context& context) {
  auto* command =
      parent.add_subcommand("sample", "Simulate a believable history from a map and a seed");
  const auto flags = std::make_shared<SampleFlags>();
  command->add_option("--map", flags->map, "The process map that the deals run through")
      ->required();
  command->add_option("--seed", flags->seed,
                      "Another seed is another company; the same gives the same bytes");
  command->add_option("--deals", flags->deals, "How many deals")
      ->check(CLI::Range(1ULL, 100'000'000ULL));
  command->add_option("--events", flags->events, "How many events, up to 100 million")
      ->check(CLI::Range(1ULL, 100'000'000ULL));
  command->add_option("--until", flags->until, "Last day of the history")->capture_default_str();
  command->add_option("--layout", flags->layout, "events, maven, pipedrive or xes")
      ->check(CLI::IsMember({"events", "maven", "pipedrive", "xes"}))
      ->capture_default_str();
  command
      ->add_option("-o,--output", flags->output, "File to write; events come with FILE.deals.csv")
      ->required();
  command->callback([flags, &context] { run_sample(*flags, context); });
}

}  // namespace stagecraft::cli
