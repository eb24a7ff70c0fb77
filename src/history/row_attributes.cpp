#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "history/row_reader.h"

namespace stagecraft::history {

std::optional<DateColumn> find_date_column(const FileReading& file, const ColumnRef& column) {
  const auto index = file.columns.find(column);
  if (!index) return std::nullopt;
  return DateColumn{.column = *index, .reader = file.date_reader(*index)};
}

std::int64_t order_of(const CsvRow& row, std::optional<std::size_t> column) {
  std::int64_t order = -1;
  if (!column) return order;
  const auto text = base::trim(row[*column]);
  std::from_chars(text.data(), text.data() + text.size(), order);
  return order >= 0 ? order : -1;
}

RowAttributes::RowAttributes(FileReading& file) : file_(file), corrections_(file.mapping) {
  const auto& mapping = file.mapping;
  for (const auto& rule : mapping.attributes) {
    const auto column = file.columns.find_stated(rule.column, rule.name);
    if (!column) continue;
    columns_.push_back({.column = *column,
                        .format = {.name = rule.name,
                                   .kind = kind_of(rule, file.session.options.map),
                                   .date = file.date_formats[*column].value_or(DateFormat()),
                                   .decimal = mapping.decimal,
                                   .currency = mapping.currency}});
  }
  currency_column_ = file.columns.find_stated(mapping.currency_column, "currency");
  for (const auto& lookup : mapping.lookups)
    lookup_keys_.push_back(file.columns.require(lookup.key, "key"));
}

void RowAttributes::add(std::string_view name, std::string text) {
  values_.push_back({.name = name, .text = std::move(text)});
}

void RowAttributes::read_lookup(const CsvRow& row, std::size_t index) {
  const auto column = lookup_keys_[index];
  const auto& name = file_.columns.name(column);
  const auto is_of_column = [&](const Column& c) { return c.column == column; };
  const auto own = std::ranges::find_if(columns_, is_of_column);
  auto key = base::trim(row[column]);
  // A key that is an attribute as well was corrected, and counted, with it.
  if (own != columns_.end()) {
    const auto value = std::ranges::find(values_, own->format.name, &Value::name);
    if (own->format.kind == ValueKind::text && value != values_.end()) key = value->text;
  } else {
    key = corrections_.apply(name, name, key, file_.findings());
  }
  auto& table = file_.lookups[index];
  const auto* found = table.find(key, file_.findings());
  if (found == nullptr) return;
  for (std::size_t i = 0; i < table.attributes().size(); ++i)
    add(table.attributes()[i],
        std::string(corrections_.apply(table.attributes()[i], {}, (*found)[i], file_.findings())));
}

const std::vector<RowAttributes::Value>& RowAttributes::read(const CsvRow& row) {
  values_.clear();
  base::Currency currency = file_.mapping.currency;
  bool has_money = false;
  for (const auto& column : columns_) {
    const auto raw = corrections_.apply(column.format.name, file_.columns.name(column.column),
                                        base::trim(row[column.column]), file_.findings());
    auto value =
        read_attribute(raw, column.format, file_.place(row, column.column), file_.findings());
    if (value.text.empty())
      file_.findings().count_oddity(base::say("{}: empty", column.format.name));
    if (value.currency.is_stated()) currency = value.currency;
    has_money |= column.format.kind == ValueKind::money && !value.text.empty();
    add(column.format.name, std::move(value.text));
  }
  if (currency_column_)
    add("currency", std::string(base::trim(row[*currency_column_])));
  else if (has_money && currency.is_stated())
    add("currency", std::string(currency.code()));
  for (std::size_t i = 0; i < lookup_keys_.size() && i < file_.lookups.size(); ++i)
    read_lookup(row, i);
  return values_;
}

}  // namespace stagecraft::history
