#include "history/import_findings.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace stagecraft::history {
namespace {

using base::say;
using base::Sentence;

constexpr std::size_t listed_limit = 1'000'000;
constexpr std::size_t shown_value_limit = 200;
constexpr std::size_t kinds_limit = 1'000;  ///< Different activities or oddities told apart.

/// Counts under `key`, or under a common name once there are too many different ones.
void count(std::map<std::string, std::int64_t>& counts, const std::string& key, std::int64_t n) {
  const bool is_known = counts.contains(key);
  if (is_known || counts.size() < kinds_limit)
    counts[key] += n;
  else
    counts["(all others)"] += n;
}

}  // namespace

void ImportFindings::list(const CellPlace& place, Sentence reason) {
  if (report_.rejected.size() >= listed_limit) return;
  report_.rejected.push_back({.file = std::string(place.file),
                              .line = place.line,
                              .column = std::string(place.column),
                              .value = std::string(place.value.substr(0, shown_value_limit)),
                              .reason = std::move(reason)});
}

void ImportFindings::reject_row(const CellPlace& place, Sentence reason) {
  ++report_.rows_rejected;
  ++report_.rejected_by_reason[reason.text()];
  list(place, std::move(reason));
}

void ImportFindings::leave_out_value(const CellPlace& place, Sentence reason) {
  count_oddity(fmt::format("{}: value left out, {}", place.column, reason));
  list(place, say("value left out, row kept: {}", std::move(reason)));
}

void ImportFindings::count_oddity(const std::string& what, std::int64_t n) {
  if (n != 0) count(report_.oddities, what, n);
}

void ImportFindings::count_outside(std::string_view activity, std::int64_t n) {
  count(report_.outside_map, std::string(activity.substr(0, shown_value_limit)), n);
}

void ImportFindings::note(std::string text) {
  if (std::ranges::find(report_.notes, text) == report_.notes.end())
    report_.notes.push_back(std::move(text));
}

}  // namespace stagecraft::history
