#include <algorithm>
#include <filesystem>

#include "history/csv_parts.h"
#include "history/csv_text.h"
#include "history/import_report.h"
#include "history/own_csv.h"
#include "history/value_text.h"

namespace stagecraft::history {
namespace {

struct AttributeColumn {
  std::string name;
  ValueKind kind = ValueKind::text;
};

std::optional<ValueKind> find_kind(std::string_view word) {
  if (word == "text") return ValueKind::text;
  if (word == "money") return ValueKind::money;
  if (word == "number") return ValueKind::number;
  if (word == "date") return ValueKind::date;
  return std::nullopt;
}

/// `budget:money` is the attribute budget, of money.
AttributeColumn attribute_column_of(const std::string& written) {
  const std::string heading(without_guard(written));
  if (heading == "amount") return {heading, ValueKind::money};
  if (heading == "expected_close") return {heading, ValueKind::date};
  const std::size_t colon = heading.rfind(':');
  if (colon == std::string::npos) return {heading, ValueKind::text};
  const auto kind = find_kind(std::string_view(heading).substr(colon + 1));
  return kind ? AttributeColumn{heading.substr(0, colon), *kind}
              : AttributeColumn{heading, ValueKind::text};
}

/// Turns rows of a deals CSV into deals of one part. The first column that is called `deal` is the
/// id.
class DealRows {
 public:
  DealRows(const std::vector<std::string>& header, std::string file, LogBuilder into)
      : builder(std::move(into)), header_(header), file_(std::move(file)) {
    for (const std::string& heading : header) columns_.push_back(attribute_column_of(heading));
    id_ = static_cast<std::size_t>(std::ranges::find(header, "deal") - header.begin());
  }

  void take(const CsvRow& row) {
    ++report.rows_read;
    if (!row.is_ok()) {
      const CsvProblem& problem = row.problem();
      const std::string name = problem.field < header_.size() ? header_[problem.field] : "";
      return reject(report, {file_, problem.line, name, problem.value, problem.reason});
    }
    const std::string_view deal = without_guard(row[id_]);
    if (deal.empty()) return refuse(row, id_, "no deal id");
    for (std::size_t i = 0; i < columns_.size(); ++i)
      if (columns_[i].kind != ValueKind::text && !row[i].empty() &&
          !parse_value(columns_[i].kind, row[i]))
        return refuse(row, i, refusal_of(columns_[i].kind));
    builder.add_deal(deal);
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (i == id_ || row[i].empty()) continue;
      const auto reason = builder.set_attribute(deal, columns_[i].name, without_guard(row[i]));
      if (!reason.empty()) return refuse(row, i, reason);
    }
    ++report.rows_accepted;
  }

  LogBuilder builder;
  ImportReport report;

 private:
  void refuse(const CsvRow& row, std::size_t column, std::string_view reason) {
    reject(report, {file_, row.line(), header_[column], std::string(row[column].substr(0, 200)),
                    base::Sentence::of(reason)});
  }

  std::vector<std::string> header_;
  std::string file_;
  std::vector<AttributeColumn> columns_;
  std::size_t id_ = 0;
};

}  // namespace

bool is_deals_header(const std::vector<std::string>& header) {
  const auto has = [&](std::string_view name) {
    return std::ranges::find(header, name) != header.end();
  };
  return has("deal") && has("map") && has("map_version");
}

std::string deals_file_beside(const std::string& events_file) {
  return std::filesystem::path(events_file).replace_extension(".deals.csv").string();
}

void read_own_deals(CsvReader& head, const std::string& file, const OwnCsvReading& reading) {
  for (const std::string& heading : head.header()) {
    const AttributeColumn column = attribute_column_of(heading);
    if (heading != "deal") reading.builder.declare_attribute(column.name, column.kind);
  }
  auto parts = read_in_parts(head, file, reading.threads, reading.meter, [&] {
    return DealRows(head.header(), head.file(), reading.builder.sibling());
  });
  append_parts(reading, parts);
}

}  // namespace stagecraft::history
