#include "history/date_columns.h"

#include <algorithm>
#include <set>

#include "base/error.h"
#include "base/text.h"
#include "history/csv_reader.h"
#include "history/date_inference.h"
#include "history/stage_columns.h"
#include "history/value_reader.h"

namespace stagecraft::history {
namespace {

/// After so many values with the year first, a column is settled.
constexpr std::int64_t enough_values = 10'000;

struct Candidate {
  std::size_t column;
  bool is_needed;  ///< Events are dated by it.
  DateInference inference = {};
};

class DateColumns {
 public:
  DateColumns(const Mapping& mapping, const ColumnBinding& columns, const process::Map* map)
      : columns_(columns) {
    add(mapping.at, true);
    add(mapping.created, true);
    if (mapping.state) add(mapping.state->at, true);
    if (mapping.outcome) add(mapping.outcome->at, true);
    for (const auto& stage : expand_stage_columns(mapping.stages, columns)) {
      add(stage.entered, true);
      if (stage.state) add(stage.state->at, true);
    }
    for (const auto& rule : mapping.attributes)
      if (kind_of(rule, map) == ValueKind::date) add(rule.column, false);
    for (const auto& [field, target] : mapping.fields)
      if (target == "created" || kind_of({target, {}, {}}, map) == ValueKind::date)
        dated_fields_.insert(base::fold(field));
    field_ = columns.find(mapping.field);
    value_ = columns.find(mapping.value);
    if (value_ && !dated_fields_.empty()) candidates_.push_back({*value_, false});
  }

  std::vector<Candidate>& candidates() { return candidates_; }

  void see(const CsvRow& row) {
    for (auto& candidate : candidates_) {
      const bool is_value = field_ && value_ && candidate.column == *value_;
      if (is_value && !dated_fields_.contains(base::fold(base::trim(row[*field_])))) continue;
      candidate.inference.see(row[candidate.column], row.line());
    }
  }

  bool are_settled() const {
    return std::ranges::all_of(candidates_, [](const Candidate& candidate) {
      return candidate.inference.is_settled(enough_values);
    });
  }

 private:
  void add(const ColumnRef& ref, bool is_needed) {
    const auto column = columns_.find(ref);
    if (!column) return;
    const auto known = std::ranges::find(candidates_, *column, &Candidate::column);
    if (known == candidates_.end())
      candidates_.push_back({*column, is_needed});
    else
      known->is_needed |= is_needed;
  }

  const ColumnBinding& columns_;
  std::vector<Candidate> candidates_;
  std::set<std::string> dated_fields_;  ///< Folded; layout changes.
  std::optional<std::size_t> field_, value_;
};

void read_all(const std::string& file, DateColumns& columns) {
  if (file == "-")
    throw base::Error(
        base::ErrorKind::invalid,
        "Standard input can be read only once, so that the format of its dates cannot "
        "be inferred. Declare it: --date-format iso (dmy, mdy, ...).");
  CsvReader reader(file);
  CsvRow row;
  while (reader.next_row(row) && !columns.are_settled())
    if (row.is_ok()) columns.see(row);
}

/// Day first or month first, where the other columns of the file agree on one.
std::optional<DateFormat> way_of_the_file(const std::vector<Candidate>& candidates) {
  std::optional<DateFormat> way;
  for (const auto& candidate : candidates) {
    const auto format = candidate.inference.answer().format;
    if (!format || (format->style != DateStyle::dmy && format->style != DateStyle::mdy)) continue;
    if (way && *way != *format) return std::nullopt;
    way = format;
  }
  return way;
}

[[noreturn]] void refuse(const ColumnBinding& columns, const Candidate& candidate) {
  throw base::Error(
      base::ErrorKind::invalid,
      base::say(
          "{}: column '{}' {}. Declare how its dates are written: date_format: dmy, mdy, iso, "
          "epoch_s, epoch_ms or a pattern such as '%d.%m.%Y' (on the command line --date-format).",
          columns.file(), columns.name(candidate.column), candidate.inference.answer().reason)
          .printable());
}

}  // namespace

std::vector<std::optional<DateFormat>> find_date_formats(const std::string& file,
                                                         const Mapping& mapping,
                                                         const ColumnBinding& columns,
                                                         const process::Map* map,
                                                         ImportFindings& findings) {
  std::vector<std::optional<DateFormat>> formats(columns.size());
  DateColumns dates(mapping, columns, map);
  if (mapping.date_format) {
    for (const auto& candidate : dates.candidates())
      formats[candidate.column] = mapping.date_format;
    return formats;
  }
  if (dates.candidates().empty()) return formats;
  read_all(file, dates);
  const auto way = way_of_the_file(dates.candidates());
  for (const auto& candidate : dates.candidates()) {
    const auto& inference = candidate.inference;
    const auto answer = inference.answer();
    if (inference.count() == 0) continue;
    if (answer.format) {
      formats[candidate.column] = answer.format;
      findings.note(base::say("{}: dates in '{}' are {}, inferred from {} values", columns.file(),
                              columns.name(candidate.column), to_word(*answer.format),
                              answer.fitting));
    } else if (inference.is_ambiguous() && way) {
      formats[candidate.column] = way;
      findings.note(
          base::say("{}: dates in '{}' could be either way round; taken as {}, as in the "
                    "other columns of the file",
                    columns.file(), columns.name(candidate.column), to_word(*way)));
    } else if (candidate.is_needed || inference.is_ambiguous()) {
      refuse(columns, candidate);
    }
  }
  return formats;
}

}  // namespace stagecraft::history
