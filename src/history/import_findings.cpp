#include "history/import_findings.h"

#include <algorithm>
#include <utility>

#include "history/import_report.h"

namespace stagecraft::history {
namespace {

using base::say;
using base::Sentence;

constexpr std::size_t listed_limit = 1'000'000;
constexpr std::size_t shown_value_limit = 200;
constexpr std::size_t kinds_limit = 1'000;  ///< Different activities or oddities told apart.

Sentence all_others() { return Sentence("(all others)"); }

/// `key`, or a common name once there are too many different ones.
std::string key_in(const std::map<std::string, std::int64_t>& counts, std::string key) {
  const bool has_room = counts.contains(key) || counts.size() < kinds_limit;
  return has_room ? std::move(key) : all_others().text();
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
  count_rejected(report_, reason);
  list(place, std::move(reason));
}

void ImportFindings::leave_out_value(const CellPlace& place, Sentence reason) {
  count_oddity(say("{}: value left out, {}", place.column, reason));
  list(place, say("value left out, row kept: {}", std::move(reason)));
}

void ImportFindings::count_oddity(const Sentence& what, std::int64_t n) {
  if (n == 0) return;
  auto text = what.text();
  const auto key = key_in(report_.oddities, text);
  report_.sentences.try_emplace(key, key == text ? what : all_others());
  report_.oddities[key] += n;
}

void ImportFindings::count_outside(std::string_view activity, std::int64_t n) {
  report_.outside_map[key_in(report_.outside_map,
                             std::string(activity.substr(0, shown_value_limit)))] += n;
}

void ImportFindings::note(Sentence text) {
  if (std::ranges::find(report_.notes, text) == report_.notes.end())
    report_.notes.push_back(std::move(text));
}

}  // namespace stagecraft::history
