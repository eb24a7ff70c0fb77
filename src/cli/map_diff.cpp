#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <memory>
#include <ostream>

#include "base/json_text.h"
#include "cli/commands.h"
#include "cli/context.h"
#include "cli/load_map.h"
#include "process/diff.h"
#include "process/operations_json.h"
#include "process/sentences.h"

namespace stagecraft::cli {
namespace {

struct DiffOptions {
  std::string a, b;
  std::string format = "text";
};

std::set<std::string> derived(const process::LoadedMap& loaded) {
  return {loaded.implicit_ids.begin(), loaded.implicit_ids.end()};
}

void print_text(const std::vector<std::string>& sentences, Context& context) {
  if (sentences.empty()) context.out << "The maps are the same.\n";
  for (const auto& sentence : sentences) context.out << sentence << '\n';
}

void map_diff(const DiffOptions& options, Context& context) {
  const auto a = load_map(options.a, context);
  const auto b = load_map(options.b, context);
  if (!a || !b) return;
  const auto operations =
      process::diff(a->map, b->map, {.derived_a = derived(*a), .derived_b = derived(*b)});
  const auto sentences = process::to_sentences(a->map, operations);
  const auto as_json = process::to_json(std::span<const process::Operation>(operations));
  if (options.format == "ops")
    context.out << base::to_json_text(as_json);
  else if (options.format == "json")
    context.out << base::to_json_text({{"same", operations.empty()},
                                       {"sentences", boost::json::value_from(sentences)},
                                       {"operations", as_json}});
  else
    print_text(sentences, context);
  context.status = operations.empty() ? 0 : 1;
}

}  // namespace

void add_map_diff(CLI::App& parent, Context& context) {
  auto options = std::make_shared<DiffOptions>();
  auto* command = parent.add_subcommand(
      "diff", "Say what makes one map another; exit status 0 same, 1 different, 2 not readable");
  command->add_option("A", options->a, "The map before")->required();
  command->add_option("B", options->b, "The map after")->required();
  command
      ->add_option("--format", options->format,
                   "text: sentences, ops: the operations as JSON, json: both")
      ->check(CLI::IsMember({"text", "json", "ops"}));
  command->callback([options, &context] { map_diff(*options, context); });
}

}  // namespace stagecraft::cli
