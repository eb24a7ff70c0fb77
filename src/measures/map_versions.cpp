#include "measures/map_versions.h"

#include <algorithm>
#include <string>

namespace stagecraft::measures {

namespace {

using history::DealIndex;
using history::EventIndex;
using history::EventKind;
using history::EventLog;

bool names_version(const EventLog& log, EventIndex e) {
  return log.kind(e) == EventKind::created || log.kind(e) == EventKind::migrated;
}

std::string_view version_of(const EventLog& log, std::int64_t code) {
  if (code <= 0) return {};
  const std::string_view text = log.texts().text(static_cast<std::uint32_t>(code));
  const auto at = text.find('@');
  return at == text.npos ? text : text.substr(at + 1);
}

}  // namespace

std::vector<VersionChange> version_changes(const EventLog& log) {
  std::vector<VersionChange> found;
  DealIndex deal = 0;
  for (const history::Change& change : log.changes()) {
    if (!names_version(log, change.event)) continue;
    while (log.end(deal) <= change.event) ++deal;
    found.push_back({deal, change.event, version_of(log, change.from), version_of(log, change.to)});
  }
  return found;
}

bool tells_versions(const EventLog& log) {
  return std::ranges::any_of(log.changes(), [&](const history::Change& change) {
    return names_version(log, change.event) && !version_of(log, change.to).empty();
  });
}

std::string_view version_at(const EventLog& log, DealIndex d, const base::Border& at) {
  std::string_view version;
  for (EventIndex e = log.begin(d); e < log.end(d); ++e) {
    const history::Change* change = names_version(log, e) ? log.find_change(e) : nullptr;
    if (change == nullptr) continue;
    if (!at.holds_before(log.at(e), log.precision(e) == history::Precision::date)) break;
    version = version_of(log, change->to);
  }
  return version;
}

history::Attribute version_attribute(const EventLog& log) {
  history::Attribute attribute;
  attribute.name = version_field;
  attribute.kind = history::ValueKind::text;
  attribute.has_history = true;
  const auto changes = version_changes(log);
  for (const VersionChange& change : changes) {
    attribute.dictionary.code(change.from);
    attribute.dictionary.code(change.to);
  }
  attribute.codes = history::CodeColumn(log.deal_count(),
                                        static_cast<std::uint32_t>(attribute.dictionary.size()));
  for (const VersionChange& change : changes)
    attribute.codes.set(change.deal, attribute.dictionary.code(change.to));
  return attribute;
}

}  // namespace stagecraft::measures
