#include "history/import_report.h"

#include <algorithm>

#include "history/import_findings.h"
#include "history/log_builder.h"

namespace stagecraft::history {
namespace {

constexpr std::size_t listed_rows = 1'000'000;

void add_counts(std::map<std::string, std::int64_t>& counts,
                const std::map<std::string, std::int64_t>& more) {
  for (const auto& [what, count] : more) counts[what] += count;
}

}  // namespace

void reject(ImportReport& report, RejectedRow row) {
  ++report.rows_rejected;
  count_rejected(report, row.reason);
  if (report.rejected.size() < listed_rows) report.rejected.push_back(std::move(row));
}

void count_rejected(ImportReport& report, const base::Sentence& reason) {
  const auto text = reason.text();
  report.sentences.try_emplace(text, reason);
  ++report.rejected_by_reason[text];
}

void append(ImportReport& report, ImportReport&& part, std::int64_t lines_before) {
  report.rows_read += part.rows_read;
  report.rows_accepted += part.rows_accepted;
  report.rows_rejected += part.rows_rejected;
  add_counts(report.rejected_by_reason, part.rejected_by_reason);
  add_counts(report.outside_map, part.outside_map);
  add_counts(report.corrections, part.corrections);
  add_counts(report.oddities, part.oddities);
  report.sentences.merge(part.sentences);
  for (RejectedRow& row : part.rejected) {
    if (report.rejected.size() == listed_rows) break;
    row.line += lines_before;
    report.rejected.push_back(std::move(row));
  }
  std::ranges::move(part.notes, std::back_inserter(report.notes));
}

void add_findings(ImportReport& report, const LogFindings& findings) {
  ImportFindings found(report);
  found.count_oddity("events that repeat the one before in every field", findings.duplicates);
  found.count_oddity("ids that hold two deals: created twice", findings.doubled_deals);
  found.count_oddity("deals that entered a stage after they were lost, without being reopened",
                     findings.outcome_before_stage);
  found.count_oddity("attributes whose value differs from their last change",
                     findings.value_contradictions);
  found.count_oddity("deals in a currency that ISO 4217 does not know",
                     findings.unknown_currencies);
}

void describe_log(ImportReport& report, const EventLog& log) {
  report.events = static_cast<std::int64_t>(log.event_count());
  report.deals = static_cast<std::int64_t>(log.deal_count());
  if (report.as_of_stated || log.event_count() == 0) return;
  report.as_of = base::Instant(base::Milliseconds(*std::ranges::max_element(log.at_column())));
}

}  // namespace stagecraft::history
