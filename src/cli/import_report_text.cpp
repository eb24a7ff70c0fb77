#include "cli/import_report_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <ostream>
#include <vector>

#include "base/error.h"
#include "base/text.h"

namespace stagecraft::cli {
namespace {

using Counts = std::map<std::string, std::int64_t>;

constexpr std::size_t shown_lines = 20;
constexpr std::size_t shown_rows = 5;

/// 1234567 -> "1,234,567".
std::string grouped(std::int64_t number) {
  auto text = std::to_string(number);
  for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > 0; at -= 3)
    text.insert(static_cast<std::size_t>(at), ",");
  return text;
}

/// The most frequent first.
void print_counts(const char* title, const Counts& counts, std::ostream& out) {
  if (counts.empty()) return;
  std::vector<std::pair<std::string, std::int64_t>> sorted(counts.begin(), counts.end());
  std::ranges::stable_sort(sorted, std::greater(), &std::pair<std::string, std::int64_t>::second);
  out << title << ":\n";
  for (std::size_t i = 0; i < std::min(sorted.size(), shown_lines); ++i)
    out << fmt::format("  {:>11}  {}\n", grouped(sorted[i].second),
                       base::printable(sorted[i].first));
  if (sorted.size() > shown_lines)
    out << fmt::format("  and {} more kinds\n", sorted.size() - shown_lines);
}

void print_rows(const history::ImportReport& report, std::ostream& out) {
  const auto shown = std::min(report.rejected.size(), shown_rows);
  for (std::size_t i = 0; i < shown; ++i) {
    const auto& row = report.rejected[i];
    out << base::printable(fmt::format("    {}:{}: column '{}', value '{}': {}", row.file, row.line,
                                       row.column, row.value, row.reason))
        << '\n';
  }
  if (report.rejected.size() > shown)
    out << fmt::format("    and {} more; --rejected F.csv writes them all\n",
                       grouped(static_cast<std::int64_t>(report.rejected.size() - shown)));
}

/// Quoted where RFC 4180 asks for it; a text that a spreadsheet would take for a formula gets an
/// apostrophe.
std::string csv_field(std::string text) {
  if (!text.empty() && std::string_view("=+-@").find(text.front()) != std::string_view::npos)
    text.insert(0, 1, '\'');
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + '"';
}

}  // namespace

void print_import_report(const history::ImportReport& report, std::ostream& out) {
  out << fmt::format("Read {} rows: {} accepted, {} rejected. {} deals, {} events.\n",
                     grouped(report.rows_read), grouped(report.rows_accepted),
                     grouped(report.rows_rejected), grouped(report.deals), grouped(report.events));
  print_counts("Rejected", report.rejected_by_reason, out);
  print_rows(report, out);
  print_counts("Outside the map (kept, with their count of events)", report.outside_map, out);
  print_counts("Corrected by the mapping", report.corrections, out);
  print_counts("Worth a look", report.oddities, out);
  for (const auto& note : report.notes) out << "Note: " << note.printable() << '\n';
  out << fmt::format("As of {} ({}).\n", base::to_iso(report.as_of),
                     report.as_of_stated ? "as the mapping says" : "the latest event");
}

void write_rejected(const history::ImportReport& report, const std::string& path) {
  std::ofstream file(path, std::ios::binary);
  file << "file,line,column,value,reason\n";
  for (const auto& row : report.rejected)
    file << fmt::format("{},{},{},{},{}\n", csv_field(row.file), row.line, csv_field(row.column),
                        csv_field(row.value), csv_field(row.reason.text()));
  if (!file.flush()) throw base::Error(base::ErrorKind::io, fmt::format("Cannot write {}.", path));
}

}  // namespace stagecraft::cli
