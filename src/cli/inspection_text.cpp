#include "cli/inspection_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "base/text.h"
#include "measures/display.h"

namespace stagecraft::cli {
namespace {

using measures::count_text;

constexpr std::size_t shown_names = 40;
constexpr std::size_t shown_pairs = 10;

std::string days(const std::optional<double>& value) {
  return value ? measures::days_text(*value) : "-";
}

std::string range_of(const history::ColumnSummary& column) {
  if (column.filled == 0) return {};
  if (column.least == column.most) return column.least;
  const auto cut = [](const std::string& text) {
    return text.size() > 24 ? text.substr(0, 24) + "..." : text;
  };
  return cut(column.least) + " to " + cut(column.most);
}

void print_columns(const history::FileSummary& file, std::ostream& out) {
  for (const auto& column : file.columns) {
    auto kind = std::string(to_word(column.kind));
    if (column.kind == history::ColumnKind::date)
      kind +=
          column.date_format.empty() ? " (day or month first?)" : " (" + column.date_format + ")";
    out << base::printable(fmt::format(
               "  {:<28} {:<16} {:>9} filled {:>9} empty {:>9}{} different  {}", column.name, kind,
               count_text(column.filled), count_text(column.empty), count_text(column.distinct),
               column.distinct_is_least ? "+" : "", range_of(column)))
        << '\n';
  }
}

void print_file(const history::FileSummary& file, std::ostream& out) {
  out << base::printable(file.file) << ": " << file.kind;
  if (!file.dialect.empty()) out << ", " << file.dialect;
  if (!file.columns.empty()) out << fmt::format(", {} rows", count_text(file.rows));
  if (file.broken_rows > 0) out << fmt::format(", {} of them broken", count_text(file.broken_rows));
  out << '\n';
  print_columns(file, out);
  out << '\n';
}

void print_activities(const history::LogSummary& log, std::ostream& out) {
  out << fmt::format("Activities ({}):\n  {:>10} {:>10} {:>14}  {}\n", log.activities.size(),
                     "events", "deals", "to the next*", "name");
  for (std::size_t i = 0; i < std::min(log.activities.size(), shown_names); ++i) {
    const auto& activity = log.activities[i];
    out << fmt::format("  {:>10} {:>10} {:>14}  {}\n", count_text(activity.events),
                       count_text(activity.deals), days(activity.to_next_stage.median),
                       base::printable(activity.name));
  }
  if (log.activities.size() > shown_names)
    out << fmt::format("  and {} more; --format json has them all\n",
                       log.activities.size() - shown_names);
  out << "  * median, from entering the stage to entering whichever stage came next\n";
}

void print_pairs(const history::LogSummary& log, std::ostream& out) {
  out << fmt::format("Directly following pairs: {}; the commonest:\n", count_text(log.pair_count));
  for (std::size_t i = 0; i < std::min(log.pairs.size(), shown_pairs); ++i) {
    const auto& pair = log.pairs[i];
    out << base::printable(fmt::format("  {:>10}  {} -> {}  (median {}, mean {})",
                                       count_text(pair.span.n), pair.from, pair.to,
                                       days(pair.span.median), days(pair.span.mean)))
        << '\n';
  }
}

void print_log(const history::LogSummary& log, std::ostream& out) {
  out << fmt::format("{} deals, {} events ({} steps, {} changes of attributes), {} variants.\n",
                     count_text(log.deals), count_text(log.events), count_text(log.activity_events),
                     count_text(log.changes), count_text(log.variant_count));
  if (log.first)
    out << fmt::format("First {}, last {}.\n", base::to_iso(*log.first), base::to_iso(*log.last));
  out << fmt::format("From the first to the last step: median {}, mean {} ({} deals).\n\n",
                     days(log.throughput.median), days(log.throughput.mean),
                     count_text(log.throughput.n));
  print_activities(log, out);
  out << "Outcomes, with the time from the first to the last event:\n";
  for (const auto& outcome : log.outcomes)
    out << fmt::format("  {:>10}  {}: mean {}, median {}\n", count_text(outcome.deals),
                       base::printable(outcome.name), days(outcome.days.mean),
                       days(outcome.days.median));
  print_pairs(log, out);
  out << "Commonest variants:\n";
  for (const auto& variant : log.variants) {
    auto steps = fmt::format("{}", fmt::join(variant.activities, " > "));
    if (steps.size() > 160)
      steps = steps.substr(0, 160) + fmt::format("... ({} steps)", variant.activities.size());
    out << fmt::format("  {:>10}  {}\n", count_text(variant.deals), base::printable(steps));
  }
}

}  // namespace

void print_inspection(const history::Inspection& inspection, std::ostream& out) {
  for (const auto& file : inspection.files) print_file(file, out);
  if (inspection.log) print_log(*inspection.log, out);
  if (!inspection.not_imported.empty())
    out << "The events were not read: " << base::printable(inspection.not_imported.text()) << '\n';
  if (!inspection.oddities.empty()) {
    out << "\nWorth a look:\n";
    for (const auto& oddity : inspection.oddities) out << "  " << oddity.printable() << '\n';
  }
  if (inspection.proposal.empty()) return;
  out << fmt::format(
      "\nA mapping for {} to start from (save it, change it, give it with --mapping):\n\n{}",
      base::printable(inspection.proposal_file), inspection.proposal);
}

}  // namespace stagecraft::cli
