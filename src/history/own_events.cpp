#include <algorithm>
#include <array>
#include <charconv>

#include "history/csv_parts.h"
#include "history/csv_text.h"
#include "history/import_report.h"
#include "history/instant_column.h"
#include "history/own_csv.h"
#include "history/value_text.h"

namespace stagecraft::history {
namespace {

enum Column : std::size_t {
  deal,
  kind,
  symbol,
  from,
  to,
  actor,
  at,
  at_precision,
  recorded_at,
  source_seq,
  details,
  column_count
};
constexpr std::array<std::string_view, column_count> event_columns = {
    "deal", "kind",         "symbol",      "from",       "to",     "actor",
    "at",   "at_precision", "recorded_at", "source_seq", "details"};
constexpr std::size_t absent = SIZE_MAX;
using Columns = std::array<std::size_t, column_count>;

/// Words of kinds met so far, found by length and two letters instead of by trying them all.
class KindColumn {
 public:
  std::optional<EventKind> read(std::string_view word) {
    if (word.empty()) return std::nullopt;
    const std::size_t slot = (word.size() * 7 + static_cast<unsigned char>(word.front()) * 3 +
                              static_cast<unsigned char>(word.back())) %
                             slots_.size();
    if (slots_[slot] && to_word(*slots_[slot]) == word) return slots_[slot];
    const auto found = find_event_kind(word);
    if (found) slots_[slot] = found;
    return found;
  }

 private:
  std::array<std::optional<EventKind>, 64> slots_;
};

/// Turns rows of an events CSV into events of one part.
class EventRows {
 public:
  EventRows(const Columns& columns, std::string file, LogBuilder into)
      : builder(std::move(into)), columns_(columns), file_(std::move(file)) {}

  void take(const CsvRow& row) {
    ++report.rows_read;
    if (!row.is_ok()) return reject_broken(row);
    EventRow event{.deal = field(row, deal),
                   .symbol = field(row, symbol),
                   .from = field(row, from),
                   .to = field(row, to),
                   .actor = field(row, actor),
                   .details = field(row, details)};
    const auto found = kinds_.read(field(row, kind));
    if (!found) return reject_field(row, kind, "not a kind of event that Stagecraft knows");
    event.kind = *found;
    if (!read_instants(row, event) || !read_sequence(row, event)) return;
    const auto reason = builder.add(event);
    if (!reason.empty()) return reject_named(row, builder.refused_field(), reason);
    ++report.rows_accepted;
  }

  LogBuilder builder;
  ImportReport report;

 private:
  std::string_view field(const CsvRow& row, Column column) const {
    return without_guard(row[columns_[column]]);
  }

  bool read_instants(const CsvRow& row, EventRow& event) {
    const std::string_view text = field(row, at);
    const std::string_view precision = field(row, at_precision);
    if (text.empty()) {
      event.precision = Precision::unknown;
    } else if (const auto parsed = at_.read(text)) {
      event.at = parsed->at;
      event.precision = parsed->date_only ? Precision::date : Precision::time;
    } else {
      return refuse(
          row, at,
          "not an instant, written as 2026-01-31T12:00:00.000Z, of the years 1900 to 2200");
    }
    if (!precision.empty() && precision != word_of(event.precision))
      return refuse(row, at_precision, "not the precision that `at` is written with");
    const std::string_view recorded = field(row, recorded_at);
    if (recorded.empty()) return true;
    if (recorded == text) {
      event.recorded_at = event.at;
    } else if (const auto parsed = recorded_at_.read(recorded)) {
      event.recorded_at = parsed->at;
    } else {
      return refuse(
          row, recorded_at,
          "not an instant, written as 2026-01-31T12:00:00.000Z, of the years 1900 to 2200");
    }
    return true;
  }

  bool read_sequence(const CsvRow& row, EventRow& event) {
    const std::string_view text = field(row, source_seq);
    if (text.empty()) return true;
    const auto [end, error] =
        std::from_chars(text.data(), text.data() + text.size(), event.source_seq);
    const bool is_whole = error == std::errc() && end == text.data() + text.size();
    if (is_whole && event.source_seq >= 0) return true;
    return refuse(row, source_seq, "not a whole number from 0");
  }

  static std::string_view word_of(Precision precision) {
    constexpr std::array<std::string_view, 3> words = {"time", "date", "unknown"};
    return words[static_cast<std::size_t>(precision)];
  }

  bool refuse(const CsvRow& row, Column column, std::string_view reason) {
    reject_field(row, column, reason);
    return false;
  }
  void reject_field(const CsvRow& row, Column column, std::string_view reason) {
    reject(report, {file_, row.line(), std::string(event_columns[column]),
                    std::string(field(row, column).substr(0, 200)), base::Sentence::of(reason)});
  }
  void reject_named(const CsvRow& row, std::string_view name, std::string_view reason) {
    for (std::size_t column = 0; column < column_count; ++column)
      if (event_columns[column] == name) reject_field(row, static_cast<Column>(column), reason);
  }
  void reject_broken(const CsvRow& row) {
    const CsvProblem& problem = row.problem();
    std::string name;
    for (std::size_t column = 0; column < column_count; ++column)
      if (columns_[column] == problem.field) name = event_columns[column];
    reject(report, {file_, problem.line, name, problem.value, problem.reason});
  }

  Columns columns_;
  std::string file_;
  KindColumn kinds_;
  InstantColumn at_, recorded_at_;
};

}  // namespace

bool is_events_header(const std::vector<std::string>& header) {
  const auto has = [&](Column column) {
    return std::ranges::find(header, event_columns[column]) != header.end();
  };
  return has(deal) && has(kind) && has(symbol) && has(at);
}

void read_own_events(CsvReader& head, const std::string& file, const OwnCsvReading& reading) {
  Columns columns;
  for (std::size_t i = 0; i < column_count; ++i)
    columns[i] = head.find_column(event_columns[i]).value_or(absent);
  auto parts = read_in_parts(head, file, reading.threads, reading.meter, [&] {
    return EventRows(columns, head.file(), reading.builder.sibling());
  });
  append_parts(reading, parts);
}

}  // namespace stagecraft::history
