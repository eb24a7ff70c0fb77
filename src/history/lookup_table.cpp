#include "history/lookup_table.h"

#include <filesystem>

#include "base/text.h"
#include "history/column_binding.h"
#include "history/csv_reader.h"

namespace stagecraft::history {

LookupTable::LookupTable(const Lookup& lookup, const std::string& path, ImportFindings& findings)
    : file_(std::filesystem::path(path).filename().string()), key_name_(lookup.key.to_text()) {
  CsvReader reader(path);
  ColumnBinding binding(reader.header(), path);
  const ColumnRef key_column =
      lookup.their_key.empty() ? lookup.key : ColumnRef{{lookup.their_key}};
  const auto key = binding.require(key_column, "key");
  std::vector<std::size_t> columns;
  for (const auto& [attribute, column] : lookup.take) {
    attributes_.push_back(attribute);
    columns.push_back(binding.require({{column}}, attribute));
  }
  binding.check();
  CsvRow row;
  while (reader.next_row(row)) {
    if (!row.is_ok()) {
      findings.count_oddity(base::say("{}: a row cannot be read, {}", file_, row.problem().reason));
      continue;
    }
    Row values;
    for (const auto column : columns) values.values.emplace_back(base::trim(row[column]));
    const auto [place, is_new] = rows_.emplace(base::trim(row[key]), std::move(values));
    if (!is_new)
      findings.count_oddity(base::say("{}: {} '{}' stands twice", file_, key_name_, place->first));
  }
}

const std::vector<std::string>* LookupTable::find(std::string_view key, ImportFindings& findings) {
  if (key.empty()) return nullptr;
  const auto row = rows_.find(key);
  if (row == rows_.end()) {
    findings.count_oddity(base::say("{}: no row for {} '{}'", file_, key_name_, key));
    return nullptr;
  }
  row->second.is_used = true;
  return &row->second.values;
}

void LookupTable::count_unused(ImportFindings& findings) const {
  std::int64_t unused = 0;
  for (const auto& [key, row] : rows_) unused += !row.is_used && !key.empty();
  findings.count_oddity(base::say("{}: rows that no deal uses", file_), unused);
}

}  // namespace stagecraft::history
